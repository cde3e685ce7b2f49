package dev.headwater.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The quarantine topic in memory, and the topics to which records are sent again. Thread-safe. */
public final class FakeQuarantine {
  /** The name of the topic. */
  public static final String TOPIC = "q";

  /** Where records come from. */
  public static final Origins ORIGINS = new Origins("events", "graph", "openlineage");

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final ScanLimits LIMITS = new ScanLimits(1_000, 1 << 20, 1_000, Duration.ofSeconds(5));

  /** What was sent to other topics. */
  public final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();

  private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
  private final Map<Integer, Long> begins = new HashMap<>();

  /** Which records the producer cannot send. */
  volatile Predicate<ProducerRecord<byte[], byte[]>> failing = record -> false;

  /** Why a record that is sent to another topic is refused there; empty if it is taken. */
  public volatile Function<ProducerRecord<byte[], byte[]>, Optional<String>> refusal =
      record -> Optional.empty();

  /** Whether Kafka does not answer. */
  public volatile boolean away;

  volatile int recordsAPoll = 500;
  volatile Runnable beforePoll = () -> {};
  volatile long nanos;

  /** With so many partitions. */
  public FakeQuarantine(int count) {
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
  }

  /** The quarantine over this topic. */
  public Quarantine quarantine() {
    return quarantine(LIMITS);
  }

  Quarantine quarantine(ScanLimits limits) {
    return new Quarantine(
        this::consumer,
        new FakeProducer(),
        TOPIC,
        ORIGINS,
        limits,
        // More precise than a mark is.
        Clock.fixed(NOW.plusNanos(1), ZoneOffset.UTC),
        () -> nanos);
  }

  /** Puts a record aside, as the processors do. */
  public RecordId refuse(int partition, String topic, long offset, byte[] value, String reason) {
    return refuse(partition, topic, offset, "k", value, reason, new RecordHeaders());
  }

  RecordId refuse(
      int partition,
      String topic,
      long offset,
      String key,
      byte[] value,
      String reason,
      Headers headers) {
    long arrived = NOW.toEpochMilli() - 60_000 + size();
    headers.add("headwater.reason", bytes(reason));
    headers.add("headwater.topic", bytes(topic));
    headers.add("headwater.partition", bytes("0"));
    headers.add("headwater.offset", bytes(Long.toString(offset)));
    headers.add("headwater.timestamp", bytes(Long.toString(arrived)));
    return append(partition, arrived, bytes(key), value, headers);
  }

  synchronized RecordId append(
      int partition, long timestamp, byte[] key, byte[] value, Headers headers) {
    List<ConsumerRecord<byte[], byte[]>> rows = partitions.get(partition);
    long offset = rows.size();
    rows.add(
        new ConsumerRecord<>(
            TOPIC,
            partition,
            offset,
            timestamp,
            TimestampType.CREATE_TIME,
            key == null ? -1 : key.length,
            value == null ? -1 : value.length,
            key,
            value,
            headers,
            Optional.empty()));
    return new RecordId(partition, offset);
  }

  synchronized int size() {
    return partitions.stream().mapToInt(List::size).sum();
  }

  synchronized ConsumerRecord<byte[], byte[]> row(RecordId id) {
    return partitions.get(id.partition()).get((int) id.offset());
  }

  /** Deletes what is before the offset. */
  synchronized void deleteBefore(int partition, long offset) {
    begins.put(partition, offset);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Consumer<byte[], byte[]> consumer() {
    return new FakeConsumer();
  }

  /** Takes marks, and passes on what is sent to other topics. */
  private final class FakeProducer extends MockProducer<byte[], byte[]> {
    FakeProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (away || failing.test(record)) {
        return CompletableFuture.failedFuture(new TimeoutException("no broker"));
      }
      RecordId at;
      if (record.topic().equals(TOPIC)) {
        at =
            append(
                record.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
      } else {
        sent.add(record);
        at = new RecordId(0, sent.size());
        refusal
            .apply(record)
            .ifPresent(
                reason ->
                    refuse(
                        0,
                        record.topic(),
                        1_000 + sent.size(),
                        new String(record.key(), StandardCharsets.UTF_8),
                        record.value(),
                        reason,
                        new RecordHeaders(record.headers())));
      }
      return CompletableFuture.completedFuture(
          new RecordMetadata(
              new TopicPartition(record.topic(), at.partition()), at.offset(), 0, 0L, 0, 0));
    }
  }

  private final class FakeConsumer extends MockConsumer<byte[], byte[]> {
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Set<Integer> assigned = new HashSet<>();
    private final Set<Integer> held = new HashSet<>();

    FakeConsumer() {
      super("none");
    }

    private void requireKafka() {
      if (away) {
        throw new TimeoutException("no broker");
      }
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
      requireKafka();
      List<PartitionInfo> infos = new ArrayList<>();
      for (int i = 0; i < partitions.size(); i++) {
        infos.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
      }
      return infos;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(
        Collection<TopicPartition> of, Duration timeout) {
      requireKafka();
      Map<TopicPartition, Long> offsets = new HashMap<>();
      synchronized (FakeQuarantine.this) {
        of.forEach(one -> offsets.put(one, begins.getOrDefault(one.partition(), 0L)));
      }
      return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> of, Duration timeout) {
      requireKafka();
      Map<TopicPartition, Long> offsets = new HashMap<>();
      synchronized (FakeQuarantine.this) {
        of.forEach(one -> offsets.put(one, (long) partitions.get(one.partition()).size()));
      }
      return offsets;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> to) {
      assigned.clear();
      held.clear();
      to.forEach(one -> assigned.add(one.partition()));
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      positions.put(partition.partition(), offset);
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
      return positions.get(partition.partition());
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> some) {
      some.forEach(one -> held.add(one.partition()));
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> some) {
      some.forEach(one -> held.remove(one.partition()));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      requireKafka();
      beforePoll.run();
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> rows = new HashMap<>();
      int left = recordsAPoll;
      synchronized (FakeQuarantine.this) {
        for (int partition : assigned) {
          List<ConsumerRecord<byte[], byte[]>> all = partitions.get(partition);
          while (!held.contains(partition) && left > 0 && positions.get(partition) < all.size()) {
            rows.computeIfAbsent(new TopicPartition(TOPIC, partition), key -> new ArrayList<>())
                .add(all.get(positions.get(partition).intValue()));
            positions.merge(partition, 1L, Long::sum);
            left--;
          }
        }
      }
      return new ConsumerRecords<>(rows, Map.of());
    }

    @Override
    public void close() {
      positions.clear();
    }
  }

  /** The producer, for a test that needs nothing else. */
  Producer<byte[], byte[]> producer() {
    return new FakeProducer();
  }
}
