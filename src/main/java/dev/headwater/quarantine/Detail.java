package dev.headwater.quarantine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A quarantined record with its content.
 *
 * @param item the record, or the one of which it is a copy
 * @param row as it stands in the topic
 */
public record Detail(Item item, ConsumerRecord<byte[], byte[]> row) {

  /** All of the reason. */
  public String reason() {
    return HeaderNames.text(row.headers(), HeaderNames.REASON);
  }
}
