package dev.headwater.query.progress;

import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the watermarks of one consumer group from Kafka. Thread-safe; it runs one call of {@link
 * #next} at a time. Each call takes about 2 s at most. Does not close the admin client or the
 * consumer.
 *
 * <p>An admin client sends one request at a time to a broker. So this needs an admin client of its
 * own; otherwise slow requests of other classes delay its requests.
 */
public final class KafkaWatermarks implements Watermarks {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final String group;
  private final Map<Feed, List<TopicPartition>> partitions = new EnumMap<>(Feed.class);
  private final List<TopicPartition> all = new ArrayList<>();

  /** A topic and its number of partitions. */
  public record Topic(String name, int partitions) {}

  /**
   * @param consumer configured with {@link KafkaBacklogs#CONSUMER}, without a group; nothing else
   *     may use it
   * @param group the application id of the stream
   */
  public KafkaWatermarks(
      Admin admin, Consumer<byte[], byte[]> consumer, String group, Map<Feed, Topic> topics) {
    this.admin = admin;
    this.consumer = consumer;
    this.group = group;
    topics.forEach(
        (feed, topic) -> {
          List<TopicPartition> of = new ArrayList<>();
          for (int partition = 0; partition < topic.partitions(); partition++) {
            of.add(new TopicPartition(topic.name(), partition));
          }
          partitions.put(feed, of);
          all.addAll(of);
        });
  }

  /** For a partition that was never committed, the offset is the beginning of the partition. */
  @Override
  public Offsets committed() {
    Deadline deadline = Deadline.in(PATIENCE);
    Map<TopicPartition, OffsetAndMetadata> known =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), deadline);
    Map<TopicPartition, Long> committed = new HashMap<>();
    List<TopicPartition> never = new ArrayList<>();
    for (TopicPartition partition : all) {
      OffsetAndMetadata offset = known.get(partition);
      if (offset == null) {
        never.add(partition);
      } else {
        committed.put(partition, offset.offset());
      }
    }
    if (!never.isEmpty()) {
      committed.putAll(list(never, OffsetSpec.earliest(), deadline));
    }
    return byFeed(committed);
  }

  @Override
  public Offsets ends() {
    return byFeed(list(all, OffsetSpec.latest(), Deadline.in(PATIENCE)));
  }

  private Map<TopicPartition, Long> list(
      List<TopicPartition> of, OffsetSpec which, Deadline deadline) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(
            admin
                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all(),
            deadline)
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private Offsets byFeed(Map<TopicPartition, Long> offsets) {
    Map<Feed, List<Long>> byFeed = new EnumMap<>(Feed.class);
    partitions.forEach((feed, of) -> byFeed.put(feed, of.stream().map(offsets::get).toList()));
    return new Offsets(byFeed);
  }

  /**
   * Polls for about 50 ms at most. If it has not found a record or reached the end by then, the
   * answer is undecided.
   */
  @Override
  public synchronized Next next(Feed.Place place, long from, long end) {
    TopicPartition partition = partitions.get(place.feed()).get(place.partition());
    Deadline deadline = Deadline.in(LOOK);
    try {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      do {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          boolean before = record.offset() < end;
          return new Next(
              before
                  ? Optional.of(new Waiting(record.offset(), record.timestamp()))
                  : Optional.empty(),
              true);
        }
        if (consumer.position(partition, PATIENCE) >= end) {
          return new Next(Optional.empty(), true);
        }
      } while (!deadline.isOver());
      return new Next(Optional.empty(), false);
    } catch (KafkaException away) {
      throw away(away);
    }
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
