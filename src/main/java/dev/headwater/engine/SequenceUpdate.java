package dev.headwater.engine;

import dev.headwater.model.command.NumberRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds numbers to the state of one producer. Used once; not thread-safe. */
final class SequenceUpdate {
  private final View view;
  private final Sequence before;
  private final SortedMap<Long, SequencePart> parts = new TreeMap<>();
  private final Set<Long> stored = new HashSet<>();
  private long completeTo;
  private long last;
  private long count;

  SequenceUpdate(View view, Sequence before) {
    this.view = view;
    this.before = before;
    this.completeTo = before.completeTo();
    this.last = before.last();
    this.count = before.count();
  }

  /**
   * Adds the numbers.
   *
   * @param sinceMillis when the first of them arrived, in epoch milliseconds
   */
  void add(List<NumberRun> runs, long sinceMillis) {
    SortedMap<Long, List<SequencePart.Range>> byPart = new TreeMap<>();
    for (NumberRun run : runs) {
      long first = Math.max(run.first(), completeTo + 1);
      while (first <= run.last()) {
        long index = SequencePart.indexOf(first);
        long end = Math.min(run.last(), SequencePart.end(index) - 1);
        byPart
            .computeIfAbsent(index, key -> new ArrayList<>())
            .add(new SequencePart.Range(first, end, run.job(), sinceMillis));
        first = end + 1;
      }
      last = Math.max(last, run.last());
    }
    byPart.forEach(
        (index, ranges) -> {
          SequencePart known = part(index);
          SequencePart now = known.with(ranges);
          count += now.count() - known.count();
          parts.put(index, now);
        });
    complete();
  }

  /**
   * Moves ranges that directly follow the complete numbers into {@code completeTo}, so that they
   * need no rows.
   */
  private void complete() {
    while (true) {
      SequencePart part = part(SequencePart.indexOf(completeTo + 1));
      if (part.ranges().isEmpty() || part.ranges().get(0).first() > completeTo + 1) {
        return;
      }
      completeTo = part.ranges().get(0).last();
      parts.put(part.index(), part.withoutFirst());
    }
  }

  private SequencePart part(long index) {
    SequencePart changed = parts.get(index);
    if (changed != null) {
      return changed;
    }
    SequencePart empty = new SequencePart(before.producer(), index, List.of());
    if (before.missing() == 0) {
      return empty; // a producer without missing numbers has no parts
    }
    Optional<SequencePart> known = view.sequencePart(before.producer(), index);
    known.ifPresent(part -> stored.add(index));
    return known.orElse(empty);
  }

  Sequence after() {
    return new Sequence(
        before.producer(), completeTo, last, count, before.alerted(), before.dueMillis());
  }

  /** The parts to write. Parts without ranges are to be removed. */
  List<SequencePart> parts() {
    return parts.values().stream()
        .filter(part -> !part.ranges().isEmpty() || stored.contains(part.index()))
        .toList();
  }
}
