package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.NOT_STATED;
import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Decision;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes as Markdown who took part and who decided what. Annotators of a small group are not listed
 * ({@link ListedAgents}).
 */
public final class PeopleBlocks {
  private final MarkdownPage page;
  private final ExportFacts facts;
  private final ListedAgents agents;

  public PeopleBlocks(MarkdownPage page, ExportFacts facts, ListedAgents agents) {
    this.page = page;
    this.facts = facts;
    this.agents = agents;
  }

  /** The agents that a document of the asset may list. */
  public static ListedAgents listed(ExportFacts facts) {
    Stream<LineageEvent> events =
        Stream.of(facts.syntheses(), facts.trainings(), facts.others(), facts.documents())
            .flatMap(list -> list.items().stream());
    return ListedAgents.of(facts.summary(), events);
  }

  /** Writes the agents of the events about the asset. */
  public void agents() {
    List<List<String>> rows = new ArrayList<>();
    for (String instead : agents.instead()) {
      rows.add(List.of(words(instead), code(AgentType.PERSON.name()), NOT_STATED, NOT_STATED));
    }
    for (Agent agent : agents.listed()) {
      rows.add(
          List.of(
              code(agent.id()),
              code(agent.type().name()),
              words(agent.role()),
              code(agents.text(agent.onBehalfOf()))));
    }
    if (rows.isEmpty()) {
      page.bullet("Agents", NOT_STATED);
    } else {
      page.table("Agents", List.of("Agent", "Type", "Role", "On behalf of"), rows);
    }
    newest("agents", facts.summary().agents());
  }

  /** Writes the decisions about the asset. */
  public void decisions() {
    List<Decision> decisions = facts.summary().decisions();
    if (decisions.isEmpty()) {
      page.bullet("Decisions", NOT_STATED);
    }
    for (Decision decision : decisions) {
      page.paragraph("**Decision " + code(decision.id()) + "**");
      page.bullet("Kind", code(decision.kind().name()));
      page.bullet("Question", words(decision.question()));
      page.bullet("Choice", words(decision.choice()));
      page.bullet("Rationale", words(decision.rationale()));
      page.bullet("Decided by", words(named(decision.decidedBy())));
      page.bullet("Decided at", decision.decidedAt().map(Object::toString).orElse(NOT_STATED));
      page.bullet("Options", words(decision.options()));
      page.bullet("Affected groups", words(decision.affectedGroups()));
      page.bullet("Consulted", words(named(decision.consulted())));
      page.bullet("Evidence", words(decision.evidence()));
    }
    newest("decisions", decisions);
  }

  private List<String> named(List<String> ids) {
    return ids.stream().map(agents::text).distinct().toList();
  }

  private void newest(String name, List<?> items) {
    if (items.size() >= Limits.SUMMARY_ITEMS) {
      page.paragraph(
          "*These are the newest " + Limits.SUMMARY_ITEMS + " " + name + "; there may be more.*");
    }
  }
}
