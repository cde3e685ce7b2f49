package dev.headwater.bench.faults.reads;

import dev.headwater.agreement.GateAgreement;
import dev.headwater.model.GateRuling;
import dev.headwater.oracle.AlertBounds;
import dev.headwater.oracle.Bracket;
import dev.headwater.oracle.ExposureBounds;
import dev.headwater.oracle.LinkBounds;
import dev.headwater.oracle.OwnBounds;
import dev.headwater.oracle.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The judgement on an answer.
 *
 * @param complete whether the answer says that it leaves nothing out, so that it was held against
 *     all that must be in it
 * @param certain whether it is complete and certainly right: it is the only right answer or, for a
 *     gate, some set of events was found that leads to it
 * @param wrong what is wrong with it, a sentence each
 */
public record Judgement(boolean complete, boolean certain, List<String> wrong) {
  public Judgement {
    wrong = List.copyOf(wrong);
  }

  /** Judges an answer. */
  public static Judgement of(Given given, Sendings sendings) {
    List<String> wrong = new ArrayList<>(ofFreshness(given, sendings));
    try {
      Judgement judged =
          given.kind() == ReadKind.GATE && given.found()
              ? ofGate(given, sendings)
              : ofBounds(given, sendings);
      wrong.addAll(judged.wrong());
      return new Judgement(judged.complete(), judged.certain() && wrong.isEmpty(), wrong);
    } catch (IllegalArgumentException unreadable) {
      wrong.add("is no answer: " + unreadable);
      return new Judgement(false, false, wrong);
    }
  }

  private static List<String> ofFreshness(Given given, Sendings sendings) {
    List<String> wrong = new ArrayList<>();
    if (given.isComplete() && !given.isCaughtUp()) {
      wrong.add("calls itself complete and is not caught up");
    }
    if (given.isStale() && (given.isComplete() || given.isCaughtUp())) {
      wrong.add("is from a copy and calls itself complete");
    }
    if (given.isStale() && !given.found()) {
      wrong.add("is from a copy and says that there is nothing");
    }
    sendings
        .contradiction(given)
        .ifPresent(
            one ->
                wrong.add(
                    "calls itself caught up, and its partition "
                        + one.partition()
                        + " had not come to offset "
                        + one.offset()));
    return wrong;
  }

  private static Judgement ofGate(Given given, Sendings sendings) {
    GateRuling ruling = Bodies.ruling(given.body());
    boolean passes = ruling.verdict() == GateRuling.Verdict.PASS;
    List<String> wrong = new ArrayList<>();
    if (given.isStale() && ruling.verdict() != GateRuling.Verdict.INDETERMINATE) {
      wrong.add("decides by a copy");
    }
    if (!GateAgreement.isAboutFacts(ruling)) {
      if (passes) {
        wrong.add("passes in spite of a doubt");
      }
      return new Judgement(false, false, wrong);
    }
    if (ruling.isCut() && !passes) {
      return new Judgement(false, false, wrong);
    }
    Ruling judged = GateAgreement.judge(sendings.gates(given), given.asset(), ruling);
    if (judged == Ruling.REFUSED) {
      wrong.add("no set of events leads to it");
    }
    return new Judgement(true, judged == Ruling.ALLOWED, wrong);
  }

  private static Judgement ofBounds(Given given, Sendings sendings) {
    Bracket facts = sendings.facts(given);
    Bracket travelled = sendings.travelled(given);
    if (!given.found()) {
      Optional<String> named =
          facts.mustBeNamed(given.asset()) ? Optional.of("is named") : Optional.empty();
      return new Judgement(
          given.isCaughtUp(),
          given.isCaughtUp() && facts.leftNothingOpen(),
          named.stream().toList());
    }
    List<String> wrong = new ArrayList<>();
    if (given.kind() != ReadKind.ALERTS && !facts.mayBeNamed(given.asset())) {
      wrong.add("is not named");
    }
    ExposureBounds exposures = new ExposureBounds(travelled, given.isSettled());
    boolean whole = given.isComplete();
    switch (given.kind()) {
      case ASSET -> {
        OwnBounds own = new OwnBounds(facts, exposures);
        wrong.addAll(new AssetJudge(own, new AlertBounds(exposures), facts).judge(given));
      }
      case LINEAGE -> {
        Bracket walked = given.isCaughtUp() ? facts : sendings.anything(given);
        wrong.addAll(
            new LineageJudge(new LinkBounds(facts, walked), new OwnBounds(facts, exposures))
                .judge(given));
      }
      case EXPOSURES ->
          wrong.addAll(exposures.judge(given.asset(), Bodies.exposures(given.body()), whole));
      case ALERTS ->
          wrong.addAll(
              new AlertBounds(exposures)
                  .judge(given.asset(), Bodies.openAlerts(given.body()), whole));
      case GATE -> throw new IllegalArgumentException("judged by its rulings");
    }
    boolean certain =
        whole && facts.leftNothingOpen() && (!given.isSettled() || travelled.leftNothingOpen());
    return new Judgement(whole, certain, wrong);
  }
}
