package dev.headwater.quarantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Decides from a reading what became of each quarantined record. Immutable once built. */
final class Ledger {
  private static final Comparator<Mark> LATEST =
      Comparator.comparing(Mark::at).thenComparing(Mark::of);

  private final boolean finished;
  private final Map<RecordId, Entry> first = new LinkedHashMap<>();
  private final Map<RecordId, RecordId> firstOf = new HashMap<>();
  private final Map<RecordId, List<RecordId>> copies = new HashMap<>();
  private final Map<RecordId, RecordId> successors = new HashMap<>();
  private final Map<RecordId, Mark> marks = new HashMap<>();

  private Ledger(boolean finished) {
    this.finished = finished;
  }

  static Ledger of(Reading reading) {
    Ledger ledger = new Ledger(reading.finished());
    Map<RecordId, Entry> all = new TreeMap<>();
    reading.entries().forEach(entry -> all.put(entry.id(), entry));
    ledger.group(all);
    ledger.link(all);
    ledger.settle(reading.marks());
    return ledger;
  }

  /**
   * A reset of the processing puts the same records aside again, and two replays at the same time
   * bring the same record back twice. Such copies count as one record.
   */
  private void group(Map<RecordId, Entry> all) {
    Map<List<Object>, RecordId> known = new HashMap<>();
    for (Entry entry : all.values()) {
      List<List<Object>> names = new ArrayList<>();
      if (entry.origin().offset() >= 0) {
        names.add(List.of(entry.origin(), entry.digest()));
      }
      entry.replayOf().ifPresent(of -> names.add(List.of(of, entry.digest())));
      RecordId found =
          names.stream().map(known::get).filter(id -> id != null).findFirst().orElse(entry.id());
      names.forEach(name -> known.putIfAbsent(name, found));
      firstOf.put(entry.id(), found);
      if (found.equals(entry.id())) {
        first.put(found, entry);
      } else {
        copies.computeIfAbsent(found, key -> new ArrayList<>()).add(entry.id());
      }
    }
  }

  /** Only a record with the same key and content succeeds another one. */
  private void link(Map<RecordId, Entry> all) {
    for (Entry entry : all.values()) {
      Optional<Entry> before = entry.replayOf().map(all::get);
      if (before.isPresent() && before.get().digest().equals(entry.digest())) {
        RecordId earlier = firstOf.get(before.get().id());
        RecordId later = firstOf.get(entry.id());
        if (!earlier.equals(later)) {
          successors.putIfAbsent(earlier, later);
        }
      }
    }
  }

  /** Of marks on several copies of a record the latest one stands. */
  private void settle(Map<RecordId, Mark> all) {
    all.forEach(
        (of, mark) -> {
          RecordId found = firstOf.get(of);
          if (found != null) {
            marks.merge(found, mark, BinaryOperator.maxBy(LATEST));
          }
        });
  }

  /** All records, each once, in the order of their ids. */
  List<Item> items() {
    return first.values().stream().map(this::item).toList();
  }

  /** The record with that id, or the one of which it is a copy. */
  Optional<Item> item(RecordId id) {
    return Optional.ofNullable(firstOf.get(id)).map(first::get).map(this::item);
  }

  private Item item(Entry entry) {
    Optional<Mark> mark = Optional.ofNullable(marks.get(entry.id()));
    Optional<RecordId> returnedAs = Optional.ofNullable(successors.get(entry.id()));
    return new Item(
        entry,
        status(mark, returnedAs.isPresent()),
        mark,
        returnedAs,
        copies.getOrDefault(entry.id(), List.of()));
  }

  private Status status(Optional<Mark> mark, boolean returned) {
    if (mark.isPresent()) {
      return switch (mark.get().what()) {
        case REPLAYED -> Status.REPLAYED;
        case DISCARDED -> Status.DISCARDED;
      };
    }
    if (returned) {
      return Status.REPLAYED;
    }
    return finished ? Status.OPEN : Status.UNKNOWN;
  }
}
