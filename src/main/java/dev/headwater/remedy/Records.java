package dev.headwater.remedy;

import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Production;
import dev.headwater.model.Stamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The synthesis records of an asset that are at hand.
 *
 * @param seen the records, in the order of their events in the caller's list
 * @param whole whether these are certainly all records of the asset
 */
record Records(List<SynthesisRecord> seen, boolean whole) {

  static Records of(
      AssetSummary summary, List<LineageEvent> syntheses, List<LineageEvent> documents) {
    List<LineageEvent> about =
        documents.stream()
            .filter(
                event ->
                    event
                        .document()
                        .map(Document::target)
                        .filter(summary.asset()::equals)
                        .isPresent())
            .toList();
    boolean whole = isWhole(summary, syntheses);
    if (syntheses.isEmpty()) {
      // The empty record of a reclassified asset.
      return new Records(
          whole ? List.of(SynthesisRecord.of(Optional.empty(), about)) : List.of(), whole);
    }
    return new Records(
        syntheses.stream().map(event -> SynthesisRecord.of(Optional.of(event), about)).toList(),
        whole);
  }

  /**
   * The list holds the latest events. So only an event that is earlier than all of them can be a
   * further synthesis.
   */
  private static boolean isWhole(AssetSummary summary, List<LineageEvent> syntheses) {
    List<Production> productions = summary.producedBy();
    if (syntheses.isEmpty()) {
      return productions.stream().noneMatch(made -> made.type() == EventType.SYNTHESIZE);
    }
    Set<UUID> listed =
        syntheses.stream().map(LineageEvent::eventId).collect(Collectors.toUnmodifiableSet());
    Stamp earliest =
        syntheses.stream().map(LineageEvent::stamp).min(Stamp::compareTo).orElseThrow();
    return productions.size() < Limits.SUMMARY_ITEMS
        && productions.stream()
            .filter(made -> maySynthesize(made.type()) && !listed.contains(made.eventId()))
            .allMatch(made -> new Stamp(made.eventTime(), made.eventId()).compareTo(earliest) > 0);
  }

  private static boolean maySynthesize(EventType type) {
    return switch (type) {
      case SYNTHESIZE, TRANSFORM, INGEST -> true;
      case CLEAN, TRAIN, DOCUMENT, RETRACT -> false;
    };
  }

  /** The records at hand for which the condition does not hold. */
  List<SynthesisRecord> lacking(Condition condition) {
    return seen.stream().filter(record -> !record.holds(condition)).toList();
  }

  /** The records at hand for which one of the conditions does not hold. */
  List<SynthesisRecord> lackingAnyOf(List<Condition> conditions) {
    return seen.stream().filter(record -> !conditions.stream().allMatch(record::holds)).toList();
  }

  /** Whether all records at hand lack the same of the conditions, in the same way. */
  boolean areAlike(List<Condition> conditions) {
    return seen.stream().map(record -> record.gaps(conditions)).distinct().count() == 1;
  }

  boolean isSingle() {
    return whole && seen.size() == 1;
  }

  /** The latest synthesis event. */
  Optional<LineageEvent> latest() {
    return seen.stream().map(SynthesisRecord::event).flatMap(Optional::stream).findFirst();
  }
}
