package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether an asset may be used, from the facts of everything that it descends from. An
 * unknown fact never counts as a good one.
 */
public final class GateRule {
  private final Upstream upstream;
  private final Asset subject;
  private final boolean model;
  private final Instant now;
  private final List<Reason> failures = new ArrayList<>();
  private final List<Reason> doubts = new ArrayList<>();
  private final List<Reason> remarks = new ArrayList<>();
  private final Map<Finding, Integer> listed = new EnumMap<>(Finding.class);

  private GateRule(Upstream upstream, Instant now) {
    this.upstream = upstream;
    this.subject = upstream.subject().asset();
    this.model = subject.kind() == AssetKind.MODEL;
    this.now = now;
  }

  /**
   * Decides.
   *
   * @param upstream the asset and everything that it descends from, complete
   * @param doubts further reasons for INDETERMINATE
   * @param now the time at which waivers are evaluated
   */
  public static GateRuling decide(Upstream upstream, List<Reason> doubts, Instant now) {
    GateRule rule = new GateRule(upstream, now);
    upstream.members().forEach(rule::weigh);
    rule.doubts.addAll(doubts);
    return rule.ruling();
  }

  /**
   * Whether an exposure to a synthetic origin is waived at {@code now}: by a waiver at the origin,
   * which holds for all assets, or by one at the subject.
   */
  public static boolean waived(Upstream upstream, AssetFacts origin, Instant now) {
    return origin.waives(RuleName.UNDOCUMENTED_SYNTHETIC, origin.asset(), now)
        || upstream
            .subject()
            .waives(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, origin.asset(), now);
  }

  private void weigh(Upstream.Member member) {
    AssetFacts facts = member.facts();
    Asset asset = facts.asset();
    if (facts.isUndocumented() && !waived(upstream, facts, now)) {
      add(
          failures,
          model ? Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC : Finding.UNDOCUMENTED_SYNTHETIC,
          member,
          asset + " is synthetic and " + facts.documentation() + missing(facts));
    }
    boolean itself = member.distance() == 0;
    if (facts.isUnknown() || (itself && !facts.originKnown())) {
      add(
          doubts,
          model && !itself ? Finding.TRAINED_ON_UNKNOWN_ORIGIN : Finding.UNKNOWN_ORIGIN,
          member,
          "No live event says where " + asset + " comes from");
    }
    if (facts.inputsIncomplete()) {
      add(
          doubts,
          Finding.INCOMPLETE_INPUTS,
          member,
          "An event that made " + asset + " says that it does not name all inputs");
    }
    for (RuleName rule : new TreeSet<>(facts.broken())) {
      add(
          failures,
          Finding.of(rule),
          member,
          asset + " has an open alert of " + rule + ", which the policy's gate lists");
    }
    remark(member);
    remarkWaiver(member);
    if (member.circular() && !listed.containsKey(Finding.CIRCULAR_ORIGIN)) {
      remark(
          Finding.CIRCULAR_ORIGIN,
          member,
          asset
              + " descends only from datasets that are made from each other; no event says where"
              + " their data was collected, or how it was generated.");
    }
  }

  private void remarkWaiver(Upstream.Member member) {
    AssetFacts facts = member.facts();
    if (facts.isUndocumented() && waived(upstream, facts, now)) {
      remark(
          Finding.WAIVED,
          member,
          facts.asset()
              + " is synthetic and "
              + facts.documentation()
              + missing(facts)
              + "; a waiver allows its use until "
              + waiverEnd(facts)
              + ".");
    }
  }

  /** The end of the waiver that holds longest. */
  private Instant waiverEnd(AssetFacts origin) {
    return Stream.concat(
            origin.waiverEnds(RuleName.UNDOCUMENTED_SYNTHETIC, origin.asset()),
            upstream
                .subject()
                .waiverEnds(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, origin.asset()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private void remark(Upstream.Member member) {
    AssetFacts facts = member.facts();
    boolean listedByPolicy = facts.broken().contains(RuleName.FITNESS_GAP);
    if (member.distance() == 0 && facts.unfit() && !listedByPolicy) {
      remark(
          Finding.FITNESS_GAP,
          member,
          "The training data of "
              + facts.asset()
              + " cannot reach the shares that its intended use requires;"
              + " the command fitness lists which.");
    }
    if (facts.inputsNotAsserted()) {
      remark(
          Finding.INPUTS_NOT_ASSERTED,
          member,
          "An event that made " + facts.asset() + " does not assert that it names all inputs.");
    }
    if (facts.syntheticNotStated()) {
      remark(
          Finding.SYNTHETIC_NOT_STATED,
          member,
          "An ingest of "
              + facts.asset()
              + " does not say whether it contains synthetic data, or only a document says that it"
              + " does.");
    }
    if (facts.sourceNotStated()) {
      remark(
          Finding.SOURCE_NOT_STATED,
          member,
          "An ingest of "
              + facts.asset()
              + " names no source: no sourceUri, collectionMethod or collectedFrom.");
    }
  }

  private static String missing(AssetFacts facts) {
    return facts.missing().isEmpty()
        ? ""
        : ", missing "
            + facts.missing().stream().map(Condition::text).collect(Collectors.joining(", "));
  }

  private void add(List<Reason> to, Finding finding, Upstream.Member member, String what) {
    String how =
        switch (member.distance()) {
          case 0 -> ".";
          case 1 -> "; " + subject + " descends from it, 1 edge away.";
          default -> "; " + subject + " descends from it, " + member.distance() + " edges away.";
        };
    list(to, finding, member, what + how);
  }

  private void remark(Finding finding, Upstream.Member member, String message) {
    list(remarks, finding, member, message);
  }

  private void list(List<Reason> to, Finding finding, Upstream.Member member, String message) {
    if (listed.merge(finding, 1, Integer::sum) <= GateRuling.LISTED) {
      to.add(new Reason(finding, member.asset(), upstream.pathFrom(member.asset()), message));
    }
  }

  private GateRuling ruling() {
    List<Reason> reasons = new ArrayList<>(failures);
    reasons.addAll(doubts);
    if (!failures.isEmpty()) {
      return new GateRuling(Verdict.FAIL, reasons);
    }
    if (!doubts.isEmpty()) {
      return new GateRuling(Verdict.INDETERMINATE, reasons);
    }
    return new GateRuling(Verdict.PASS, remarks);
  }
}
