package dev.headwater.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions of a topic between two offsets, committed records only. Thread-safe. */
public final class PartitionReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> clients;
  private final Duration silence;

  /** Receives a record. */
  public interface Sink {
    void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /**
   * Receives how far the reading is.
   *
   * @see #read
   */
  public interface Positions {
    void at(Map<TopicPartition, Long> positions);
  }

  /**
   * @param clients settings of consumers
   * @param silence how long to wait for Kafka; longer than a transaction of an instance that was
   *     killed stays open
   */
  public PartitionReader(Map<String, Object> clients, Duration silence) {
    this.clients = Map.copyOf(clients);
    this.silence = silence;
  }

  private Consumer<byte[], byte[]> consumer() {
    return consumer("read_committed");
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads a topic from its beginning to where it ends now.
   *
   * @throws BackupException as {@link #read} does
   */
  public void readAll(String topic, Sink sink) throws IOException {
    readFrom(topic, Map.of(), sink);
  }

  /**
   * Reads one partition from its beginning to where it ends now.
   *
   * @throws BackupException as {@link #read} does
   */
  public void readAll(TopicPartition partition, Sink sink) throws IOException {
    readFrom(List.of(partition), Map.of(), sink);
  }

  /** The partitions of a topic. */
  public List<TopicPartition> partitions(String topic) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      return consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(info.topic(), info.partition()))
          .toList();
    }
  }

  /**
   * Reads a topic to where it ends now.
   *
   * @param begins the offsets to begin with; the beginning of the partitions that are not there
   * @throws BackupException as {@link #read} does
   */
  public void readFrom(String topic, Map<TopicPartition, Long> begins, Sink sink)
      throws IOException {
    readFrom(partitions(topic), begins, sink);
  }

  private void readFrom(List<TopicPartition> all, Map<TopicPartition, Long> begins, Sink sink)
      throws IOException {
    Map<TopicPartition, Long> from;
    Map<TopicPartition, Long> to;
    // Without regard to transactions: what is committed may stand behind one that is open.
    try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      from = consumer.beginningOffsets(all);
      from.replaceAll((partition, begin) -> Math.max(begin, begins.getOrDefault(partition, begin)));
      to = consumer.endOffsets(all);
    }
    read(from, to, sink, positions -> {});
  }

  /**
   * Reads each partition from an offset until before another one.
   *
   * <p>A transaction that is open holds the reader back until it ends. So an end that was taken
   * without regard to transactions is reached, with all that was committed before it.
   *
   * @param from the first offset of each partition
   * @param to the offset to end before, for the same partitions
   * @throws BackupException if nothing comes for as long as {@code silence}, or Kafka deletes
   *     records before they were read
   */
  public void read(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Sink sink, Positions positions)
      throws IOException {
    Set<TopicPartition> open = new HashSet<>();
    from.forEach(
        (partition, offset) -> {
          if (offset < to.get(partition)) {
            open.add(partition);
          }
        });
    if (open.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(open);
      open.forEach(partition -> consumer.seek(partition, from.get(partition)));
      Map<TopicPartition, Long> at = new HashMap<>(from);
      long progressAt = System.nanoTime();
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < to.get(partition)) {
            sink.take(record);
          }
        }
        boolean moved = false;
        for (TopicPartition partition : List.copyOf(open)) {
          long position = Math.min(consumer.position(partition), to.get(partition));
          moved |= position > at.put(partition, position);
          if (position >= to.get(partition)) {
            open.remove(partition);
            consumer.pause(List.of(partition));
          }
        }
        if (moved) {
          progressAt = System.nanoTime();
          positions.at(at);
        } else if (!open.isEmpty() && System.nanoTime() - progressAt > silence.toNanos()) {
          TopicPartition one = open.iterator().next();
          throw new BackupException(
              "nothing came from partition "
                  + one.partition()
                  + " of topic "
                  + one.topic()
                  + " behind offset "
                  + at.get(one)
                  + " for "
                  + silence.toSeconds()
                  + " s; look at Kafka (a transaction that is open holds readers back), then run"
                  + " the command again: it goes on where it was");
        }
      }
    }
  }
}
