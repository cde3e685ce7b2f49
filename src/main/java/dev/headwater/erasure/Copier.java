package dev.headwater.erasure;

import dev.headwater.backup.Backup;
import dev.headwater.backup.Part;
import dev.headwater.backup.PartitionReader;
import dev.headwater.model.Asset;
import dev.headwater.quarantine.Renumbering;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends the records of a range, without what is to be erased, to the end of their partition. It
 * commits after a number of records, together with a line in the journal, so each record is copied
 * exactly once however often the copying is interrupted. Not thread-safe.
 */
public final class Copier implements Closeable {
  private static final int RECORDS = 1_000;
  private static final long BYTES = 8L * 1024 * 1024;
  private static final int BATCH_BYTES = 256 * 1024;
  private static final byte[] NOTHING = {};
  private static final long PROBE_AHEAD_MILLIS = 5_000;
  private static final long PROBE_PAUSE_MILLIS = 50;
  private static final long FOLLOWERS_MILLIS = 2_000;

  private final Map<String, Object> clients;
  private final Duration silence;
  private final Journal journal;
  private final Rewriting rewriting;
  private final Set<Place> referred;
  private final Producer<byte[], byte[]> producer;
  private final Renumbering renumbering;
  private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
  private final Map<Part, Map<Outcome.Kind, Long>> outcomes = new EnumMap<>(Part.class);
  private long waitingBytes;

  /**
   * The place of a record that a quarantined one refers to.
   *
   * @param topic its name
   * @param partition its number
   * @param offset of the record
   */
  public record Place(String topic, int partition, long offset) {}

