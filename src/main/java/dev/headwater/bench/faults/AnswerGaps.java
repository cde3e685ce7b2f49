package dev.headwater.bench.faults;

import dev.headwater.bench.faults.reads.ReadKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Measures for how long there was no answer: from one answer to the next, at each instance while it
 * should answer, and over all instances. Every kind of read is asked all the time, so that a gap is
 * never shorter than the time between two requests of a kind. A gap that spans two phases counts in
 * each of them, in the first one up to its end. Thread-safe.
 */
final class AnswerGaps {
  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final Map<ReadKind, Map<String, Long>> lastNanos = new EnumMap<>(ReadKind.class);
  private final Map<ReadKind, Long> lastOfAnyNanos = new EnumMap<>(ReadKind.class);
  private final Map<Phase, Map<ReadKind, LongestGap>> longest = new EnumMap<>(Phase.class);
  private Set<String> running = Set.of();
  private Optional<Phase> phase = Optional.empty();

  AnswerGaps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (ReadKind kind : ReadKind.values()) {
      lastNanos.put(kind, new HashMap<>());
    }
  }

  /** Sets the instances that should answer from now on. */
  synchronized void running(Set<String> names) {
    for (ReadKind kind : ReadKind.values()) {
      for (String name : running) {
        if (!names.contains(name)) {
          note(kind, Optional.of(name));
          lastNanos.get(kind).remove(name);
        }
      }
      for (String name : names) {
        lastNanos.get(kind).putIfAbsent(name, nanoTime.getAsLong());
      }
      if (!names.isEmpty()) {
        lastOfAnyNanos.putIfAbsent(kind, nanoTime.getAsLong());
      }
    }
    running = new HashSet<>(names);
  }

  /** Notes an answer. */
  synchronized void answered(ReadKind kind, String name) {
    note(kind, Optional.of(name));
    note(kind, Optional.empty());
    lastNanos.get(kind).computeIfPresent(name, (same, before) -> nanoTime.getAsLong());
    lastOfAnyNanos.put(kind, nanoTime.getAsLong());
  }

  /** Begins a phase. Nothing is measured before the first one. */
  synchronized void begin(Phase next) {
    if (phase.isEmpty()) {
      lastNanos.values().forEach(last -> last.replaceAll((name, at) -> nanoTime.getAsLong()));
      lastOfAnyNanos.replaceAll((kind, at) -> nanoTime.getAsLong());
    }
    noteAll();
    phase = Optional.of(next);
  }

  /** Ends the measurement. */
  synchronized Map<Phase, Map<ReadKind, LongestGap>> end() {
    noteAll();
    running = Set.of();
    return longest;
  }

  private void noteAll() {
    for (ReadKind kind : ReadKind.values()) {
      running.forEach(name -> note(kind, Optional.of(name)));
      note(kind, Optional.empty());
    }
  }

  /**
   * @param name of an instance; empty for all of them together
   */
  private void note(ReadKind kind, Optional<String> name) {
    Optional<Long> last =
        Optional.ofNullable(
            name.isPresent() ? lastNanos.get(kind).get(name.get()) : lastOfAnyNanos.get(kind));
    if (phase.isPresent() && last.isPresent()) {
      double seconds = (nanoTime.getAsLong() - last.get()) / NANOS;
      longest
          .computeIfAbsent(phase.get(), any -> new EnumMap<>(ReadKind.class))
          .merge(
              kind,
              name.map(one -> new LongestGap(seconds, one, 0))
                  .orElseGet(() -> new LongestGap(0, "", seconds)),
              LongestGap::and);
    }
  }
}
