package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.GateRuling;
import java.util.List;
import java.util.Locale;

/**
 * A verdict of the gate, in words.
 *
 * @param tone the class of the style sheet
 * @param symbol the verdict as the API spells it
 * @param headline the answer to the question whether the asset may be used
 * @param why the reason that counts most, in one sentence
 * @param next what to do; "" if nothing
 * @param reasons all reasons, or remarks
 * @param more how many further reasons there are
 */
public record VerdictView(
    String tone,
    String symbol,
    String headline,
    String why,
    String next,
    List<Reason> reasons,
    int more) {
  private static final int SHOWN = 50;

  public VerdictView {
    reasons = List.copyOf(reasons);
  }

  /**
   * One reason.
   *
   * @param rule its name in the API
   * @param message a sentence
   * @param origin the asset with the cause
   * @param path from the origin to the asset
   */
  public record Reason(String rule, String message, Asset origin, List<Asset> path) {}

  /** The verdict on an asset, on a page that has no more about it. */
  public static VerdictView alone(Asset asset, GateRuling ruling) {
    return of(asset, ruling, false, 0);
  }

  /**
   * The verdict on an asset, on the page of that asset.
   *
   * @param openAlerts how many alerts are open about it
   */
  public static VerdictView onItsPage(Asset asset, GateRuling ruling, long openAlerts) {
    return of(asset, ruling, true, openAlerts);
  }

  private static VerdictView of(Asset asset, GateRuling ruling, boolean itsPage, long openAlerts) {
    List<Reason> reasons =
        ruling.reasons().stream()
            .limit(SHOWN)
            .map(
                reason ->
                    new Reason(
                        reason.finding().name(), reason.message(), reason.origin(), reason.path()))
            .toList();
    String use = asset.kind() == AssetKind.MODEL ? "This model" : "This dataset";
    String first = ruling.reasons().isEmpty() ? "" : ruling.reasons().get(0).message();
    int more = ruling.reasons().size() - reasons.size();
    return switch (ruling.verdict()) {
      case PASS ->
          new VerdictView(
              "good",
              "PASS",
              use + " passes the gate",
              pass(ruling.reasons()),
              unregarded(openAlerts),
              reasons,
              more);
      case FAIL ->
          new VerdictView(
              "bad",
              "FAIL",
              use + " fails the gate",
              first,
              next(asset, ruling.reasons().get(0), itsPage),
              reasons,
              more);
      case INDETERMINATE ->
          new VerdictView(
              "warn",
              "INDETERMINATE",
              "It cannot be told whether " + use.toLowerCase(Locale.ROOT) + " passes",
              first,
              next(asset, ruling.reasons().get(0), itsPage),
              reasons,
              more);
    };
  }

  /** With remarks, not everything about the origin is known, or the data may not fit its use. */
  private static String pass(List<GateRuling.Reason> remarks) {
    if (remarks.isEmpty()) {
      return "Its whole origin is on record, and all synthetic data in it is documented.";
    }
    boolean waived =
        remarks.stream().anyMatch(remark -> remark.finding() == GateRuling.Finding.WAIVED);
    return (waived
            ? "It passes only because of a waiver: synthetic data in it is not documented. Read "
            : "Nothing on record forbids its use. Read ")
        + (remarks.size() == 1 ? "the remark" : "the " + remarks.size() + " remarks")
        + " first.";
  }

  /** Alerts that the policy's gate does not list decide nothing. They are not to be overlooked. */
  private static String unregarded(long openAlerts) {
    return openAlerts == 0
        ? ""
        : Words.count(openAlerts, "alert")
            + (openAlerts == 1 ? " is" : " are")
            + " open about it, which the policy does not make part of the gate.";
  }

  private static String next(Asset asset, GateRuling.Reason reason, boolean itsPage) {
    String place =
        itsPage && reason.origin().equals(asset)
            ? "Below are"
            : "The page of " + reason.origin() + " has";
    return switch (reason.finding()) {
      case UNDOCUMENTED_SYNTHETIC, TRAINED_ON_UNDOCUMENTED_SYNTHETIC ->
          place + " the lines that would document it, ready to copy.";
      case UNKNOWN_ORIGIN, TRAINED_ON_UNKNOWN_ORIGIN ->
          !itsPage && reason.origin().equals(asset)
              ? "Send an event that says where it comes from. If an event names it already, its page"
                  + " has the lines ready to copy."
              : place + " the lines that would record where it comes from, ready to copy.";
      case INCOMPLETE_INPUTS ->
          "Send a new event that names all inputs of "
              + reason.origin()
              + ", and retract the one that does not.";
      case NOT_CAUGHT_UP, INCOMPLETE_ANSWER -> "Load this page again in a few seconds.";
      case TOO_LARGE -> "Ask again when no events are arriving.";
      case INPUTS_NOT_ASSERTED, SYNTHETIC_NOT_STATED, SOURCE_NOT_STATED, WAIVED, CIRCULAR_ORIGIN ->
          "";
      case DISPARATE_REMOVAL,
          GROUP_ERASED,
          FITNESS_GAP,
          SCALE_WITHOUT_DIVERSITY,
          SELF_CONSUMING_LOOP,
          SYNTHETIC_ONLY_GROUP,
          UNATTRIBUTED_DECISION ->
          "The alert of this rule says what was found, and how to resolve it.";
    };
  }
}
