package dev.headwater.app.stream;

import dev.headwater.query.progress.KafkaBacklogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the end of a changelog holds records, or only what transactions leave behind:
 * markers, and the records of transactions that were aborted. The position of a copy does not get
 * past those before another record comes. Thread-safe.
 */
public final class ChangelogTail implements AutoCloseable {
  /** Settings of the consumer. */
  public static final Map<String, Object> CONSUMER = consumer();

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ChangelogTail.class);

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param consumer with the settings {@link #CONSUMER}; nothing else uses it, and this closes it
   */
  public ChangelogTail(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  private static Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(KafkaBacklogs.CONSUMER);
    // A jump to the start of the changelog might skip the two offsets, and seem to be past them.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // It has to get past whole transactions that were aborted.
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
    return Map.copyOf(settings);
  }

  /**
   * Whether it is certain that no record is between the two offsets. A transaction that is not
   * complete may still have some.
   *
   * @param patience for how long to read, if Kafka does not answer earlier
   */
  public synchronized boolean isEmpty(
      TopicPartition changelog, long from, long end, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    consumer.assign(List.of(changelog));
    consumer.seek(changelog, from);
    try {
      do {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
        if (consumer.position(changelog, patience) >= end) {
          return true;
        }
      } while (System.nanoTime() - deadline < 0);
    } catch (InvalidOffsetException removed) {
      LOG.debug("{} does not have these offsets any more", changelog, removed);
    } catch (KafkaException unknown) {
      LOG.debug("Kafka did not answer while the end of {} was read", changelog, unknown);
    }
    return false;
  }

  @Override
  public synchronized void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException failed) {
      LOG.debug("the consumer of changelogs did not close in order", failed);
    }
  }
}
