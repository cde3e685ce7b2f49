package dev.headwater.export;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Decision;
import dev.headwater.model.Limits;
import java.util.ArrayList;
import java.util.List;

/** Builds the section that answers: who took part in it, who decided what, and why? */
final class DecisionsSection {
  private static final int AGENTS = 30;
  private static final int DECISIONS = 15;

  private DecisionsSection() {}

  static Section of(CardFacts facts) {
    AssetSummary summary = facts.summary();
    ListedAgents agents = ListedAgents.of(facts);
    return Section.of(
        "decisions",
        "Who decided what",
        "As the events about this asset say it; what was decided about its inputs is on their"
            + " cards."
            + (agents.instead().isEmpty()
                ? ""
                : " Annotators are not listed where an event names fewer than "
                    + Annotators.LEAST
                    + " of them."),
        new Field(
            "agents",
            "Agents",
            summary.agents().isEmpty()
                ? Fact.NOT_STATED
                : Facts.table(rows(summary, agents), AGENTS, row -> row)),
        new Field(
            "decisions",
            "Decisions",
            summary.decisions().isEmpty()
                ? Fact.NOT_STATED
                : Facts.blocks(
                    newest(summary.decisions()),
                    DECISIONS,
                    decision -> block(decision, agents))));
  }

  /**
   * The newest items. A summary holds a limited number, and does not say how many more there are.
   */
  static <T> Bounded<T> newest(List<T> items) {
    return Bounded.upTo(items, items.size() >= Limits.SUMMARY_ITEMS);
  }

  /** Those who are withheld come first, so that no limit hides that there are any. */
  private static Bounded<Fact.Group> rows(AssetSummary summary, ListedAgents agents) {
    List<Fact.Group> rows = new ArrayList<>();
    for (String instead : agents.instead()) {
      rows.add(
          row(
              Facts.text(instead),
              Facts.code(AgentType.PERSON),
              Fact.NOT_STATED,
              Fact.NOT_STATED));
    }
    for (Agent agent : agents.listed()) {
      rows.add(
          row(
              Facts.code(agent.id()),
              Facts.code(agent.type()),
              Facts.text(agent.role()),
              agent.onBehalfOf().isEmpty() ? Fact.NOT_STATED : agents.named(agent.onBehalfOf())));
    }
    return Bounded.upTo(rows, !newest(summary.agents()).exact());
  }

  private static Fact.Group row(Fact id, Fact type, Fact role, Fact onBehalfOf) {
    return Fact.Group.of(
        new Field("id", "Agent", id),
        new Field("type", "Type", type),
        new Field("role", "Role", role),
        new Field("onBehalfOf", "On behalf of", onBehalfOf));
  }

  private static Fact.Group block(Decision decision, ListedAgents agents) {
    return Fact.Group.of(
        new Field("id", "Decision", Facts.code(decision.id())),
        new Field("kind", "Kind", Facts.code(decision.kind())),
        new Field("question", "Question", Facts.text(decision.question())),
        new Field("choice", "Choice", Facts.text(decision.choice())),
        new Field("rationale", "Rationale", Facts.text(decision.rationale())),
        new Field("decidedBy", "Decided by", agents.named(decision.decidedBy())),
        new Field(
            "decidedAt",
            "Decided at",
            decision.decidedAt().<Fact>map(Fact.Time::new).orElse(Fact.NOT_STATED)),
        new Field("options", "Options", Facts.texts(decision.options())),
        new Field("affectedGroups", "Affected groups", Facts.texts(decision.affectedGroups())),
        new Field("consulted", "Consulted", Facts.texts(decision.consulted().stream().map(agents::text).distinct().toList())),
        new Field("evidence", "Evidence", Facts.codes(decision.evidence())));
  }
}
