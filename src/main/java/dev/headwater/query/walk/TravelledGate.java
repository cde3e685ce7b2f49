package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.VisitQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides the gate for an asset that descends from more assets than a gate reads. It decides from
 * the exposures that have travelled to the asset. These are certain only at a moment of rest.
 */
final class TravelledGate {
  private final Reading reading;
  private final Asset asset;
  private final boolean model;
  private final List<Reason> failures = new ArrayList<>();
  private final List<Reason> doubts = new ArrayList<>();

  TravelledGate(Reading reading, Asset asset) {
    this.reading = reading;
    this.asset = asset;
    this.model = asset.kind() == AssetKind.MODEL;
  }

  GateRuling decide(List<Reason> furtherDoubts, GateKeeper.AtRest atRest) {
    doubts.addAll(furtherDoubts);
    atRest
        .await()
        .ifPresent(
            why ->
                doubts.add(
                    new Reason(
                        Finding.TOO_LARGE,
                        asset,
                        List.of(asset),
                        asset
                            + " descends from more than "
                            + UpstreamReading.ASSETS
                            + " assets, which takes a moment of rest to answer. "
                            + why)));
    if (isGated()) {
      doubts.add(
          new Reason(
              Finding.TOO_LARGE,
              asset,
              List.of(asset),
              asset
                  + " descends from more than "
                  + UpstreamReading.ASSETS
                  + " assets, so that the rules that the policy's gate lists cannot be checked"
                  + " for all of them."));
    }
    exposures(ExposureFilter.OPEN_SYNTHETIC, failures);
    exposures(ExposureFilter.OPEN_OTHER, doubts);
    AssetState state =
        reading
            .ask(
                new VisitQuestion(
                    reading.partitionOf(asset), asset, false, false, List.of(), 1, Moment.NOW))
            .state();
    boolean listed =
        doubts.stream()
            .anyMatch(
                reason ->
                    reason.origin().equals(asset) && reason.finding() == Finding.UNKNOWN_ORIGIN);
    if (!state.originKnown() && !listed) {
      doubts.add(
          new Reason(
              Finding.UNKNOWN_ORIGIN,
              asset,
              List.of(asset),
              "No live event says where " + asset + " comes from."));
    }
    List<Reason> reasons = new ArrayList<>(failures);
    reasons.addAll(doubts);
    Verdict verdict =
        failures.isEmpty()
            ? (doubts.isEmpty() ? Verdict.PASS : Verdict.INDETERMINATE)
            : Verdict.FAIL;
    return new GateRuling(verdict, reasons);
  }

  private boolean isGated() {
    return reading
        .ask(new FactsQuestion(reading.partitionOf(asset), asset, Moment.NOW, ""))
        .facts()
        .gated();
  }

  private void exposures(ExposureFilter filter, List<Reason> to) {
    Optional<Exposures> found =
        new ExposureList(reading).read(asset, filter, "", GateRuling.LISTED);
    if (found.isEmpty()) {
      return;
    }
    List<Exposures.Item> items = found.get().items();
    items.forEach(item -> to.add(reason(item)));
    if (!found.get().next().isEmpty() && items.size() < GateRuling.LISTED) {
      doubts.add(
          new Reason(
              Finding.INCOMPLETE_ANSWER,
              asset,
              List.of(asset),
              "The exposures of " + asset + " could not all be read in time."));
    }
  }

  private Reason reason(Exposures.Item item) {
    ExposureEntry entry = item.entry();
    Finding finding =
        switch (entry.kind()) {
          case SYNTHETIC ->
              model ? Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC : Finding.UNDOCUMENTED_SYNTHETIC;
          case UNKNOWN -> model ? Finding.TRAINED_ON_UNKNOWN_ORIGIN : Finding.UNKNOWN_ORIGIN;
          case INCOMPLETE -> Finding.INCOMPLETE_INPUTS;
        };
    return new Reason(finding, entry.origin(), item.path(), sentence(entry));
  }

  private static String sentence(ExposureEntry entry) {
    return switch (entry.kind()) {
      case SYNTHETIC ->
          entry.origin()
              + " is synthetic and "
              + entry.documentation()
              + (entry.missing().isEmpty()
                  ? "."
                  : entry.missing().stream()
                      .map(Condition::text)
                      .collect(Collectors.joining(", ", ", missing ", ".")));
      case UNKNOWN -> "No live event says where " + entry.origin() + " comes from.";
      case INCOMPLETE ->
          "An event that made " + entry.origin() + " says that it does not name all inputs.";
    };
  }
}
