package dev.headwater.backup;

import dev.headwater.quarantine.Entry;
import dev.headwater.quarantine.Renumbering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The offsets that records get in the restored topics. Offsets there have no gaps, so the offset of
 * a record is the number of records before it. Needs 8 bytes for each quarantined record.
 */
final class Ranks implements Renumbering.Offsets {
  private final Map<String, Part> parts = new HashMap<>();
  private final Map<Integer, long[]> quarantined = new HashMap<>();
  private final Map<Part, Map<Integer, TreeMap<Long, Rank>>> wanted = new HashMap<>();

  /** The number of records before an offset, and whether there is one at the offset. */
  private record Rank(long before, boolean exists) {}

  private Ranks() {}

  /** Reads the quarantine, and those partitions that something refers to. */
  static Ranks of(Path folder, Manifest manifest) throws IOException {
    Ranks ranks = new Ranks();
    for (Part part : Part.values()) {
      manifest.topic(part).ifPresent(topic -> ranks.parts.put(topic.name(), part));
    }
    List<Long> positions = manifest.openLineagePositions();
    for (int partition = 0; partition < positions.size(); partition++) {
      if (positions.get(partition) >= 0) {
        ranks.want(Part.OPENLINEAGE, partition, positions.get(partition));
      }
    }
    Optional<Manifest.Topic> quarantine = manifest.topic(Part.QUARANTINE);
    if (quarantine.isPresent()) {
      for (int partition = 0; partition < quarantine.get().partitions().size(); partition++) {
        ranks.index(folder, quarantine.get(), partition);
      }
    }
    for (Map.Entry<Part, Map<Integer, TreeMap<Long, Rank>>> part : ranks.wanted.entrySet()) {
      Optional<Manifest.Topic> topic = manifest.topic(part.getKey());
      for (Map.Entry<Integer, TreeMap<Long, Rank>> partition : part.getValue().entrySet()) {
        if (topic.isPresent() && partition.getKey() < topic.get().partitions().size()) {
          rank(folder, topic.get(), partition.getKey(), partition.getValue());
        }
      }
    }
    return ranks;
  }

  private void index(Path folder, Manifest.Topic topic, int partition) throws IOException {
    LongStream.Builder offsets = LongStream.builder();
    try (PartRecords records = new PartRecords(folder, topic, partition)) {
      Optional<ConsumerRecord<byte[], byte[]>> next = records.next();
      while (next.isPresent()) {
        offsets.add(next.get().offset());
        Renumbering.origin(next.get().headers()).ifPresent(this::want);
        next = records.next();
      }
    }
    quarantined.put(partition, offsets.build().toArray());
  }

  private void want(Entry.Origin origin) {
    Part part = parts.get(origin.topic());
    if (part == Part.EVENTS || part == Part.OPENLINEAGE) {
      want(part, origin.partition(), origin.offset());
    }
  }

  private void want(Part part, int partition, long offset) {
    wanted
        .computeIfAbsent(part, key -> new HashMap<>())
        .computeIfAbsent(partition, key -> new TreeMap<>())
        .put(offset, new Rank(0, false));
  }

  private static void rank(
      Path folder, Manifest.Topic topic, int partition, TreeMap<Long, Rank> offsets)
      throws IOException {
    long before = 0;
    Long asked = offsets.firstKey();
    try (PartRecords records = new PartRecords(folder, topic, partition)) {
      Optional<ConsumerRecord<byte[], byte[]>> next = records.next();
      while (asked != null) {
        if (next.isPresent() && next.get().offset() < asked) {
          before++;
          next = records.next();
        } else {
          boolean exists = next.isPresent() && next.get().offset() == asked;
          offsets.put(asked, new Rank(before, exists));
          asked = offsets.higherKey(asked);
        }
      }
    }
  }

  @Override
  public OptionalLong of(String topic, int partition, long offset) {
    Part part = parts.get(topic);
    if (part == Part.QUARANTINE) {
      int found = Arrays.binarySearch(quarantined.getOrDefault(partition, new long[0]), offset);
      return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }
    Optional<Rank> rank = rank(part, partition, offset);
    return rank.filter(Rank::exists).isPresent()
        ? OptionalLong.of(rank.get().before())
        : OptionalLong.empty();
  }

  /** Where processing goes on that was before this offset of the OpenLineage topic. */
  long openLineagePosition(int partition, long offset) {
    return rank(Part.OPENLINEAGE, partition, offset).orElseThrow().before();
  }

  private Optional<Rank> rank(Part part, int partition, long offset) {
    return Optional.ofNullable(
        wanted.getOrDefault(part, Map.of()).getOrDefault(partition, new TreeMap<>()).get(offset));
  }
}
