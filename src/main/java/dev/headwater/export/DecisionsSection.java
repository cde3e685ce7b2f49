package dev.headwater.export;

import dev.headwater.model.Agent;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Decision;
import dev.headwater.model.Limits;
import java.util.List;

/** Builds the section that answers: who took part in it, who decided what, and why? */
final class DecisionsSection {
  private static final int AGENTS = 30;
  private static final int DECISIONS = 15;

  private DecisionsSection() {}

  static Section of(CardFacts facts) {
    AssetSummary summary = facts.summary();
    return Section.of(
        "decisions",
        "Who decided what",
        "As the events about this asset say it; what was decided about its inputs is on their"
            + " cards.",
        new Field(
            "agents",
            "Agents",
            summary.agents().isEmpty()
                ? Fact.NOT_STATED
                : Facts.table(newest(summary.agents()), AGENTS, DecisionsSection::row)),
        new Field(
            "decisions",
            "Decisions",
            summary.decisions().isEmpty()
                ? Fact.NOT_STATED
                : Facts.blocks(newest(summary.decisions()), DECISIONS, DecisionsSection::block)));
  }

  /**
   * The newest items. A summary holds a limited number, and does not say how many more there are.
   */
  static <T> Bounded<T> newest(List<T> items) {
    return Bounded.upTo(items, items.size() >= Limits.SUMMARY_ITEMS);
  }

  private static Fact.Group row(Agent agent) {
    return Fact.Group.of(
        new Field("id", "Agent", Facts.code(agent.id())),
        new Field("type", "Type", Facts.code(agent.type())),
        new Field("role", "Role", Facts.text(agent.role())),
        new Field("onBehalfOf", "On behalf of", Facts.code(agent.onBehalfOf())));
  }

  private static Fact.Group block(Decision decision) {
    return Fact.Group.of(
        new Field("id", "Decision", Facts.code(decision.id())),
        new Field("kind", "Kind", Facts.code(decision.kind())),
        new Field("question", "Question", Facts.text(decision.question())),
        new Field("choice", "Choice", Facts.text(decision.choice())),
        new Field("rationale", "Rationale", Facts.text(decision.rationale())),
        new Field("decidedBy", "Decided by", Facts.codes(decision.decidedBy())),
        new Field(
            "decidedAt",
            "Decided at",
            decision.decidedAt().<Fact>map(Fact.Time::new).orElse(Fact.NOT_STATED)),
        new Field("options", "Options", Facts.texts(decision.options())),
        new Field("affectedGroups", "Affected groups", Facts.texts(decision.affectedGroups())),
        new Field("consulted", "Consulted", Facts.texts(decision.consulted())),
        new Field("evidence", "Evidence", Facts.codes(decision.evidence())));
  }
}
