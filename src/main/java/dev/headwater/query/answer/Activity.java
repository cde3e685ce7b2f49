package dev.headwater.query.answer;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.Attribution;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.TraceParent;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one event says of who acted and who decided. Ids are as the event states them, except that
 * annotators of a small group are left out wherever the event attributes something to them ({@link
 * Annotators}).
 *
 * @param event its id
 * @param assets that it made or documents, among those that were read; the nearest first
 * @param agents without annotators that are withheld
 * @param fewAnnotators whether it names annotators that are withheld
 * @param isNamed whether a person or an organization is among its agents, withheld ones included,
 *     or the approver of its waiver is named
 * @param decisions in the order of the event
 * @param waiver that it grants
 * @param traceParent of the event's record that was applied first
 */
public record Activity(
    UUID event,
    EventType type,
    Instant time,
    Job job,
    String run,
    List<Asset> assets,
    List<Participant> agents,
    boolean fewAnnotators,
    boolean isNamed,
    List<Choice> decisions,
    Optional<Waive> waiver,
    Optional<TraceParent> traceParent) {
  public Activity {
    assets = List.copyOf(assets);
    agents = List.copyOf(agents);
    decisions = List.copyOf(decisions);
  }

  /**
   * An agent.
   *
   * @param onBehalfOf the id of another agent; "" if there is none or if it is withheld
   * @param onBehalfWithheld whether that other agent is withheld
   */
  public record Participant(
      String id, AgentType type, String role, String onBehalfOf, boolean onBehalfWithheld) {}

  /**
   * Somebody who decided.
   *
   * @param id empty if it stands for annotators who are withheld
   * @param type empty if no agent of the event has this id
   */
  public record Decider(Optional<String> id, Optional<AgentType> type) {}

  /**
   * A decision.
   *
   * @param isAttributed whether a person or an organization among the event's agents decided it
   * @param lacksConsulted whether it affects groups and names no one as consulted
   */
  public record Choice(
      String id,
      DecisionKind kind,
      String question,
      String choice,
      String rationale,
      List<Decider> decidedBy,
      List<String> options,
      List<String> affectedGroups,
      List<String> consulted,
      List<String> evidence,
      Optional<Instant> decidedAt,
      boolean isAttributed,
      boolean lacksConsulted) {
    public Choice {
      decidedBy = List.copyOf(decidedBy);
      options = List.copyOf(options);
      affectedGroups = List.copyOf(affectedGroups);
      consulted = List.copyOf(consulted);
      evidence = List.copyOf(evidence);
    }
  }

  /** What an event says, without the assets. */
  public static Activity of(LineageEvent event, Optional<TraceParent> traceParent) {
    Annotators annotators = Annotators.of(event.agents());
    Optional<Waive> waiver =
        event.document().flatMap(Document::waive).map(waive -> withheld(waive, annotators));
    Map<String, AgentType> types = new HashMap<>();
    for (Agent agent : event.agents()) {
      // A person or an organization counts before a program of the same id.
      types.merge(agent.id(), agent.type(), (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
    return new Activity(
        event.eventId(),
        event.type(),
        event.eventTime(),
        event.job(),
        event.run(),
        List.of(),
        event.agents().stream()
            .filter(agent -> !annotators.withholds(agent))
            .map(agent -> participant(agent, annotators))
            .toList(),
        annotators.areFew(),
        Attribution.isNamed(event.agents())
            || waiver.filter(one -> Placeholder.counts(one.approver())).isPresent(),
        event.decisions().stream()
            .map(decision -> choice(decision, event.agents(), types, annotators))
            .toList(),
        waiver,
        traceParent);
  }

  private static Waive withheld(Waive waive, Annotators annotators) {
    return annotators.withholds(waive.approver())
        ? new Waive(waive.rule(), waive.origin(), Annotators.FEW, waive.rationale(), waive.until())
        : waive;
  }

  private static Participant participant(Agent agent, Annotators annotators) {
    boolean withheld = annotators.withholds(agent.onBehalfOf());
    return new Participant(
        agent.id(), agent.type(), agent.role(), withheld ? "" : agent.onBehalfOf(), withheld);
  }

  private static Choice choice(
      Decision decision, List<Agent> agents, Map<String, AgentType> types, Annotators annotators) {
    // Sets, because the number of annotators who decided would break their group down, too.
    LinkedHashSet<Decider> deciders = new LinkedHashSet<>();
    for (String id : decision.decidedBy()) {
      Optional<AgentType> type = Optional.ofNullable(types.get(id));
      deciders.add(
          new Decider(annotators.withholds(id) ? Optional.empty() : Optional.of(id), type));
    }
    LinkedHashSet<String> consulted = new LinkedHashSet<>();
    for (String text : decision.consulted()) {
      consulted.add(annotators.withholds(text) ? Annotators.FEW : text);
    }
    return new Choice(
        decision.id(),
        decision.kind(),
        decision.question(),
        decision.choice(),
        decision.rationale(),
        List.copyOf(deciders),
        decision.options(),
        decision.affectedGroups(),
        List.copyOf(consulted),
        decision.evidence(),
        decision.decidedAt(),
        Attribution.isAttributed(decision, agents),
        Attribution.lacksConsulted(decision));
  }

  /** The same activity, which made one more asset. */
  public Activity with(Asset asset) {
    List<Asset> more = new ArrayList<>(assets);
    more.add(asset);
    return new Activity(
        event,
        type,
        time,
        job,
        run,
        more,
        agents,
        fewAnnotators,
        isNamed,
        decisions,
        waiver,
        traceParent);
  }

  /** About how many characters its texts have. */
  public long chars() {
    long chars = 0;
    for (Participant agent : agents) {
      chars += agent.id().length() + agent.role().length() + agent.onBehalfOf().length();
    }
    for (Choice one : decisions) {
      chars += one.question().length() + one.choice().length() + one.rationale().length();
      for (List<String> texts :
          List.of(one.options(), one.affectedGroups(), one.consulted(), one.evidence())) {
        chars += texts.stream().mapToLong(String::length).sum();
      }
      chars +=
          one.decidedBy().stream().flatMap(by -> by.id().stream()).mapToLong(String::length).sum();
    }
    return chars + waiver.map(one -> one.approver().length() + one.rationale().length()).orElse(0);
  }
}
