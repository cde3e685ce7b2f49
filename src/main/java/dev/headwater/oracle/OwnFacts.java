package dev.headwater.oracle;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The facts of one asset according to its live events: everything that the gate looks at.
 *
 * @param carryingInputs the assets with a carrying edge into it
 * @param synthetic whether it is a SYNTHETIC origin
 * @param verdict its documentation; NOT_APPLICABLE if it is not synthetic
 * @param originKnown whether an event says where it comes from
 * @param incomplete whether an event that makes it says that its inputs are INCOMPLETE
 * @param remarks the findings that do not change the gate's verdict
 * @param waivers that its documents grant
 */
record OwnFacts(
    Set<Asset> carryingInputs,
    boolean synthetic,
    Expected.Verdict verdict,
    boolean originKnown,
    boolean incomplete,
    Set<Finding> remarks,
    Waivers waivers) {

  static OwnFacts of(Asset asset, List<LineageEvent> live, Terms terms) {
    return new OwnFacts(
        carryingInputs(live),
        SyntheticRecords.isSynthetic(asset, live),
        SyntheticRecords.verdict(asset, live, terms.required(asset)),
        live.stream().anyMatch(event -> saysOrigin(asset, event, live, terms)),
        isMade(live, Completeness.INCOMPLETE),
        remarks(live),
        Waivers.of(live));
  }

  /** The inputs in carrying roles. More live events never mean fewer of them. */
  static Set<Asset> carryingInputs(List<LineageEvent> live) {
    return live.stream()
        .flatMap(event -> event.inputs().stream())
        .filter(input -> input.role().carries())
        .map(Input::asset)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean saysOrigin(
      Asset asset, LineageEvent event, List<LineageEvent> live, Terms terms) {
    boolean ingested =
        event.type() == EventType.INGEST
            && (!terms.requireSource().test(asset) || anySource(event, live));
    return ingested
        || event.type() == EventType.SYNTHESIZE
        || event.inputs().stream().anyMatch(input -> !input.asset().equals(asset))
        || event
            .document()
            .flatMap(Document::ingest)
            .filter(ingest -> Placeholder.counts(ingest.sourceUri()))
            .isPresent();
  }

  private static boolean isMade(List<LineageEvent> live, Completeness inputs) {
    return live.stream()
        .filter(event -> event.type() != EventType.DOCUMENT)
        .anyMatch(event -> event.inputsComplete() == inputs);
  }

  private static Set<Finding> remarks(List<LineageEvent> live) {
    Set<Finding> remarks = EnumSet.noneOf(Finding.class);
    if (isMade(live, Completeness.NO_ASSERTION)) {
      remarks.add(Finding.INPUTS_NOT_ASSERTED);
    }
    boolean reclassified = SyntheticRecords.latestReclassification(live).isPresent();
    for (LineageEvent event : live) {
      if (event.type() == EventType.INGEST) {
        boolean saysSynthetic =
            reclassified
                || event.synthesize().isPresent()
                || says(event, live, ingest -> ingest.containsSynthetic() != Answer.UNKNOWN);
        if (!saysSynthetic) {
          remarks.add(Finding.SYNTHETIC_NOT_STATED);
        }
        if (!anySource(event, live)) {
          remarks.add(Finding.SOURCE_NOT_STATED);
        }
      }
    }
    return remarks;
  }

  private static boolean namesSource(Ingest ingest) {
    return Placeholder.counts(ingest.sourceUri())
        || Placeholder.counts(ingest.collectionMethod())
        || Placeholder.counts(ingest.collectedFrom());
  }

  /** Whether an INGEST names a source, or any live document names one for it. */
  private static boolean anySource(LineageEvent event, List<LineageEvent> live) {
    return event.ingest().filter(OwnFacts::namesSource).isPresent()
        || live.stream()
            .flatMap(other -> other.document().flatMap(Document::ingest).stream())
            .anyMatch(OwnFacts::namesSource);
  }

  /**
   * Whether an INGEST says this, itself or through a document that amends it or amends no
   * particular event.
   */
  private static boolean says(LineageEvent event, List<LineageEvent> live, Predicate<Ingest> what) {
    return event.ingest().filter(what).isPresent()
        || live.stream()
            .map(LineageEvent::document)
            .flatMap(Optional::stream)
            .filter(document -> document.amends().map(event.eventId()::equals).orElse(true))
            .map(Document::ingest)
            .flatMap(Optional::stream)
            .anyMatch(what);
  }
}
