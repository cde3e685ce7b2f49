package dev.headwater.erasure;

import dev.headwater.backup.Part;
import dev.headwater.backup.PartitionReader;
import dev.headwater.quarantine.Renumbering;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the topics and finds out which partitions have something to erase. Changes nothing. Not
 * thread-safe.
 */
public final class ErasurePlan {
  private final PartitionReader reader;
  private final Map<Part, String> topics;
  private final Rewriting rewriting;
  private final Map<Part, Set<Integer>> affected = new EnumMap<>(Part.class);
  private final Map<Part, Long> found = new EnumMap<>(Part.class);
  private final Set<Copier.Place> referred = new HashSet<>();

  /**
   * @param topics the topics that exist
   * @param rewriting which says what becomes of each record
   */
  public ErasurePlan(PartitionReader reader, Map<Part, String> topics, Rewriting rewriting) {
    this.reader = reader;
    this.topics = Map.copyOf(topics);
    this.rewriting = rewriting;
    for (Part part : Part.values()) {
      affected.put(part, new TreeSet<>());
      found.put(part, 0L);
    }
  }

  /** Reads what must be known before records can be erased, also to go on with an erasure. */
  public void learn() throws IOException {
    for (Part part : rewriting.learnsFrom()) {
      read(part, record -> rewriting.learn(part, record));
    }
    read(
        Part.QUARANTINE,
        record ->
            origin(record)
                .filter(place -> place.topic().equals(events()))
                .ifPresent(referred::add));
  }

  private String events() {
    return topics.get(Part.EVENTS);
  }

  private void read(Part part, PartitionReader.Sink sink) throws IOException {
    if (topics.containsKey(part)) {
      reader.readAll(topics.get(part), sink);
    }
  }

  private static Optional<Copier.Place> origin(ConsumerRecord<byte[], byte[]> record) {
    return Renumbering.origin(record.headers())
        .map(origin -> new Copier.Place(origin.topic(), origin.partition(), origin.offset()));
  }

  /** Looks at every record. After {@link #learn}. */
  public void look() throws IOException {
    for (Part part : new Part[] {Part.OPENLINEAGE_STATE, Part.EVENTS, Part.QUARANTINE}) {
      if (!rewriting.parts().contains(part)) {
        continue;
      }
      read(
          part,
          record -> {
            boolean content = rewriting.apply(part, record).kind() != Outcome.Kind.UNCHANGED;
            if (content) {
              found.merge(part, 1L, Long::sum);
            }
            if (content || movesWithItsEvent(part, record)) {
              affected.get(part).add(record.partition());
            }
          });
    }
    if (rewriting.parts().contains(Part.OPENLINEAGE)) {
      read(
          Part.OPENLINEAGE,
          record -> {
            if (rewriting.concerns(record)) {
              found.merge(Part.OPENLINEAGE, 1L, Long::sum);
            }
          });
    }
  }

  /**
   * Whether a quarantined record refers to a record that is going to have another offset. Otherwise
   * the rebuild would put the same record aside as a new one.
   */
  private boolean movesWithItsEvent(Part part, ConsumerRecord<byte[], byte[]> record) {
    return part == Part.QUARANTINE
        && origin(record)
            .filter(place -> place.topic().equals(events()))
            .filter(place -> affected.get(Part.EVENTS).contains(place.partition()))
            .isPresent();
  }

  /** How many records of a part have something to erase. */
  public long found(Part part) {
    return found.get(part);
  }

  /** The partitions that have to be written anew. */
  public Set<Integer> affected(Part part) {
    return affected.get(part);
  }

  /** Whether there is nothing to erase anywhere. */
  public boolean isEmpty() {
    return found.values().stream().allMatch(count -> count == 0);
  }

  /** The events that quarantined records refer to. */
  public Set<Copier.Place> referred() {
    return referred;
  }
}
