package dev.headwater.http.reads;

import dev.headwater.export.Bounded;
import dev.headwater.export.CardFacts;
import dev.headwater.export.ExposedTo;
import dev.headwater.export.GateAnswer;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.GateRuling;
import dev.headwater.model.LineageEvent;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.representation.Representation.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts what a query returned about an asset to the input of a data card. The packages {@code
 * query} and {@code export} do not depend on each other.
 */
public final class AccountFacts {

  private AccountFacts() {}

  /**
   * The input of a card.
   *
   * @param represented who is represented in the asset; empty if it could not be read
   */
  public static CardFacts of(
      AssetAccount account, Optional<Represented> represented, Instant asOf) {
    AssetSummary summary = account.detail().summary();
    AssetEvents events = account.events();
    return new CardFacts(
        summary,
        Bounded.upTo(account.detail().versions(), account.detail().moreVersions()),
        gate(account.gate().ruling()),
        events(events.syntheses()),
        events(events.trainings()),
        events(events.others()),
        events(events.documents()),
        account.trainingData(),
        Bounded.of(
            account.origins().stream().map(AccountFacts::exposed).toList(),
            all(summary.exposures())),
        Bounded.upTo(account.usedBy(), account.moreUsedBy()),
        Bounded.of(
            account.openAlerts().stream().map(ListedAlert::alert).toList(), summary.openAlerts()),
        derived(represented),
        new CardFacts.Standing(asOf, account.detail().moment(), gaps(account), applied(account)));
  }

  private static CardFacts.Derived derived(Optional<Represented> represented) {
    return new CardFacts.Derived(
        represented.stream()
            .flatMap(read -> read.items().stream())
            .map(Represented.Item::representation)
            .filter(one -> one.method() == Method.DERIVED)
            .toList(),
        represented
            .filter(read -> read.truncated().isEmpty() && !read.freshness().isStale())
            .isPresent());
  }

  /** Who is represented in an asset whose account was read just before. */
  public static Optional<Represented> represented(Queries queries, AssetAccount account) {
    try {
      return queries.representation(account);
    } catch (UnavailableException away) {
      // The rest is of use without it, and says that it lacks it.
      return Optional.empty();
    }
  }

  private static GateAnswer gate(GateRuling gate) {
    List<GateAnswer.Reason> reasons =
        gate.reasons().stream()
            .map(
                reason ->
                    new GateAnswer.Reason(
                        reason.finding().name(), reason.origin(), reason.path(), reason.message()))
            .toList();
    return new GateAnswer(
        switch (gate.verdict()) {
          case PASS -> GateAnswer.Verdict.PASS;
          case FAIL -> GateAnswer.Verdict.FAIL;
          case INDETERMINATE -> GateAnswer.Verdict.INDETERMINATE;
        },
        Bounded.upTo(reasons, gate.isCut()));
  }

  private static Bounded<LineageEvent> events(AssetEvents.Latest latest) {
    return Bounded.of(latest.events(), latest.total());
  }

  private static ExposedTo exposed(Exposures.Item item) {
    ExposureEntry entry = item.entry();
    return new ExposedTo(
        entry.origin(),
        entry.kind(),
        entry.documentation(),
        entry.missing(),
        entry.distance(),
        entry.direct(),
        entry.waived(),
        item.path());
  }

  private static long all(ExposureCounts counts) {
    return counts.synthetic() + counts.unknown() + counts.incomplete();
  }

  private static List<String> gaps(AssetAccount account) {
    List<String> gaps = new ArrayList<>();
    for (GateRuling.Reason reason : account.gate().ruling().reasons()) {
      switch (reason.finding()) {
        case NOT_CAUGHT_UP, TOO_LARGE, INCOMPLETE_ANSWER -> gaps.add(reason.message());
        case UNDOCUMENTED_SYNTHETIC,
            TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
            UNKNOWN_ORIGIN,
            TRAINED_ON_UNKNOWN_ORIGIN,
            INCOMPLETE_INPUTS,
            INPUTS_NOT_ASSERTED,
            SYNTHETIC_NOT_STATED,
            SOURCE_NOT_STATED,
            WAIVED,
            CIRCULAR_ORIGIN -> {}
      }
    }
    if (account.freshness().isStale() && !account.gate().freshness().isStale()) {
      gaps.add(
          "The owner of a partition could not be asked. What the gate does not depend on, such as"
              + " alerts and versions, may be from a copy that is behind.");
    }
    if (!account.originsAreWhole()) {
      gaps.add(
          "Not all origins were looked at, or a path changed while it was followed: those listed may"
              + " not be the nearest, and paths may begin in the middle.");
    }
    return gaps;
  }

  private static List<CardFacts.Applied> applied(AssetAccount account) {
    return account.freshness().applied().entrySet().stream()
        .map(
            partition ->
                new CardFacts.Applied(
                    partition.getKey(),
                    partition.getValue().events(),
                    partition.getValue().graph()))
        .toList();
  }
}
