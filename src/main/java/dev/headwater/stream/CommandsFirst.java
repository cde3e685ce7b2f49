package dev.headwater.stream;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Makes a task handle commands before it reads more events. Of the waiting records, Kafka Streams
 * takes the one with the earliest timestamp. This extractor makes the timestamp of each command
 * earlier by {@link #LEAD}.
 *
 * <p>Without that, a command would have the timestamp of its cause. In a backlog, a task that is
 * slower than others would receive commands whose causes are later than the events that it is
 * reading. Those commands, and all commands behind them in the topic, would wait until the task has
 * read its events up to that time. By then, rows that had been in memory would have to be read from
 * the store again, and messages sent long ago would arrive late.
 */
final class CommandsFirst implements TimestampExtractor {
  /**
   * Longer than tasks can be apart; shorter than the span of timestamps that makes a broker begin a
   * new segment.
   */
  private static final Duration LEAD = Duration.ofDays(1);

  @Override
  public long extract(ConsumerRecord<Object, Object> command, long partitionMillis) {
    return Math.max(0, command.timestamp() - LEAD.toMillis());
  }

  /** The timestamp that the record has in its topic. */
  static long original(long extractedMillis) {
    return extractedMillis + LEAD.toMillis();
  }
}
