package dev.headwater.query.walk;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.GateRule;
import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.question.StatementsQuestion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the facts that a gate needs, and lets {@link GateRule} decide. */
public final class GateKeeper {
  private final Reading reading;
  private final Asset asset;
  private final Moment moment;
  private final int assetLimit;
  private final int statementsLimit;
  private final Instant now;
  private Optional<Upstream> upstream = Optional.empty();
  private Map<Asset, StatementsQuestion.Found> statements = Map.of();

  public GateKeeper(Reading reading, Asset asset, Moment moment, int assetLimit, Clock clock) {
    this(reading, asset, moment, assetLimit, 0, clock);
  }

  /**
   * @param statementsLimit of how many assets it reads what is stated of their compositions, too
   */
  public GateKeeper(
      Reading reading,
      Asset asset,
      Moment moment,
      int assetLimit,
      int statementsLimit,
      Clock clock) {
    this.reading = reading;
    this.asset = asset;
    this.moment = moment;
    this.assetLimit = assetLimit;
    this.statementsLimit = statementsLimit;
    this.now = moment.judgedAt(clock.instant());
  }

  /**
   * Reads the facts and decides.
   *
   * @param notCaughtUp why the answer may not reflect all events that were acknowledged before the
   *     request; empty if it does
   * @param atRest used only for an asset that descends from too many others, and where the policy's
   *     gate lists rules about representation. The verdict depends on the exposures that have
   *     travelled to it, or on alerts, and these are certain only at a moment of rest
   */
  public Gate decide(Optional<String> notCaughtUp, AtRest atRest) {
    GateRuling ruling = ruling(notCaughtUp, atRest);
    return new Gate(
        asset,
        reading.staleness().map(why -> doubted(ruling, why)).orElse(ruling),
        reading.freshness());
  }

  /**
   * A copy may lack a document or a retraction as well as a reason for FAIL, so that nothing that
   * was read from it is certain.
   */
  private GateRuling doubted(GateRuling ruling, String why) {
    List<Reason> reasons = new ArrayList<>(List.of(here(Finding.NOT_CAUGHT_UP, why)));
    reasons.addAll(ruling.reasons());
    return new GateRuling(Verdict.INDETERMINATE, reasons);
  }

  private GateRuling ruling(Optional<String> notCaughtUp, AtRest atRest) {
    AtRest rest = notCaughtUp.isEmpty() ? atRest : () -> Optional.empty();
    UpstreamReading facts = facts();
    Optional<Reason> aboutAlerts =
        Optional.of(here(Finding.NOT_CAUGHT_UP, "The policy has changed during the read."));
    if (facts.readSubject().map(AssetFacts::gated).orElse(true)) {
      aboutAlerts = awaitAlerts(rest);
      facts = facts();
    }
    UpstreamReading.Result read = facts.read();
    statements = facts.statements();
    upstream = read.upstream();
    List<Reason> doubts = new ArrayList<>();
    notCaughtUp.ifPresent(why -> doubts.add(here(Finding.NOT_CAUGHT_UP, why)));
    if (upstream.filter(found -> found.subject().gated()).isPresent()) {
      aboutAlerts.ifPresent(doubts::add);
    }
    if (upstream.isPresent() && !read.named() && moment.isNow()) {
      String nobody = "No event that has been processed names " + asset + ".";
      doubts.add(0, here(Finding.UNKNOWN_ORIGIN, nobody));
      return new GateRuling(Verdict.INDETERMINATE, doubts);
    }
    if (upstream.isPresent()) {
      return GateRule.decide(upstream.get(), doubts, now);
    }
    UpstreamWalk.Failure failure = read.failure().orElseThrow();
    if (failure == UpstreamWalk.Failure.TOO_LARGE && moment.isNow()) {
      return new TravelledGate(reading, asset).decide(doubts, atRest);
    }
    doubts.add(
        here(
            failure == UpstreamWalk.Failure.TOO_LARGE
                ? Finding.TOO_LARGE
                : Finding.INCOMPLETE_ANSWER,
            UpstreamReading.sentence(failure, asset, assetLimit)));
    return new GateRuling(Verdict.INDETERMINATE, doubts);
  }

  private UpstreamReading facts() {
    return new UpstreamReading(reading, asset, moment, assetLimit, statementsLimit);
  }

  /**
   * Waits for a moment of rest, because alerts follow a moment after the facts. Returns what is
   * uncertain because of them.
   */
  private Optional<Reason> awaitAlerts(AtRest atRest) {
    if (!moment.isNow()) {
      return Optional.of(
          here(
              Finding.INCOMPLETE_ANSWER,
              "The policy's gate lists rules about representation, which are judged only for the"
                  + " present."));
    }
    return atRest
        .await()
        .map(
            why ->
                here(
                    Finding.NOT_CAUGHT_UP,
                    "The policy's gate lists rules about representation, which takes a moment"
                        + " of rest to answer. "
                        + why));
  }

  /** The facts that the gate was decided by; empty if they could not be read. */
  Optional<Upstream> upstream() {
    return upstream;
  }

  /**
   * What the same walk has read of the compositions of the assets; see {@link
   * UpstreamReading#statements}.
   */
  Map<Asset, StatementsQuestion.Found> statements() {
    return statements;
  }

  /** Waits for a moment of rest. Returns why there was none; empty if there was one. */
  public interface AtRest {
    Optional<String> await();
  }

  private Reason here(Finding finding, String message) {
    return new Reason(finding, asset, List.of(asset), message);
  }
}
