package dev.headwater.query;

import dev.headwater.engine.GateRule;
import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.Moment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a gate decides by, and has it decided. */
final class GateKeeper {
  private final Reading reading;
  private final Asset asset;
  private final Moment moment;
  private final int assetLimit;
  private final Instant now;
  private Optional<Upstream> upstream = Optional.empty();

  GateKeeper(Reading reading, Asset asset, Moment moment, int assetLimit, Clock clock) {
    this.reading = reading;
    this.asset = asset;
    this.moment = moment;
    this.assetLimit = assetLimit;
    this.now = moment.judgedAt(clock.instant());
  }

  /**
   * Decides.
   *
   * @param notCaughtUp why the answer may not reflect all events that were acknowledged before the
   *     request; empty if it does
   * @param atRest asked only for an asset that descends from too many others: why there is no
   *     moment of rest, at which what has travelled along the graph is certain
   */
  Gate decide(Optional<String> notCaughtUp, AtRest atRest) {
    UpstreamReading.Result read = new UpstreamReading(reading, asset, moment, assetLimit).read();
    upstream = read.upstream();
    List<Reason> doubts = new ArrayList<>();
    notCaughtUp.ifPresent(why -> doubts.add(here(Finding.NOT_CAUGHT_UP, why)));
    if (upstream.isPresent() && !read.named() && moment.isNow()) {
      String nobody = "No event that has been processed names " + asset + ".";
      doubts.add(0, here(Finding.UNKNOWN_ORIGIN, nobody));
      return gate(new GateRuling(Verdict.INDETERMINATE, doubts));
    }
    if (upstream.isPresent()) {
      return gate(GateRule.decide(upstream.get(), doubts, now));
    }
    UpstreamReading.Failure failure = read.failure().orElseThrow();
    if (failure == UpstreamReading.Failure.TOO_LARGE && moment.isNow()) {
      return gate(new TravelledGate(reading, asset).decide(doubts, atRest));
    }
    doubts.add(
        here(
            failure == UpstreamReading.Failure.TOO_LARGE
                ? Finding.TOO_LARGE
                : Finding.INCOMPLETE_ANSWER,
            failure.sentence(asset, assetLimit)));
    return gate(new GateRuling(Verdict.INDETERMINATE, doubts));
  }

  /** What it was decided by; empty if it could not be read. */
  Optional<Upstream> upstream() {
    return upstream;
  }

  /** Waits for a moment of rest; answers why there was none, or nothing if there was one. */
  interface AtRest {
    Optional<String> await();
  }

  private Gate gate(GateRuling ruling) {
    return new Gate(asset, ruling, reading.freshness());
  }

  private Reason here(Finding finding, String message) {
    return new Reason(finding, asset, List.of(asset), message);
  }
}
