package dev.headwater.export;

import dev.headwater.model.Agent;
import dev.headwater.model.Annotators;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which agents a document lists, and how it names those who are withheld ({@link
 * Annotators}).
 *
 * <p>A summary joins the agents of many events, and does not say which of them were a group. So an
 * annotator is listed only if one of the events that the document is made of names a group that is
 * large enough, with this annotator in it.
 */
public final class ListedAgents {
  private static final String OLDER = "annotators of older events";

  private final List<Agent> listed = new ArrayList<>();
  private final Set<String> withheld = new HashSet<>();

  /** What is said in place of those who are withheld. */
  private final Set<String> instead = new LinkedHashSet<>();

  private ListedAgents() {}

  static ListedAgents of(CardFacts facts) {
    return of(
        facts.summary(),
        Stream.of(facts.syntheses(), facts.trainings(), facts.others(), facts.documents())
            .flatMap(events -> events.items().stream()));
  }

  /**
   * The agents that a document about one asset may list.
   *
   * @param events all events that the document is made of
   */
  public static ListedAgents of(AssetSummary summary, Stream<LineageEvent> events) {
    Set<String> ofLargeGroups = new HashSet<>();
    Set<String> ofSmallGroups = new HashSet<>();
    Set<String> inOtherRoles = new HashSet<>();
    events
        .map(LineageEvent::agents)
        .map(Annotators::of)
        .forEach(
            annotators -> {
              (annotators.areFew() ? ofSmallGroups : ofLargeGroups).addAll(annotators.ids());
              inOtherRoles.addAll(annotators.others());
            });
    ListedAgents result = new ListedAgents();
    result.withheld.addAll(ofSmallGroups);
    for (Agent agent : summary.agents()) {
      if (!Annotators.annotates(agent)) {
        result.listed.add(agent);
        inOtherRoles.add(agent.id());
      } else if (ofLargeGroups.contains(agent.id())) {
        result.listed.add(agent);
      } else {
        result.withheld.add(agent.id());
        result.instead.add(ofSmallGroups.contains(agent.id()) ? Annotators.FEW : OLDER);
      }
    }
    result.withheld.removeAll(ofLargeGroups);
    result.withheld.removeAll(inOtherRoles);
    return result;
  }

  /** The agents of the summary that are listed, in its order. */
  public List<Agent> listed() {
    return List.copyOf(listed);
  }

  /** What to list in place of those who are not; nothing if all are listed. */
  public List<String> instead() {
    return List.copyOf(instead);
  }

  /** How an agent is named where something is attributed to it. */
  Fact named(String id) {
    return withheld.contains(id) ? Facts.text(Annotators.FEW) : Facts.code(id);
  }

  /** How those to whom something is attributed are named, each name once. */
  Fact named(List<String> ids) {
    return ids.isEmpty()
        ? Fact.NOT_STATED
        : Facts.items(
            Fact.Layout.WORDS,
            Bounded.all(ids.stream().map(this::named).distinct().toList()),
            Facts.WORDS,
            fact -> fact);
  }

  /** A text, unless it is the id of somebody who is withheld. */
  public String text(String text) {
    return withheld.contains(text) ? Annotators.FEW : text;
  }
}
