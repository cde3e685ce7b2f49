package dev.headwater.query.progress;

import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the backlog of a consumer group on the events topic, the graph topic, and topics whose
 * records become events. Thread-safe; one read at a time. Does not close the admin client or the
 * consumer.
 *
 * <p>It reads the committed offsets first and the ends of the topics after them. In the other order
 * it could miss records: a record that is processed in between does not wait any more, and the
 * records that it caused lie after the ends that were read. An open transaction shows as a last
 * stable offset before the high watermark. At the end of a partition, transactions leave markers,
 * which no consumer returns. To distinguish markers from records, a consumer reads from the
 * committed offset to the end.
 */
public final class KafkaBacklogs implements Backlogs {
  /**
   * The settings that the consumer needs, besides those to connect to Kafka. The short fetch wait
   * is there because a fetch that waits at the end of a partition delays the next fetch, for
   * another partition, by the same time. Fetches are small because one record is enough: with the
   * default of 1 MB, the looks at a backlog read more bytes than the processors did, and half of
   * all garbage collections were for their buffers. Kafka sends a whole batch in any case.
   */
  public static final Map<String, Object> CONSUMER =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest", // records that expired unread must not hide later ones
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          1,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          16 * 1024,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final String group;
  private final String graphTopic;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<TopicPartition, Gap> passed = new HashMap<>();

  /** A committed offset and an end, with only markers between them. */
  private record Gap(long committed, long end) {}

  /**
   * @param consumer configured with {@link #CONSUMER}, without a group; nothing else may use it
   * @param group the application id of the stream
   * @param partitionCount of both topics
   */
  public KafkaBacklogs(
      Admin admin,
      Consumer<byte[], byte[]> consumer,
      String group,
      String eventsTopic,
      String graphTopic,
      int partitionCount) {
    this(admin, consumer, group, graphTopic, partitionCount, Map.of(eventsTopic, partitionCount));
  }

  /**
   * @param partitionCount of the graph topic
   * @param events the topic of events, and those whose records become events, with their number of
   *     partitions; records that wait there count as events
   */
  public KafkaBacklogs(
      Admin admin,
      Consumer<byte[], byte[]> consumer,
      String group,
      String graphTopic,
      int partitionCount,
      Map<String, Integer> events) {
    this.admin = admin;
    this.consumer = consumer;
    this.group = group;
    this.graphTopic = graphTopic;
    for (int partition = 0; partition < partitionCount; partition++) {
      partitions.add(new TopicPartition(graphTopic, partition));
    }
    events.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            partitions.add(new TopicPartition(topic, partition));
          }
        });
  }

  @Override
  public synchronized Backlog read() {
    Deadline deadline = Deadline.in(PATIENCE);
    try {
      Map<TopicPartition, Long> committed = committed(deadline);
      Map<TopicPartition, Long> stable =
          ends(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED, deadline);
      Map<TopicPartition, Long> high =
          ends(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED, deadline);
      boolean open =
          partitions.stream().anyMatch(partition -> stable.get(partition) < high.get(partition));
      long events = 0;
      long graph = 0;
      for (TopicPartition partition : partitions) {
        long waiting = waiting(partition, committed.get(partition), high.get(partition), deadline);
        if (partition.topic().equals(graphTopic)) {
          graph += waiting;
        } else {
          events += waiting;
        }
      }
      // Ends only grow, so two reads with the same sum have the same ends.
      long ends = high.values().stream().mapToLong(Long::longValue).sum();
      return new Backlog(events, graph, open, ends);
    } catch (KafkaException away) {
      throw away(away);
    }
  }

  private Map<TopicPartition, Long> committed(Deadline deadline) {
    Map<TopicPartition, OffsetAndMetadata> known =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), deadline);
    Map<TopicPartition, Long> committed = new HashMap<>();
    boolean some = false;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = known.get(partition);
      some |= offset == null;
      if (offset != null) {
        committed.put(partition, offset.offset());
      }
    }
    if (some) {
      ends(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED, deadline)
          .forEach(committed::putIfAbsent);
    }
    return committed;
  }

  private Map<TopicPartition, Long> ends(
      OffsetSpec which, IsolationLevel isolation, Deadline deadline) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found =
        await(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all(), deadline);
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** How many offsets are between the two; 0 if there are only markers between them. */
  private long waiting(TopicPartition partition, long committed, long end, Deadline deadline) {
    if (committed >= end) {
      return 0;
    }
    Gap gap = new Gap(committed, end);
    if (gap.equals(passed.get(partition))) {
      return 0;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, committed);
    while (!deadline.isOver()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        return end - committed;
      }
      if (consumer.position(partition, deadline.remaining()) >= end) {
        passed.put(partition, gap);
        return 0;
      }
    }
    return end - committed;
  }

  private static <T> T await(KafkaFuture<T> future, Deadline deadline) {
    try {
      return future.get(deadline.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw away(failed.getCause());
    } catch (TimeoutException slow) {
      throw away(slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }

  private static UnavailableException away(Throwable cause) {
    return new UnavailableException(
        "Kafka does not answer, so it cannot be told what is still to be processed.", cause);
  }
}
