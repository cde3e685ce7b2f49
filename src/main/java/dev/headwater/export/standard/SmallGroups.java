package dev.headwater.export.standard;

import dev.headwater.export.Bounded;
import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Decision;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes the names of annotators out of facts if they are too few to be named ({@link Annotators}).
 * It is done once, before any format is written, so no format can name them.
 */
public final class SmallGroups {
  private static final String ROLE = "ANNOTATOR";

  private SmallGroups() {}

  /** The same facts, in which one agent stands for each group that is too small. */
  public static ExportFacts hiddenIn(ExportFacts facts) {
    ListedAgents agents =
        ListedAgents.of(
            facts.summary(),
            Stream.of(facts.syntheses(), facts.trainings(), facts.others(), facts.documents())
                .flatMap(events -> events.items().stream()));
    return new ExportFacts(
        summary(facts.summary(), agents),
        events(facts.syntheses()),
        events(facts.trainings()),
        events(facts.others()),
        events(facts.documents()),
        facts.ancestors(),
        facts.links(),
        facts.leftOut());
  }

  private static AssetSummary summary(AssetSummary summary, ListedAgents agents) {
    List<Agent> listed = new ArrayList<>();
    agents.listed().forEach(agent -> listed.add(behalf(agent, agents::text)));
    agents.instead().forEach(text -> listed.add(group(text)));
    return new AssetSummary(
        summary.asset(),
        summary.synthetic(),
        summary.documentation(),
        summary.missing(),
        summary.producedBy(),
        summary.records(),
        summary.bytes(),
        summary.sha256(),
        summary.composition(),
        listed,
        decisions(summary.decisions(), agents::text),
        summary.ingest(),
        summary.inputsComplete(),
        summary.exposures(),
        summary.openAlerts(),
        summary.attributes());
  }

  private static Bounded<LineageEvent> events(Bounded<LineageEvent> events) {
    return new Bounded<>(
        events.items().stream().map(SmallGroups::event).toList(), events.total(), events.exact());
  }

  private static LineageEvent event(LineageEvent event) {
    Annotators annotators = Annotators.of(event.agents());
    UnaryOperator<String> shown = id -> annotators.withholds(id) ? Annotators.FEW : id;
    List<Agent> agents = new ArrayList<>();
    boolean isGroupListed = false;
    for (Agent agent : event.agents()) {
      if (!annotators.withholds(agent)) {
        agents.add(behalf(agent, shown));
      } else if (!isGroupListed) {
        agents.add(group(Annotators.FEW));
        isGroupListed = true;
      }
    }
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs(),
        event.inputsComplete(),
        agents,
        decisions(event.decisions(), shown),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event.train(),
        event.document(),
        event.retract());
  }

  private static Agent group(String text) {
    return new Agent(text, AgentType.PERSON, ROLE, "");
  }

  private static Agent behalf(Agent agent, UnaryOperator<String> shown) {
    return new Agent(agent.id(), agent.type(), agent.role(), shown.apply(agent.onBehalfOf()));
  }

  private static List<Decision> decisions(List<Decision> decisions, UnaryOperator<String> shown) {
    return decisions.stream().map(decision -> decision(decision, shown)).toList();
  }

  private static Decision decision(Decision decision, UnaryOperator<String> shown) {
    return new Decision(
        decision.id(),
        decision.kind(),
        decision.question(),
        decision.choice(),
        decision.rationale(),
        shown(decision.decidedBy(), shown),
        decision.options(),
        decision.affectedGroups(),
        shown(decision.consulted(), shown),
        decision.evidence(),
        decision.decidedAt());
  }

  private static List<String> shown(List<String> ids, UnaryOperator<String> shown) {
    return ids.stream().map(shown).distinct().toList();
  }
}
