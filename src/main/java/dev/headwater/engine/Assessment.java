package dev.headwater.engine;

import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * How well a synthetic asset is documented: the worst of its records, and the union of what they
 * lack.
 *
 * @param documentation the verdict
 * @param missing required conditions that do not hold in some record, in their order
 * @param documentedAtFirst whether the verdict would be DOCUMENTED without any document
 * @param turns the stamps of the documents at which the verdict, taken over the documents up to
 *     there, turns to DOCUMENTED or back
 */
record Assessment(
    Documentation documentation,
    List<Condition> missing,
    boolean documentedAtFirst,
    List<Stamp> turns) {

  /**
   * Assesses an asset.
   *
   * @param syntheses its live synthesis events; none: an asset that was only declared synthetic
   * @param documents its live DOCUMENT events
   * @param required the conditions that count
   */
  static Assessment of(
      List<LineageEvent> syntheses, List<LineageEvent> documents, Set<Condition> required) {
    List<LineageEvent> ordered = new ArrayList<>(documents);
    ordered.sort(Comparator.comparing(LineageEvent::stamp));
    List<Stamp> turns = new ArrayList<>();
    boolean atFirst = documented(syntheses, List.of(), required);
    boolean documented = atFirst;
    for (int count = 1; count <= ordered.size(); count++) {
      if (documented(syntheses, ordered.subList(0, count), required) != documented) {
        documented = !documented;
        turns.add(ordered.get(count - 1).stamp());
      }
    }
    Set<Condition> missing = missing(syntheses, ordered, required);
    return new Assessment(
        verdict(syntheses, ordered, required, missing), List.copyOf(missing), atFirst, turns);
  }

  /** Whether these documents alone make it DOCUMENTED; what is not synthetic never is. */
  private static boolean documented(
      List<LineageEvent> syntheses, List<LineageEvent> ordered, Set<Condition> required) {
    boolean synthetic = !syntheses.isEmpty();
    for (LineageEvent event : ordered) {
      synthetic =
          event
              .document()
              .flatMap(Document::reclassify)
              .map(Reclassify::synthetic)
              .orElse(synthetic);
    }
    return synthetic && missing(syntheses, ordered, required).isEmpty();
  }

  private static Documentation verdict(
      List<LineageEvent> syntheses,
      List<LineageEvent> documents,
      Set<Condition> required,
      Set<Condition> missing) {
    if (missing.isEmpty()) {
      return Documentation.DOCUMENTED;
    }
    boolean someUndocumented =
        records(syntheses, documents).stream()
            .map(SynthesisRecord::holding)
            .anyMatch(holding -> isUndocumented(holding, required));
    return someUndocumented ? Documentation.UNDOCUMENTED : Documentation.PARTIAL;
  }

  private static boolean isUndocumented(Set<Condition> holding, Set<Condition> required) {
    return !holding.containsAll(required)
        && !holding.contains(Condition.SEED)
        && !holding.contains(Condition.PROMPTS)
        && !holding.contains(Condition.PARAMETERS);
  }

  private static Set<Condition> missing(
      List<LineageEvent> syntheses, List<LineageEvent> documents, Set<Condition> required) {
    Set<Condition> missing = EnumSet.noneOf(Condition.class);
    for (List<LineageEvent> record : records(syntheses, documents)) {
      Set<Condition> lacking = EnumSet.noneOf(Condition.class);
      lacking.addAll(required);
      lacking.removeAll(SynthesisRecord.holding(record));
      missing.addAll(lacking);
    }
    return missing;
  }

  private static List<List<LineageEvent>> records(
      List<LineageEvent> syntheses, List<LineageEvent> documents) {
    if (syntheses.isEmpty()) {
      return List.of(documents.stream().filter(document -> amended(document) == null).toList());
    }
    List<List<LineageEvent>> records = new ArrayList<>();
    for (LineageEvent synthesis : syntheses) {
      List<LineageEvent> record = new ArrayList<>();
      record.add(synthesis);
      for (LineageEvent document : documents) {
        UUID amended = amended(document);
        if (amended == null || amended.equals(synthesis.eventId())) {
          record.add(document);
        }
      }
      records.add(record);
    }
    return records;
  }

  private static UUID amended(LineageEvent document) {
    return document.document().flatMap(Document::amends).orElse(null);
  }
}
