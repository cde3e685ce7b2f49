package dev.headwater.agreement;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.oracle.Claim;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.Finding;
import dev.headwater.oracle.ReadOracle;
import dev.headwater.oracle.Reason;
import dev.headwater.oracle.Ruling;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares answers of the gate with the oracle that judges answers given while events arrive. */
public final class GateAgreement {
  private GateAgreement() {}

  /**
   * Returns the oracle's ruling on an answer.
   *
   * @param ruling an answer about facts ({@link #isAboutFacts})
   */
  public static Ruling judge(ReadOracle oracle, Asset asset, GateRuling ruling) {
    Ruling judged = oracle.judge(asset, claim(ruling));
    // For the present, the gate answers that an asset which no event names has an unknown origin.
    boolean mayBeUnnamed =
        ruling.verdict() == GateRuling.Verdict.INDETERMINATE
            && deciding(ruling).equals(Set.of(new Reason(Finding.UNKNOWN_ORIGIN, asset)));
    return mayBeUnnamed ? judged.or(oracle.judgeNotFound(asset)) : judged;
  }

  /**
   * Whether all that decided the answer are facts: no reason is about waiting, limits, alerts or
   * rows that could not be read. A remark about an alert decides nothing.
   */
  public static boolean isAboutFacts(GateRuling ruling) {
    return ruling.reasons().stream()
        .map(GateRuling.Reason::finding)
        .filter(finding -> !isRemark(ruling, finding))
        .allMatch(GateAgreement::known);
  }

  private static boolean isRemark(GateRuling ruling, GateRuling.Finding finding) {
    return ruling.verdict() == GateRuling.Verdict.PASS && REMARKS.contains(finding);
  }

  /** The reasons that decided the verdict; none for a PASS, whose reasons are only remarks. */
  public static Set<Reason> deciding(GateRuling ruling) {
    return paths(ruling).keySet();
  }

  private static Claim claim(GateRuling ruling) {
    Map<Reason, List<Asset>> paths = paths(ruling);
    return Claim.of(verdict(ruling), paths.keySet()).withPaths(paths);
  }

  private static Expected.Gate verdict(GateRuling ruling) {
    return Expected.Gate.valueOf(ruling.verdict().name());
  }

  private static Map<Reason, List<Asset>> paths(GateRuling ruling) {
    Expected.Gate verdict = verdict(ruling);
    Map<Reason, List<Asset>> paths = new HashMap<>();
    for (GateRuling.Reason reason : ruling.reasons()) {
      if (isRemark(ruling, reason.finding())) {
        continue;
      }
      Finding finding = finding(reason.finding());
      if (finding.verdict() == verdict && verdict != Expected.Gate.PASS) {
        paths.put(new Reason(finding, reason.origin()), reason.path());
      }
    }
    return paths;
  }

  /** The remarks that the oracle does not compute. They decide nothing. */
  private static final Set<GateRuling.Finding> REMARKS =
      EnumSet.of(
          GateRuling.Finding.FITNESS_GAP,
          GateRuling.Finding.WAIVED,
          GateRuling.Finding.CIRCULAR_ORIGIN);

  private static boolean known(GateRuling.Finding finding) {
    return switch (finding) {
      case NOT_CAUGHT_UP,
          TOO_LARGE,
          INCOMPLETE_ANSWER,
          WAIVED,
          CIRCULAR_ORIGIN,
          DISPARATE_REMOVAL,
          GROUP_ERASED,
          FITNESS_GAP,
          SCALE_WITHOUT_DIVERSITY,
          SELF_CONSUMING_LOOP,
          SYNTHETIC_ONLY_GROUP,
          UNATTRIBUTED_DECISION ->
          false;
      default -> true;
    };
  }

  private static Finding finding(GateRuling.Finding finding) {
    return switch (finding) {
      case UNDOCUMENTED_SYNTHETIC, TRAINED_ON_UNDOCUMENTED_SYNTHETIC ->
          Finding.UNDOCUMENTED_SYNTHETIC;
      case UNKNOWN_ORIGIN, TRAINED_ON_UNKNOWN_ORIGIN -> Finding.UNKNOWN_ORIGIN;
      case INCOMPLETE_INPUTS -> Finding.INCOMPLETE_INPUTS;
      case INPUTS_NOT_ASSERTED -> Finding.INPUTS_NOT_ASSERTED;
      case SYNTHETIC_NOT_STATED -> Finding.SYNTHETIC_NOT_STATED;
      case SOURCE_NOT_STATED -> Finding.SOURCE_NOT_STATED;
      case NOT_CAUGHT_UP,
          TOO_LARGE,
          INCOMPLETE_ANSWER,
          WAIVED,
          CIRCULAR_ORIGIN,
          DISPARATE_REMOVAL,
          GROUP_ERASED,
          FITNESS_GAP,
          SCALE_WITHOUT_DIVERSITY,
          SELF_CONSUMING_LOOP,
          SYNTHETIC_ONLY_GROUP,
          UNATTRIBUTED_DECISION ->
          throw new IllegalArgumentException("not about facts: " + finding);
    };
  }
}
