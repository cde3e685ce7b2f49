package dev.headwater.stream;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Has a task do what commands say before it takes up more events. Of the records that wait, Kafka
 * Streams takes the one with the earliest timestamp; commands get one that is earlier by {@link
 * #LEAD}.
 *
 * <p>With their own timestamps, those of their causes, a task that works off a backlog more slowly
 * than others would be sent commands of causes that it has not come to yet. They would wait, and
 * with them all that are behind them in the topic, until the task has read all its events: rows
 * that had been at hand would have to be fetched again, and what was sent long ago would be new.
 */
final class CommandsFirst implements TimestampExtractor {
  /** More than tasks are apart, less than what makes a broker begin a new segment. */
  private static final Duration LEAD = Duration.ofDays(1);

  @Override
  public long extract(ConsumerRecord<Object, Object> command, long partitionMillis) {
    return Math.max(0, command.timestamp() - LEAD.toMillis());
  }

  /** The timestamp that a command has in its topic. */
  static long original(long extractedMillis) {
    return extractedMillis + LEAD.toMillis();
  }
}
