package dev.headwater.bridge;

import dev.headwater.openlineage.Accumulation;
import dev.headwater.openlineage.AccumulationJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is kept of runs, jobs and datasets. Runs are forgotten some time after their last event, by
 * an index over the hours in which those came; jobs and datasets are kept, as assets are.
 *
 * <p>Rows: {@code s<subject>} holds the hour of the last event and what is kept; {@code
 * d<hour><subject>}, of runs, holds nothing.
 */
final class Subjects {
  private static final byte SUBJECT = 's';
  private static final byte DUE = 'd';
  private static final int FORGOTTEN_AT_ONCE = 20;
  private static final byte[] NOTHING = new byte[0];

  private final KeyValueStore<Bytes, byte[]> store;
  private final long keptHours;

  Subjects(KeyValueStore<Bytes, byte[]> store, Duration kept) {
    this.store = store;
    this.keptHours = Math.max(1, kept.toHours());
  }

  Optional<Accumulation> get(String subject) {
    byte[] row = store.get(subjectKey(subject));
    return row == null
        ? Optional.empty()
        : Optional.of(AccumulationJson.read(Arrays.copyOfRange(row, Long.BYTES, row.length)));
  }

  /**
   * @param kept as {@link AccumulationJson} writes it
   * @param expires whether it is forgotten some time
   */
  void put(String subject, byte[] kept, boolean expires, long nowMillis) {
    long hour = hour(nowMillis);
    byte[] before = store.get(subjectKey(subject));
    if (expires) {
      long beforeHour = before == null ? -1 : ByteBuffer.wrap(before).getLong();
      hour = Math.max(hour, beforeHour);
      if (beforeHour >= 0 && beforeHour != hour) {
        store.delete(dueKey(beforeHour, subject));
      }
      store.put(dueKey(hour, subject), NOTHING);
    }
    store.put(
        subjectKey(subject),
        ByteBuffer.allocate(Long.BYTES + kept.length).putLong(hour).put(kept).array());
  }

  /** Forgets runs whose time is over, a few at a time. */
  void forget(long nowMillis) {
    long over = hour(nowMillis) - keptHours;
    if (over <= 0) {
      return;
    }
    List<Bytes> due = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(dueKey(0, ""), dueKey(over, ""))) {
      while (rows.hasNext() && due.size() < FORGOTTEN_AT_ONCE) {
        KeyValue<Bytes, byte[]> row = rows.next();
        due.add(row.key);
      }
    }
    for (Bytes key : due) {
      byte[] bytes = key.get();
      int from = 1 + Long.BYTES;
      store.delete(
          subjectKey(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)));
      store.delete(key);
    }
  }

  private static long hour(long millis) {
    return Duration.ofMillis(millis).toHours();
  }

  private static Bytes subjectKey(String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(SUBJECT).put(text).array());
  }

  private static Bytes dueKey(long hour, String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + text.length).put(DUE).putLong(hour).put(text).array());
  }
}
