package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Judges the open alerts of an asset. Each must follow from exposures and facts that some set of
 * events leads to, and its grace must be over. If the exposures are settled, an alert that every
 * set of events leads to must be open. Not thread-safe.
 */
public final class AlertBounds {
  /**
   * How late what only time causes may be: the end of a grace or of a waiver. An instance that was
   * paused comes to it when it runs again.
   */
  private static final Duration LATE = Duration.ofSeconds(20);

  private static final Duration CLOCKS = Duration.ofSeconds(1);

  private final Bracket bracket;
  private final ExposureBounds exposures;

  public AlertBounds(ExposureBounds exposures) {
    this.bracket = exposures.bracket();
    this.exposures = exposures;
  }

  /** Waivers that ended before this have certainly ended for everyone. */
  static Instant slack(Bracket bracket) {
    return bracket.from().minus(LATE);
  }

  /**
   * What is wrong with the open alerts of an asset, a sentence each; empty if nothing is.
   *
   * @param whole whether none is left out
   */
  public List<String> judge(Asset subject, Set<Expected.OpenAlert> shown, boolean whole) {
    List<String> wrong = new ArrayList<>();
    Set<Cause> causes = new HashSet<>();
    for (Expected.OpenAlert alert : shown) {
      causes.add(new Cause(alert.rule(), alert.origin()));
      if (!alert.subject().equals(subject) || !mayBeOpen(alert)) {
        wrong.add("shows an alert that no event allows: " + alert);
      }
    }
    if (whole) {
      must(subject).stream()
          .filter(cause -> !causes.contains(cause))
          .forEach(cause -> wrong.add("lacks the open alert " + cause));
    }
    return wrong;
  }

  private record Cause(RuleName rule, Asset origin) {}

  /** The largest number of alerts that may be open. */
  public long most(Asset subject) {
    long most = 0;
    for (Expected.Origin origin : exposures.may(subject)) {
      boolean synthetic = origin.kind() == OriginKind.SYNTHETIC;
      boolean loop = synthetic && !origin.asset().equals(subject);
      most += (origin.kind() == OriginKind.INCOMPLETE ? 0 : 1) + (loop ? 1 : 0);
    }
    return most;
  }

  private boolean mayBeOpen(Expected.OpenAlert alert) {
    Asset subject = alert.subject();
    Asset origin = alert.origin();
    boolean own = subject.equals(origin);
    boolean trained = isTrained(subject, bracket.at(subject).all());
    return switch (alert.rule()) {
      case UNDOCUMENTED_SYNTHETIC ->
          own
              && mayBeUndocumented(alert)
              && alert.severity() == Severity.WARNING
              && isOver(syntheticSince(origin), bracket.terms().grace().undocumented());
      case TRAINED_ON_UNDOCUMENTED_SYNTHETIC ->
          !own
              && trained
              && mayBeUndocumented(alert)
              && (alert.severity() == Severity.CRITICAL
                  ? exposures.mayBeDirect(subject, origin)
                  : !exposures.mustBeDirect(subject, origin));
      case UNKNOWN_ORIGIN, TRAINED_ON_UNKNOWN_ORIGIN ->
          own == (alert.rule() == RuleName.UNKNOWN_ORIGIN)
              && (own || trained)
              && mayHold(subject, new Expected.Origin(origin, OriginKind.UNKNOWN))
              && isOver(usedSince(origin), bracket.terms().grace().unknown());
      case SELF_CONSUMING_LOOP ->
          !own
              && trained
              && exposures.may(subject, new Expected.Origin(origin, OriginKind.SYNTHETIC))
              && SyntheticRecords.generators(bracket.at(origin).all())
                  .contains(List.of(subject.namespace(), subject.name()));
      default -> false;
    };
  }

  private static boolean isTrained(Asset subject, List<LineageEvent> events) {
    return subject.kind() == AssetKind.MODEL
        && events.stream().anyMatch(event -> event.type() == EventType.TRAIN);
  }

  private boolean mayBeUndocumented(Expected.OpenAlert alert) {
    return mayHold(alert.subject(), new Expected.Origin(alert.origin(), OriginKind.SYNTHETIC))
        && exposures.anyOutcome(
            alert.origin(),
            own ->
                own.synthetic()
                    && own.verdict().documentation() != Documentation.DOCUMENTED
                    && own.verdict().missing().equals(alert.missing()));
  }

  private boolean mayHold(Asset subject, Expected.Origin origin) {
    return exposures.may(subject, origin)
        && !(exposures.requires() && exposures.mustBeWaived(subject, origin));
  }

  /** Whether the grace of the earliest of these causes may be over when the answer came. */
  private boolean isOver(List<LineageEvent> causes, Duration grace) {
    Instant from = bracket.to().plus(CLOCKS).minus(grace);
    return causes.stream().anyMatch(event -> !bracket.records().earliest(event).isAfter(from));
  }

  private boolean wasOver(List<LineageEvent> causes, Duration grace) {
    Instant from = slack(bracket).minus(grace);
    return causes.stream().anyMatch(event -> bracket.records().latest(event).isBefore(from));
  }

  private List<LineageEvent> syntheticSince(Asset origin) {
    return synthesizing(bracket.at(origin).all());
  }

  private static List<LineageEvent> synthesizing(List<LineageEvent> events) {
    return events.stream()
        .filter(
            event ->
                SyntheticRecords.synthesizes(event)
                    || event.document().filter(one -> one.reclassify().isPresent()).isPresent())
        .toList();
  }

  private List<LineageEvent> usedSince(Asset origin) {
    return using(origin, Possible::all);
  }

  private List<LineageEvent> using(Asset origin, Function<Possible, List<LineageEvent>> which) {
    Predicate<LineageEvent> uses =
        event ->
            event.inputs().stream()
                .anyMatch(input -> input.role().carries() && input.asset().equals(origin));
    return bracket.records().madeFrom(origin).stream()
        .flatMap(made -> which.apply(bracket.at(made)).stream())
        .filter(uses)
        .toList();
  }

  /** The alerts that must be open. That of a loop is not among them: its search takes time. */
  private Set<Cause> must(Asset subject) {
    Set<Cause> must = new HashSet<>();
    boolean trained = isTrained(subject, bracket.at(subject).certain());
    for (Expected.Origin origin : exposures.must(subject)) {
      boolean own = origin.asset().equals(subject);
      boolean waived = exposures.mayBeWaivedAfter(subject, origin, slack(bracket));
      if (!waived && (own || trained)) {
        mustBeOpen(must, origin, own);
      }
    }
    return must;
  }

  private void mustBeOpen(Set<Cause> must, Expected.Origin origin, boolean own) {
    Asset asset = origin.asset();
    switch (origin.kind()) {
      case SYNTHETIC -> {
        boolean undocumented =
            exposures.everyOutcome(
                asset, one -> one.verdict().documentation() != Documentation.DOCUMENTED);
        if (undocumented && !own) {
          must.add(new Cause(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, asset));
        }
        if (undocumented
            && own
            && wasOver(
                synthesizing(bracket.at(asset).certain()),
                bracket.terms().grace().undocumented())) {
          must.add(new Cause(RuleName.UNDOCUMENTED_SYNTHETIC, asset));
        }
      }
      case UNKNOWN -> {
        if (wasOver(using(asset, Possible::certain), bracket.terms().grace().unknown())) {
          must.add(
              new Cause(own ? RuleName.UNKNOWN_ORIGIN : RuleName.TRAINED_ON_UNKNOWN_ORIGIN, asset));
        }
      }
      case INCOMPLETE -> {
        // no rule raises an alert for it
      }
    }
  }
}
