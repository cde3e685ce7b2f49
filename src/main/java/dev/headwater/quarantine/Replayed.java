package dev.headwater.quarantine;

import java.util.List;

/**
 * What a replay of several records did.
 *
 * @param records one for each record that was picked, in the order in which they were sent
 * @param more whether further open records match the filter, as far as the scan saw
 * @param complete whether the scan saw all of the topic
 */
public record Replayed(List<Sent> records, boolean more, boolean complete) {
  public Replayed {
    records = List.copyOf(records);
  }

  /**
   * What became of one record.
   *
   * @param id the quarantined record
   * @param topic where it was sent; "" if it was not sent
   * @param problem why it was not sent or not marked; "" if it was
   */
  public record Sent(RecordId id, String topic, String problem) {}
}
