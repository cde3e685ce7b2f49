package dev.headwater.export;

import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import java.util.List;

/**
 * Builds the section that answers: may it be used, and is it, with everything that it descends
 * from, accounted for?
 */
final class VerdictSection {
  private static final int REASONS = 20;

  private VerdictSection() {}

  static Section of(CardFacts facts) {
    AssetSummary summary = facts.summary();
    GateAnswer gate = facts.gate();
    return Section.of(
        "verdict",
        "Verdict",
        meaning(gate.verdict()),
        new Field("gate", "Gate", Facts.code(gate.verdict())),
        new Field("synthetic", "Synthetic", Facts.code(summary.synthetic())),
        new Field("documentation", "Documentation of the synthesis", documentation(summary)),
        new Field("missing", "Missing in that", missing(summary)),
        new Field("openAlerts", "Open alerts", openAlerts(facts)),
        new Field(
            "reasons",
            gate.verdict() == GateAnswer.Verdict.PASS ? "Remarks" : "Reasons",
            Facts.table(gate.reasons(), REASONS, VerdictSection::row)));
  }

  private static String meaning(GateAnswer.Verdict verdict) {
    return switch (verdict) {
      case PASS ->
          "Passes: events on record say how it came about, and all synthetic data that it is known"
              + " to descend from is documented or waived. Remarks say what they leave open.";
      case FAIL ->
          "Fails: it is, or descends from, synthetic data that is neither documented nor waived.";
      case INDETERMINATE -> "Cannot be told: something that decides it is not known.";
    };
  }

  private static Fact documentation(AssetSummary summary) {
    return isSynthetic(summary) ? Facts.code(summary.documentation()) : notItself();
  }

  private static Fact missing(AssetSummary summary) {
    return isSynthetic(summary) ? conditions(summary.missing()) : notItself();
  }

  private static boolean isSynthetic(AssetSummary summary) {
    return summary.documentation() != Documentation.NOT_APPLICABLE;
  }

  private static Fact notItself() {
    return new Fact.NotApplicable(
        new Fact.Text("nothing on record says that it is itself synthetic data"));
  }

  static Fact conditions(List<Condition> missing) {
    return Facts.items(
        Fact.Layout.WORDS,
        Bounded.all(missing),
        Facts.WORDS,
        condition -> new Fact.Code(condition.text()));
  }

  private static Fact.Group row(GateAnswer.Reason reason) {
    return Fact.Group.of(
        new Field("rule", "Rule", Facts.code(reason.rule())),
        new Field("origin", "Origin", Facts.code(reason.origin())),
        new Field("message", "Message", Facts.text(reason.message())),
        new Field("path", "Path", Facts.path(reason.path())));
  }

  private static Fact openAlerts(CardFacts facts) {
    return facts.standing().moment().isNow()
        ? new Fact.Count(facts.summary().openAlerts())
        : new Fact.NotApplicable(new Fact.Text("Alerts are kept of the present alone."));
  }
}
