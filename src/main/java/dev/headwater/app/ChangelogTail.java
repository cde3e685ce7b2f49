package dev.headwater.app;

import dev.headwater.query.KafkaBacklogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the end of a changelog holds records, or only what transactions leave behind:
 * markers, and the records of transactions that were aborted. Whoever reads the changelog never
 * gets past those before another record comes. Thread-safe.
 */
final class ChangelogTail implements AutoCloseable {
  /** Settings of the consumer. */
  static final Map<String, Object> CONSUMER = consumer();

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** About how long a look into one changelog may take. */
  private static final int POLLS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(ChangelogTail.class);

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param consumer with the settings {@link #CONSUMER}; nothing else uses it, and this closes it
   */
  ChangelogTail(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  private static Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(KafkaBacklogs.CONSUMER);
    // A jump to the start of the changelog might skip the two offsets, and seem to be past them.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return Map.copyOf(settings);
  }

  /**
   * Whether it is certain that no record is between the two offsets. A transaction that is not
   * complete may still have some.
   *
   * @throws KafkaException if Kafka does not answer
   */
  synchronized boolean isEmpty(TopicPartition changelog, long from, long end) {
    consumer.assign(List.of(changelog));
    consumer.seek(changelog, from);
    try {
      for (int poll = 0; poll < POLLS; poll++) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
        if (consumer.position(changelog, ANSWER) >= end) {
          return true;
        }
      }
    } catch (InvalidOffsetException removed) {
      LOG.debug("{} does not have these offsets any more", changelog, removed);
    }
    return false;
  }

  @Override
  public synchronized void close() {
    try {
      consumer.close();
    } catch (KafkaException failed) {
      LOG.debug("while closing", failed);
    }
  }
}
