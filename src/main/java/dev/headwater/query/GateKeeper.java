package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.query.Gate.Finding;
import dev.headwater.query.Gate.Reason;
import dev.headwater.query.Gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides on an asset. What cannot be known is never taken for clean. */
final class GateKeeper {
  private final Reading reading;
  private final Asset asset;
  private final List<Reason> failures = new ArrayList<>();
  private final List<Reason> doubts = new ArrayList<>();

  GateKeeper(Reading reading, Asset asset) {
    this.reading = reading;
    this.asset = asset;
  }

  /**
   * @param notCaughtUp why it is not known that all events are processed; empty if it is
   */
  Gate decide(Optional<String> notCaughtUp) {
    Optional<Exposures> synthetic = exposures(ExposureFilter.OPEN_SYNTHETIC, failures);
    if (synthetic.isPresent()) {
      exposures(ExposureFilter.OPEN_OTHER, doubts);
    }
    AssetState state = reading.ask(visit()).state();
    boolean alreadyTold =
        doubts.stream()
            .anyMatch(
                reason ->
                    reason.origin().equals(asset) && reason.finding() == Finding.UNKNOWN_ORIGIN);
    if (!state.originKnown() && !alreadyTold) {
      doubts.add(
          here(
              Finding.UNKNOWN_ORIGIN,
              synthetic.isPresent()
                  ? "No live event says where " + asset + " comes from."
                  : "No event that has been processed names " + asset + "."));
    }
    notCaughtUp.ifPresent(why -> doubts.add(here(Finding.NOT_CAUGHT_UP, why)));
    List<Reason> reasons = new ArrayList<>(failures);
    reasons.addAll(doubts);
    Verdict verdict = Verdict.PASS;
    if (!failures.isEmpty()) {
      verdict = Verdict.FAIL;
    } else if (!doubts.isEmpty()) {
      verdict = Verdict.INDETERMINATE;
    } else {
      reasons.addAll(new Remarks(reading, asset).read());
    }
    return new Gate(asset, verdict, reasons, reading.freshness());
  }

  private VisitQuestion visit() {
    return new VisitQuestion(reading.partitionOf(asset), asset, false, false, List.of(), 1);
  }

  private Optional<Exposures> exposures(ExposureFilter filter, List<Reason> to) {
    Optional<Exposures> found = new ExposureList(reading).read(asset, filter, "", Gate.TOLD);
    if (found.isPresent()) {
      List<Exposures.Item> items = found.get().items();
      items.forEach(item -> to.add(reason(item)));
      if (!found.get().next().isEmpty() && items.size() < Gate.TOLD) {
        doubts.add(
            here(
                Finding.INCOMPLETE_ANSWER,
                "The exposures of " + asset + " could not all be read in time."));
      }
    }
    return found;
  }

  private Reason here(Finding finding, String message) {
    return new Reason(finding, asset, List.of(asset), message);
  }

  private Reason reason(Exposures.Item item) {
    ExposureEntry entry = item.entry();
    boolean model = asset.kind() == AssetKind.MODEL;
    Finding finding =
        switch (entry.kind()) {
          case SYNTHETIC ->
              model ? Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC : Finding.UNDOCUMENTED_SYNTHETIC;
          case UNKNOWN -> model ? Finding.TRAINED_ON_UNKNOWN_ORIGIN : Finding.UNKNOWN_ORIGIN;
          case INCOMPLETE -> Finding.INCOMPLETE_INPUTS;
        };
    return new Reason(finding, entry.origin(), item.path(), sentence(entry));
  }

  private String sentence(ExposureEntry entry) {
    String what =
        switch (entry.kind()) {
          case SYNTHETIC ->
              entry.origin()
                  + " is synthetic and "
                  + entry.documentation()
                  + (entry.missing().isEmpty()
                      ? ""
                      : ", missing "
                          + entry.missing().stream()
                              .map(Condition::text)
                              .collect(Collectors.joining(", ")));
          case UNKNOWN -> "No live event says where " + entry.origin() + " comes from";
          case INCOMPLETE ->
              "An event that made " + entry.origin() + " says that it does not name all inputs";
        };
    if (entry.distance() == 0) {
      return what + ".";
    }
    return what
        + "; "
        + asset
        + " descends from it, "
        + entry.distance()
        + (entry.distance() == 1 ? " edge away." : " edges away.");
  }
}
