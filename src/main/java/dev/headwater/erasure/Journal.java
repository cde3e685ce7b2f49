package dev.headwater.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.backup.PartitionReader;
import dev.headwater.model.Asset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How far an erasure is, in a topic of its own that is deleted when the erasure ends. An erasure
 * that was interrupted goes on from there. Each step is written in the transaction of the copies
 * that it tells of. Not thread-safe.
 */
public final class Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the URNs of a line. A record may have 1 MB, and a character up to three bytes. */
  private static final int VERSIONS_LENGTH = 100_000;

  private final String topic;
  private Optional<Begin> begin = Optional.empty();
  private final Set<Asset> versions = new TreeSet<>();
  private List<CopyRange> ranges = List.of();
  private final Map<CopyRange, Long> copied = new HashMap<>();
  private final Map<CopyRange, TreeMap<Long, Long>> moved = new HashMap<>();

  /**
   * The first record.
   *
   * @param selection a digest of the selection
   * @param key of the pseudonyms
   * @param settings those that the topics had before, by topic and key; null for the default
   * @param atMillis when it began
   */
  public record Begin(
      String selection, byte[] key, Map<String, Map<String, String>> settings, long atMillis) {}

  /**
   * Some records were copied.
   *
   * @param range which of the ranges
   * @param to the offset behind the last of them
   * @param moved the new offset of those that something refers to, by the old one
   */
  record Step(int range, long to, Map<Long, Long> moved) {}

  /** One record: exactly one of the fields is there. */
  private record Line(Begin begin, List<String> versions, List<CopyRange> ranges, Step step) {}

  /**
   * @param topic which exists
   */
  public Journal(String topic) {
    this.topic = topic;
  }

  /** Reads what is in the topic. */
  public void read(PartitionReader reader) throws IOException {
    reader.readAll(topic, record -> take(JSON.readValue(record.value(), Line.class)));
  }

  private void take(Line line) {
    if (line.begin() != null) {
      begin = Optional.of(line.begin());
    } else if (line.versions() != null && line.versions().isEmpty()) {
      versions.clear(); // a run that was interrupted before all lines were written chose others
    } else if (line.versions() != null) {
      line.versions().forEach(urn -> versions.add(Asset.parse(urn)));
    } else if (line.ranges() != null) {
      ranges = List.copyOf(line.ranges());
    } else {
      CopyRange range = ranges.get(line.step().range());
      copied.put(range, line.step().to());
      moved.computeIfAbsent(range, key -> new TreeMap<>()).putAll(line.step().moved());
    }
  }

  /** The first record, if the erasure has begun. */
  public Optional<Begin> begin() {
    return begin;
  }

  /** The versions that are forgotten; complete once it is decided what is copied. */
  public Set<Asset> versions() {
    return Collections.unmodifiableSet(versions);
  }

  /** What is copied; empty if that is not decided yet. */
  public List<CopyRange> ranges() {
    return ranges;
  }

  ProducerRecord<byte[], byte[]> begin(Begin first) {
    return line(new Line(first, null, null, null));
  }

  /** Lines that fit into a record each. The first one, without versions, begins the choice. */
  List<ProducerRecord<byte[], byte[]>> versions(Collection<Asset> decided) {
    List<ProducerRecord<byte[], byte[]>> lines = new ArrayList<>();
    lines.add(line(new Line(null, List.of(), null, null)));
    List<String> urns = new ArrayList<>();
    int length = 0;
    for (Asset version : decided) {
      urns.add(version.urn());
      length += version.urn().length();
      if (length > VERSIONS_LENGTH) {
        lines.add(line(new Line(null, List.copyOf(urns), null, null)));
        urns.clear();
        length = 0;
      }
    }
    if (!urns.isEmpty()) {
      lines.add(line(new Line(null, urns, null, null)));
    }
    return lines;
  }

  ProducerRecord<byte[], byte[]> ranges(List<CopyRange> decided) {
    return line(new Line(null, null, decided, null));
  }

  ProducerRecord<byte[], byte[]> step(CopyRange range, long to, Map<Long, Long> offsets) {
    return line(new Line(null, null, null, new Step(ranges.indexOf(range), to, offsets)));
  }

  /** The record is in the topic once its transaction is committed; only then it counts here. */
  void committed(ProducerRecord<byte[], byte[]> record) {
    try {
      take(JSON.readValue(record.value(), Line.class));
    } catch (IOException impossible) {
      throw new IllegalStateException("a line that was just written is unreadable", impossible);
    }
  }

  private ProducerRecord<byte[], byte[]> line(Line line) {
    try {
      return new ProducerRecord<>(topic, 0, null, JSON.writeValueAsBytes(line));
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
  }

  /** Up to where a range is copied. */
  long copiedTo(CopyRange range) {
    return copied.getOrDefault(range, range.from());
  }

  /** The new offset of a record that was copied and is referred to. */
  OptionalLong movedTo(String name, int partition, long offset) {
    for (CopyRange range : ranges) {
      if (range.topic().equals(name) && range.partition() == partition && offset < range.to()) {
        Long now = moved.getOrDefault(range, new TreeMap<>()).get(offset);
        return now == null ? OptionalLong.empty() : OptionalLong.of(now);
      }
    }
    return OptionalLong.of(offset);
  }
}
