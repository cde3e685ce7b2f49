package dev.headwater.engine;

import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The synthesis records of one asset, to which documents are applied one after the other. Not
 * thread-safe.
 *
 * <p>A document that amends one record costs a check of that record. Any other document costs a
 * check of all records, unless it adds nothing.
 */
final class SynthesisRecords {
  /**
   * What is known of a record; {@code kindSince} is the stamp of the event that its kind comes
   * from.
   */
  private record Entry(SynthesisProfile profile, Optional<Stamp> kindSince) {
    static final Entry EMPTY = new Entry(SynthesisProfile.NOTHING, Optional.empty());

    Entry plus(Entry other) {
      boolean otherIsLater =
          kindSince.isEmpty()
              || other.kindSince.filter(at -> at.compareTo(kindSince.get()) > 0).isPresent();
      Optional<Stamp> since =
          other.profile.kind().isEmpty() || !otherIsLater && profile.kind().isPresent()
              ? kindSince
              : other.kindSince;
      return otherIsLater
          ? new Entry(profile.join(other.profile), since)
          : new Entry(other.profile.join(profile), since);
    }
  }

  private final Set<Condition> required;
  private final List<Entry> records = new ArrayList<>();
  private final Map<UUID, Integer> amendable = new HashMap<>();
  private Entry general = Entry.EMPTY;
  private boolean synthetic;
  private int lacking = -1;

  SynthesisRecords(Set<Condition> required) {
    this.required = required;
  }

  /** Adds records that no document amends and whose kind conflicts with no document. */
  void add(Collection<SynthesisGroup> groups) {
    groups.forEach(group -> records.add(new Entry(group.profile(), Optional.empty())));
  }

  /** Adds a record that documents can amend. */
  void add(LineageEvent synthesis) {
    amendable.put(synthesis.eventId(), records.size());
    records.add(entry(synthesis));
  }

  private static Entry entry(LineageEvent event) {
    SynthesisProfile profile = SynthesisProfile.of(event);
    return new Entry(profile, profile.kind().map(kind -> event.stamp()));
  }

  /**
   * Applies the documents to the records and assesses the result. All records must have been added
   * before.
   *
   * @param documents the live DOCUMENT events of the asset, the earliest first
   */
  Assessment assess(List<LineageEvent> documents) {
    synthetic = !records.isEmpty();
    if (records.isEmpty()) {
      records.add(Entry.EMPTY);
    }
    count();
    List<Stamp> turns = new ArrayList<>();
    boolean atFirst = isDocumented();
    boolean documented = atFirst;
    for (LineageEvent document : documents) {
      complete(document);
      if (isDocumented() != documented) {
        documented = !documented;
        turns.add(document.stamp());
      }
    }
    Set<Condition> missing = EnumSet.noneOf(Condition.class);
    records.forEach(record -> missing.addAll(missing(record)));
    return new Assessment(verdict(missing), List.copyOf(missing), atFirst, turns);
  }

  private void complete(LineageEvent event) {
    Document document = event.document().orElseThrow();
    synthetic = document.reclassify().map(Reclassify::synthetic).orElse(synthetic);
    if (document.amends().isEmpty()) {
      Entry before = general;
      general = general.plus(entry(event));
      if (!general.equals(before)) {
        count();
      }
      return;
    }
    Integer at = amendable.get(document.amends().get());
    if (at != null) {
      Entry before = records.get(at);
      Entry after = before.plus(entry(event));
      records.set(at, after);
      lacking += (missing(after).isEmpty() ? 0 : 1) - (missing(before).isEmpty() ? 0 : 1);
    }
  }

  private void count() {
    lacking = (int) records.stream().filter(record -> !missing(record).isEmpty()).count();
  }

  /** Data that is not synthetic is never documented. */
  private boolean isDocumented() {
    return synthetic && lacking == 0;
  }

  private Set<Condition> missing(Entry record) {
    Set<Condition> missing = EnumSet.noneOf(Condition.class);
    missing.addAll(required);
    missing.removeAll(holding(record));
    return missing;
  }

  private Set<Condition> holding(Entry record) {
    return record.plus(general).profile().holding();
  }

  private Documentation verdict(Set<Condition> missing) {
    if (missing.isEmpty()) {
      return Documentation.DOCUMENTED;
    }
    boolean someUndocumented = records.stream().anyMatch(this::isUndocumented);
    return someUndocumented ? Documentation.UNDOCUMENTED : Documentation.PARTIAL;
  }

  private boolean isUndocumented(Entry record) {
    Set<Condition> holding = holding(record);
    return !holding.containsAll(required)
        && !holding.contains(Condition.SEED)
        && !holding.contains(Condition.PROMPTS)
        && !holding.contains(Condition.PARAMETERS);
  }
}
