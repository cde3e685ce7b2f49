package dev.headwater.bridge;

import dev.headwater.openlineage.Memory;
import dev.headwater.openlineage.RunView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores what is known of runs, jobs and datasets. Runs are forgotten some time after their last
 * event; an index over the hours of those events finds them. Jobs and datasets are kept, as assets
 * are.
 *
 * <p>Forgetting a run retracts nothing. A run that had not ended leaves a mark: if it continues
 * after all, some of its inputs may be unknown.
 *
 * <p>The rows are those of {@link StoredMemory}, and three others: {@code e<hour><life><subject>}
 * lists a run under the hour of its last event, {@code g<subject>} says that a run was forgotten
 * before its end, and {@code w<subject>} says that its events are still being made ({@link
 * Unfinished}). Rows {@code s} and {@code d} are from a version that kept each subject in one row.
 * They are never decoded. A row {@code s} means that earlier knowledge of the subject is lost; the
 * subject's next event deletes it. Rows {@code d} stay unused.
 */
final class Subjects {
  private static final byte DUE = 'e';
  private static final byte GONE = 'g';
  private static final byte FORMER = 's';
  private static final int ROWS_FORGOTTEN_AT_ONCE = 1_000;
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;
  private final Unfinished unfinished;
  private final long keptHours;

  Subjects(KeyValueStore<Bytes, byte[]> store, Unfinished unfinished, Duration kept) {
    this.store = store;
    this.unfinished = unfinished;
    this.keptHours = Math.max(1, kept.toHours());
  }

  StoredMemory open(String subject) {
    return StoredMemory.open(store, subject);
  }

  /**
   * Whether earlier knowledge of a subject has been lost: it was forgotten before its end, or an
   * earlier version stored it.
   */
  boolean lost(String subject) {
    return store.get(subjectKey(GONE, subject)) != null
        || store.get(subjectKey(FORMER, subject)) != null;
  }

  /**
   * Writes rows of a subject.
   *
   * @param rows by key; empty deletes a row
   * @param life the life to begin if nothing is stored of the subject
   * @param expires whether the subject will be forgotten; if so, {@code rows} must hold the header
   */
  void put(
      String subject,
      SortedMap<String, Optional<byte[]>> rows,
      long life,
      boolean expires,
      long nowMillis) {
    StoredMemory memory = StoredMemory.open(store, subject);
    long before = memory.hour();
    long hour = Math.max(hour(nowMillis), before);
    if (before < 0) {
      memory = StoredMemory.begin(store, subject, life);
      store.delete(subjectKey(FORMER, subject));
      store.delete(subjectKey(GONE, subject));
    }
    if (expires) {
      Optional<byte[]> header = rows.get(Memory.HEADER);
      index(subject, memory.get(Memory.HEADER), header.orElseThrow());
    }
    for (Map.Entry<String, Optional<byte[]>> row : rows.entrySet()) {
      if (row.getKey().equals(Memory.HEADER)) {
        memory.putHeader(hour, row.getValue().orElseThrow());
      } else if (row.getValue().isPresent()) {
        memory.put(row.getKey(), row.getValue().get());
      } else {
        memory.delete(row.getKey());
      }
    }
    if (expires && before != hour) {
      if (before >= 0) {
        store.delete(dueKey(before, memory.life(), subject));
      }
      store.put(dueKey(hour, memory.life(), subject), NOTHING);
    }
  }

  private void index(String subject, Optional<byte[]> before, byte[] after) {
    String runId = subject.substring("run:".length());
    Set<RunView.Jobs.Heard> known = before.map(Subjects::heard).orElse(Set.of());
    Set<RunView.Jobs.Heard> now = heard(after);
    for (RunView.Jobs.Heard old : known) {
      if (!now.contains(old)) {
        store.delete(JobIndex.key(old.job(), old.latestMillis(), runId));
      }
    }
    for (RunView.Jobs.Heard heard : now) {
      if (!known.contains(heard)) {
        store.put(JobIndex.key(heard.job(), heard.latestMillis(), runId), NOTHING);
      }
    }
  }

  private static Set<RunView.Jobs.Heard> heard(byte[] header) {
    return new LinkedHashSet<>(RunView.Jobs.of(header).jobs());
  }

  /**
   * Forgets runs whose time is over; deletes about {@link #ROWS_FORGOTTEN_AT_ONCE} rows at most.
   */
  void forget(long nowMillis) {
    long over = hour(nowMillis) - keptHours;
    int left = ROWS_FORGOTTEN_AT_ONCE;
    while (over > 0 && left > 0) {
      Optional<Bytes> due = firstDue(over);
      if (due.isEmpty()) {
        return;
      }
      ByteBuffer key = ByteBuffer.wrap(due.get().get(), 1, due.get().get().length - 1);
      key.getLong();
      long life = key.getLong();
      String subject = StandardCharsets.UTF_8.decode(key).toString();
      if (unfinished.contains(subject) && open(subject).life() == life) {
        postpone(due.get(), subject, hour(nowMillis));
        left--;
        continue;
      }
      forgetHeader(subject, life);
      left -= 1 + forgetRows(subject, life, left);
      if (left > 0) {
        store.delete(due.get());
      }
    }
  }

  private Optional<Bytes> firstDue(long over) {
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(dueKey(0, 0, ""), dueKey(over, 0, ""))) {
      return rows.hasNext() ? Optional.of(rows.next().key) : Optional.empty();
    }
  }

  /** Keeps a subject for longer: it cannot be forgotten before its last event is made. */
  private void postpone(Bytes due, String subject, long hour) {
    StoredMemory memory = open(subject);
    memory.putHeader(hour, memory.get(Memory.HEADER).orElseThrow());
    store.delete(due);
    store.put(dueKey(hour, memory.life(), subject), NOTHING);
  }

  private void forgetHeader(String subject, long life) {
    StoredMemory memory = StoredMemory.open(store, subject);
    if (memory.get(Memory.HEADER).isEmpty() || memory.life() != life) {
      return;
    }
    RunView.Jobs jobs = RunView.Jobs.of(memory.get(Memory.HEADER).get());
    String runId = subject.substring("run:".length());
    jobs.jobs().forEach(one -> store.delete(JobIndex.key(one.job(), one.latestMillis(), runId)));
    if (!jobs.ended()) {
      store.put(subjectKey(GONE, subject), NOTHING);
    }
    memory.deleteHeader();
    unfinished.put(subject, false);
  }

  /**
   * Deletes rows of a life.
   *
   * @return how many rows were deleted; fewer than {@code most} if none is left
   */
  private int forgetRows(String subject, long life, int most) {
    StoredMemory rows = StoredMemory.begin(store, subject, life);
    List<String> keys = new ArrayList<>();
    rows.scanRows(
        "",
        "",
        (key, row) -> {
          keys.add(key);
          return keys.size() < most;
        });
    keys.forEach(rows::delete);
    return keys.size();
  }

  private static long hour(long millis) {
    return Duration.ofMillis(millis).toHours();
  }

  private static Bytes subjectKey(byte kind, String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(kind).put(text).array());
  }

  private static Bytes dueKey(long hour, long life, String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 2 * Long.BYTES + text.length)
            .put(DUE)
            .putLong(hour)
            .putLong(life)
            .put(text)
            .array());
  }
}
