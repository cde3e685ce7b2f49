package dev.headwater.quarantine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a scan has read: quarantined records and marks, in the order of each partition. It keeps a
 * limited number of records. Of those behind them it takes only the marks and the successors, so
 * that the statuses of the records that it keeps are known.
 */
final class Reading {
  private static final int DIGEST_BYTES = 16;
  private static final int LARGEST_COUNT = 1_000_000;
  private static final int MARK_CHARS = 2_000;

  /** Four digits of a year, so that every instant can be written as RFC 3339. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final int kept;
  private final List<Entry> entries = new ArrayList<>();
  private final SortedMap<RecordId, Mark> marks = new TreeMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final SortedMap<Integer, Long> readTo = new TreeMap<>();
  private final Map<Integer, Long> keptTo = new HashMap<>();
  private int successors;
  private boolean finished;

  /**
   * @param kept how many records it keeps at most, and as many successors of them
   */
  Reading(int kept) {
    this.kept = kept;
  }

  /** Adds a record of the topic. What is neither a quarantined record nor a mark is skipped. */
  void add(ConsumerRecord<byte[], byte[]> row) {
    if (row.headers().lastHeader(HeaderNames.REASON) != null) {
      addEntry(row);
    } else if (row.headers().lastHeader(HeaderNames.MARK_OF) != null) {
      mark(row).filter(mark -> isKept(mark.of())).ifPresent(mark -> marks.put(mark.of(), mark));
    }
  }

  private void addEntry(ConsumerRecord<byte[], byte[]> row) {
    if (keptTo.isEmpty() && entries.size() < kept) {
      entries.add(entry(row));
      return;
    }
    keptTo.putIfAbsent(row.partition(), row.offset());
    if (successors < kept && row.headers().lastHeader(HeaderNames.REPLAY_OF) != null) {
      successors++;
      entries.add(entry(row));
    }
  }

  /** Whether the record is before the first one of its partition that was not kept. */
  boolean isKept(RecordId id) {
    return id.offset() < keptTo.getOrDefault(id.partition(), Long.MAX_VALUE);
  }

  /**
   * Ends the reading.
   *
   * @param positions up to where each partition has been read, exclusive
   * @param all whether those are the ends
   */
  void end(Map<Integer, Long> positions, boolean all) {
    readTo.putAll(positions);
    keptTo.forEach((partition, to) -> readTo.merge(partition, to, Math::min));
    finished = all;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Of several marks on a record, the last one in the topic. */
  SortedMap<RecordId, Mark> marks() {
    return marks;
  }

  /** Up to where all records of a partition have been kept, exclusive. */
  SortedMap<Integer, Long> readTo() {
    return readTo;
  }

  /** Whether every partition has been read to its end. */
  boolean finished() {
    return finished;
  }

  /** Whether all records that were read have been kept. */
  boolean keptAll() {
    return keptTo.isEmpty();
  }

  private Entry entry(ConsumerRecord<byte[], byte[]> row) {
    String reason = HeaderNames.text(row.headers(), HeaderNames.REASON);
    String kept =
        reason.length() <= Entry.REASON_CHARS
            ? reason
            : reason.substring(0, Entry.REASON_CHARS) + "...";
    long arrived = HeaderNames.number(row.headers(), HeaderNames.TIMESTAMP);
    return new Entry(
        new RecordId(row.partition(), row.offset()),
        new Entry.Origin(
            HeaderNames.text(row.headers(), HeaderNames.TOPIC),
            (int)
                Math.min(
                    Integer.MAX_VALUE, HeaderNames.number(row.headers(), HeaderNames.PARTITION)),
            HeaderNames.number(row.headers(), HeaderNames.OFFSET)),
        instant(arrived >= 0 ? arrived : row.timestamp()),
        reasons.computeIfAbsent(kept, same -> same),
        row.value() == null ? 0 : row.value().length,
        digest(row),
        RecordId.parse(HeaderNames.text(row.headers(), HeaderNames.REPLAY_OF)),
        (int)
            Math.max(
                0,
                Math.min(
                    LARGEST_COUNT, HeaderNames.number(row.headers(), HeaderNames.REPLAY_COUNT))));
  }

  /** A mark counts only behind what it marks, in the same partition. */
  private static Optional<Mark> mark(ConsumerRecord<byte[], byte[]> row) {
    String what = HeaderNames.text(row.headers(), HeaderNames.MARK_WHAT);
    Optional<Mark.What> known =
        List.of(Mark.What.values()).stream().filter(one -> one.name().equals(what)).findFirst();
    return RecordId.parse(HeaderNames.text(row.headers(), HeaderNames.MARK_OF))
        .filter(of -> of.partition() == row.partition() && of.offset() < row.offset())
        .flatMap(
            of ->
                known.map(
                    one ->
                        new Mark(
                            of,
                            one,
                            instant(
                                Math.max(
                                    0, HeaderNames.number(row.headers(), HeaderNames.MARK_AT))),
                            cut(row, HeaderNames.MARK_BY),
                            cut(row, HeaderNames.MARK_REASON))));
  }

  private static String cut(ConsumerRecord<byte[], byte[]> row, String header) {
    String text = HeaderNames.text(row.headers(), header);
    return text.length() <= MARK_CHARS ? text : text.substring(0, MARK_CHARS);
  }

  private static Instant instant(long millis) {
    try {
      Instant instant = Instant.ofEpochMilli(millis);
      return instant.getEpochSecond() > LATEST.getEpochSecond() ? LATEST : instant;
    } catch (DateTimeException beyond) {
      return LATEST;
    }
  }

  private static String digest(ConsumerRecord<byte[], byte[]> row) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      int keyBytes = row.key() == null ? -1 : row.key().length;
      sha.update(
          (keyBytes + " " + (row.value() == null) + "\n").getBytes(StandardCharsets.US_ASCII));
      sha.update(row.key() == null ? new byte[0] : row.key());
      sha.update(row.value() == null ? new byte[0] : row.value());
      return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
