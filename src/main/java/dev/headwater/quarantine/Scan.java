package dev.headwater.quarantine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads the quarantine topic with one consumer, within limits. Used by one thread. */
final class Scan {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final ScanLimits limits;
  private final LongSupplier nanos;

  /**
   * @param consumer reads committed records only, and belongs to no group
   * @param nanos a clock as {@link System#nanoTime}
   */
  Scan(Consumer<byte[], byte[]> consumer, String topic, ScanLimits limits, LongSupplier nanos) {
    this.consumer = consumer;
    this.topic = topic;
    this.limits = limits;
    this.nanos = nanos;
  }

  /** The first and the next offset of each partition. */
  record Extent(SortedMap<Integer, Long> begins, SortedMap<Integer, Long> ends) {

    /** How many records there are at most: marks of transactions have offsets too. */
    long records() {
      return ends.entrySet().stream()
          .mapToLong(end -> end.getValue() - begins.get(end.getKey()))
          .sum();
    }

    boolean contains(RecordId id) {
      return begins.getOrDefault(id.partition(), Long.MAX_VALUE) <= id.offset()
          && id.offset() < ends.get(id.partition());
    }
  }

  /**
   * How far the topic reaches now.
   *
   * @throws QuarantineException.Away if there is no such topic
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer in time
   */
  Extent extent() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic, limits.time())) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    if (partitions.isEmpty()) {
      throw new QuarantineException.Away("There is no topic " + topic + " yet.", null);
    }
    SortedMap<Integer, Long> begins = new TreeMap<>();
    consumer
        .beginningOffsets(partitions, limits.time())
        .forEach((partition, offset) -> begins.put(partition.partition(), offset));
    SortedMap<Integer, Long> ends = new TreeMap<>();
    consumer
        .endOffsets(partitions, limits.time())
        .forEach(
            (partition, offset) ->
                ends.put(
                    partition.partition(), Math.max(offset, begins.get(partition.partition()))));
    return new Extent(begins, ends);
  }

  /**
   * Reads partitions from the given offsets to their ends, or until a limit is reached.
   *
   * @param from an offset for each partition to read
   * @throws QuarantineException.Away if nothing at all could be read in time
   */
  Reading read(Extent extent, Map<Integer, Long> from) {
    Reading reading = new Reading(limits.kept());
    Map<Integer, Long> positions = new HashMap<>();
    from.forEach(
        (partition, offset) ->
            positions.put(
                partition,
                Math.min(
                    extent.ends().get(partition),
                    Math.max(offset, extent.begins().get(partition)))));
    Set<Integer> open = new HashSet<>(positions.keySet());
    open.removeIf(partition -> positions.get(partition) >= extent.ends().get(partition));
    assign(open, positions);
    long deadline = nanos.getAsLong() + limits.time().toNanos();
    boolean moved = open.isEmpty();
    long records = 0;
    long bytes = 0;
    while (!open.isEmpty()
        && records < limits.records()
        && bytes < limits.bytes()
        && nanos.getAsLong() < deadline) {
      for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
        if (row.offset() < extent.ends().get(row.partition())) {
          reading.add(row);
          records++;
          bytes += size(row);
        }
      }
      moved |= advance(open, positions, extent);
    }
    if (!moved) {
      throw new QuarantineException.Away(
          "Kafka returned nothing of topic " + topic + " within " + limits.time() + ".", null);
    }
    reading.end(positions, open.isEmpty());
    return reading;
  }

  /** Takes the positions from the consumer; returns whether one has changed. */
  private boolean advance(Set<Integer> open, Map<Integer, Long> positions, Extent extent) {
    boolean moved = false;
    for (int partition : List.copyOf(open)) {
      TopicPartition one = new TopicPartition(topic, partition);
      long end = extent.ends().get(partition);
      long position = Math.min(end, consumer.position(one, limits.time()));
      moved |= position > positions.put(partition, position);
      if (position == end) {
        open.remove(partition);
        consumer.pause(List.of(one));
      }
    }
    return moved;
  }

  /** Reads one record; empty if it is gone. */
  Optional<ConsumerRecord<byte[], byte[]>> record(RecordId id) {
    assign(Set.of(id.partition()), Map.of(id.partition(), id.offset()));
    long deadline = nanos.getAsLong() + limits.time().toNanos();
    TopicPartition partition = new TopicPartition(topic, id.partition());
    while (nanos.getAsLong() < deadline) {
      for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
        if (row.offset() == id.offset()) {
          return Optional.of(row);
        }
      }
      if (consumer.position(partition, limits.time()) > id.offset()) {
        return Optional.empty();
      }
    }
    throw new QuarantineException.Away(
        "Kafka did not return record " + id + " within " + limits.time() + ".", null);
  }

  private void assign(Set<Integer> partitions, Map<Integer, Long> positions) {
    List<TopicPartition> assigned =
        partitions.stream().map(partition -> new TopicPartition(topic, partition)).toList();
    consumer.assign(assigned);
    consumer.resume(assigned);
    assigned.forEach(one -> consumer.seek(one, positions.get(one.partition())));
  }

  private static long size(ConsumerRecord<byte[], byte[]> row) {
    long bytes = Math.max(0, row.serializedKeySize());
    bytes += Math.max(0, row.serializedValueSize());
    for (Header header : row.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