  /**
   * Creates the producer of a copier. What an earlier one has not committed is aborted, and one
   * that still runs is fenced. Read the journal only after that.
   *
   * @param clients settings of producers
   * @param transactionalId one for all erasures of this installation
   */
  public static Producer<byte[], byte[]> producer(
      Map<String, Object> clients, String transactionalId) {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    // Nobody waits for one copy, and they resemble each other.
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    // The topics say what is too large.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  /**
   * @param clients settings of consumers
   * @param silence how long to wait for Kafka before giving up
   * @param producer from {@link #producer}; this closes it
   * @param quarantine the name of its topic
   * @param referred what quarantined records refer to
   */
  public Copier(
      Map<String, Object> clients,
      Duration silence,
      Producer<byte[], byte[]> producer,
      Journal journal,
      Rewriting rewriting,
      String quarantine,
      String events,
      Set<Place> referred) {
    this.clients = Map.copyOf(clients);
    this.silence = silence;
    this.journal = journal;
    this.rewriting = rewriting;
    this.referred = Set.copyOf(referred);
    for (Part part : Part.values()) {
      outcomes.put(part, new EnumMap<>(Outcome.Kind.class));
    }
    this.renumbering = new Renumbering(quarantine, Map.of(events, events), journal::movedTo);
    this.producer = producer;
  }

  /** Writes the first line of the journal. */
  public void begin(Journal.Begin first) throws ExecutionException, InterruptedException {
    write(journal.begin(first));
  }

  /** Writes to the journal which versions are forgotten. Before {@link #decide}. */
  public void decideVersions(Set<Asset> versions) throws ExecutionException, InterruptedException {
    for (ProducerRecord<byte[], byte[]> line : journal.versions(versions)) {
      write(line);
    }
  }

  /**
   * Begins a new segment in each partition, and writes to the journal what is to be copied: all
   * before that segment.
   *
   * @param from the first offset of each partition
   * @param parts the part of each topic
   * @param keeping whether each topic keeps the timestamps of producers from now on. It begins a
   *     segment with every record from then on, too
   */
  public void decide(
      Map<TopicPartition, Long> from, Map<String, Part> parts, Map<String, Boolean> keeping)
      throws ExecutionException, InterruptedException {
    probe(from.keySet(), keeping);
    // The leaders have the settings by now. The other brokers get them from the same source; a
    // segment that begins a little later begins there, too.
    Thread.sleep(FOLLOWERS_MILLIS);
    Map<TopicPartition, Long> segments = probe(from.keySet(), keeping);
    List<CopyRange> ranges = new ArrayList<>();
    segments.forEach(
        (partition, begin) ->
            ranges.add(
                new CopyRange(
                    parts.get(partition.topic()),
                    partition.topic(),
                    partition.partition(),
                    from.get(partition),
                    begin)));
    // The quarantine comes last, because it refers to the others.
    ranges.sort(
        Comparator.comparing((CopyRange range) -> range.part() == Part.QUARANTINE)
            .thenComparing(CopyRange::topic)
            .thenComparing(CopyRange::partition));
    write(journal.ranges(ranges));
  }

  /** Waits until all partitions that are copied keep the timestamps of producers. */
  public void awaitTimestamps() throws ExecutionException, InterruptedException {
    Map<String, Boolean> keeping = new HashMap<>();
    journal.ranges().forEach(range -> keeping.put(range.topic(), true));
    probe(journal.ranges().stream().map(CopyRange::key).toList(), keeping);
  }

  /**
   * Sends records that nobody reads, until each partition treats timestamps as expected. Each is in
   * a transaction that is aborted.
   *
   * @return the offset of the first record of each partition that was treated so
   */
  private Map<TopicPartition, Long> probe(
      Collection<TopicPartition> partitions, Map<String, Boolean> keeping)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> found = new HashMap<>();
    long begun = System.nanoTime();
    while (found.size() < partitions.size()) {
      if (System.nanoTime() - begun > silence.toNanos()) {
        throw new ErasureException(
            "the brokers do not apply the settings of topics "
                + keeping.keySet()
                + "; look at their logs, then run the command again");
      }
      // In the future, so that the record is later than all before it, and no broker's own time.
      long time = System.currentTimeMillis() + PROBE_AHEAD_MILLIS;
      producer.beginTransaction();
      Map<TopicPartition, Future<RecordMetadata>> sent = new HashMap<>();
      for (TopicPartition one : partitions) {
        if (!found.containsKey(one)) {
          sent.put(
              one,
              producer.send(
                  new ProducerRecord<>(one.topic(), one.partition(), time, NOTHING, NOTHING)));
        }
      }
      producer.flush();
      for (Map.Entry<TopicPartition, Future<RecordMetadata>> each : sent.entrySet()) {
        RecordMetadata metadata = each.getValue().get();
        if ((metadata.timestamp() == time) == keeping.get(each.getKey().topic())) {
          found.put(each.getKey(), metadata.offset());
        }
      }
      producer.abortTransaction();
      if (found.size() < partitions.size()) {
        Thread.sleep(PROBE_PAUSE_MILLIS);
      }
    }
    return found;
  }

  /** Copies what is not copied yet of a range. */
  public void copy(CopyRange range, Backup.Progress progress)
      throws IOException, ExecutionException, InterruptedException {
    long begin = journal.copiedTo(range);
    if (begin >= range.to()) {
      return;
    }
    Map<TopicPartition, Long> from = Map.of(range.key(), begin);
    Map<TopicPartition, Long> to = Map.of(range.key(), range.to());
    try {
      new PartitionReader(clients, silence)
          .read(
              from,
              to,
              record -> add(range, record),
              positions ->
                  progress.at(
                      range.part().label(),
                      positions.get(range.key()) - range.from(),
                      range.to() - range.from()));
    } catch (CopyFailed failed) {
      throw failed.reason;
    }
    commitWaiting(range, range.to());
  }

  /** Carries the failure of a transaction through the reader. */
  private static final class CopyFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExecutionException reason;

    CopyFailed(ExecutionException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private void add(CopyRange range, ConsumerRecord<byte[], byte[]> record) {
    // What a record refers to has its new offset only after its copy is written.
    boolean refers = range.part() == Part.QUARANTINE && Renumbering.refers(record.headers());
    if (refers || waiting.size() >= RECORDS || waitingBytes >= BYTES) {
      commitBefore(range, record.offset());
    }
    waiting.add(record);
    waitingBytes +=
        Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  private void commitBefore(CopyRange range, long offset) {
    if (!waiting.isEmpty()) {
      try {
        commitWaiting(range, offset);
      } catch (ExecutionException failed) {
        throw new CopyFailed(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new ErasureException("stopped during the erasure; run it again", stopped);
      }
    }
  }

  private void commitWaiting(CopyRange range, long to)
      throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    try {
      Map<Long, Future<RecordMetadata>> sent = new TreeMap<>();
      Map<Long, Long> times = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : waiting) {
        Outcome outcome = rewriting.apply(range.part(), record);
        outcomes.get(range.part()).merge(outcome.kind(), 1L, Long::sum);
        if (outcome.kind() != Outcome.Kind.DROPPED) {
          sent.put(record.offset(), producer.send(copy(range, record, outcome)));
          times.put(record.offset(), record.timestamp());
        }
      }
      producer.flush();
      Map<Long, Long> moved = new TreeMap<>();
      for (Map.Entry<Long, Future<RecordMetadata>> each : sent.entrySet()) {
        RecordMetadata metadata = each.getValue().get();
        if (metadata.timestamp() != times.get(each.getKey())) {
          throw new ExecutionException(
              new ErasureException(
                  "topic " + range.topic() + " did not keep the timestamp of a copy"));
        }
        long now = metadata.offset();
        if (range.part() == Part.QUARANTINE
            || referred.contains(new Place(range.topic(), range.partition(), each.getKey()))) {
          moved.put(each.getKey(), now);
        }
      }
      ProducerRecord<byte[], byte[]> line = journal.step(range, to, moved);
      producer.send(line).get();
      producer.commitTransaction();
      journal.committed(line);
    } catch (KafkaException | ExecutionException failed) {
      abort();
      throw failed instanceof ExecutionException wrapped ? wrapped : new ExecutionException(failed);
    }
    waiting.clear();
    waitingBytes = 0;
  }

  /** How many records of a part were copied, and what became of them. */
  public Copied copied(Part part) {
    Map<Outcome.Kind, Long> all = outcomes.get(part);
    long dropped = all.getOrDefault(Outcome.Kind.DROPPED, 0L);
    long erased = all.getOrDefault(Outcome.Kind.ERASED, 0L);
    return new Copied(all.getOrDefault(Outcome.Kind.UNCHANGED, 0L), erased, dropped);
  }

  /**
   * How many records were copied.
   *
   * @param unchanged as they were
   * @param erased without what is selected
   * @param dropped not at all, because they could not be read and contained it
   */
  public record Copied(long unchanged, long erased, long dropped) {}

  private ProducerRecord<byte[], byte[]> copy(
      CopyRange range, ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
    Headers headers =
        range.part() == Part.QUARANTINE ? renumbering.apply(outcome.headers()) : outcome.headers();
    return new ProducerRecord<>(
        range.topic(),
        range.partition(),
        record.timestamp(),
        record.key(),
        outcome.value(),
        headers);
  }

  private void write(ProducerRecord<byte[], byte[]> line)
      throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    try {
      producer.send(line).get();
      producer.commitTransaction();
      journal.committed(line);
    } catch (KafkaException | ExecutionException failed) {
      abort();
      throw failed instanceof ExecutionException wrapped ? wrapped : new ExecutionException(failed);
    }
  }

  private void abort() {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException fenced) {
      // The transaction ends by itself.
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
