package dev.headwater.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows that a card does not break down small groups of annotators. */
class AnnotatorsOnCardTest {
  private static final Agent ADA =
      new Agent("ada", AgentType.PERSON, "CURATOR", "worker-0");

  private static List<Agent> annotators(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Agent("worker-" + i, AgentType.PERSON, "ANNOTATOR", "org:crowd"))
        .toList();
  }

  private static LineageEvent event(EventType type, List<Agent> agents) {
    return Cards.event(type, "x")
        .eventId(new UUID(7, type.ordinal()))
        .outputs(List.of(Output.of(Cards.DATA)))
        .agents(agents)
        .build();
  }

  /** The card of an asset with these agents and a decision of theirs, and events that were read. */
  private static DataCard card(List<Agent> agents, LineageEvent... synthesesThenOthers) {
    CardFacts nothing = Cards.nothingOf(Cards.DATA);
    AssetSummary known = nothing.summary();
    Decision decision =
        new Decision(
            "d-1",
            DecisionKind.CATEGORY,
            "question",
            "choice",
            "rationale",
            List.of("worker-0", "worker-1", "ada"),
            List.of(),
            List.of(),
            List.of("worker-1", "elders"),
            List.of(),
            Optional.empty());
    List<Agent> all = new ArrayList<>(agents);
    all.add(ADA);
    List<LineageEvent> events = List.of(synthesesThenOthers);
    return DataCard.of(
        new CardFacts(
            new AssetSummary(
                known.asset(),
                known.synthetic(),
                known.documentation(),
                known.missing(),
                known.producedBy(),
                known.records(),
                known.bytes(),
                known.sha256(),
                known.composition(),
                all,
                List.of(decision),
                known.ingest(),
                known.inputsComplete(),
                known.exposures(),
                known.openAlerts()),
            nothing.versions(),
            nothing.gate(),
            Bounded.all(
                events.stream().filter(event -> event.type() == EventType.SYNTHESIZE).toList()),
            nothing.trainings(),
            Bounded.all(
                events.stream().filter(event -> event.type() != EventType.SYNTHESIZE).toList()),
            nothing.documents(),
            nothing.trainingData(),
            nothing.origins(),
            nothing.usedBy(),
            nothing.openAlerts(),
            nothing.standing()));
  }

  @Test
  void four_areNotOnTheCard() {
    List<Agent> four = annotators(0, 4);
    DataCard card = card(four, event(EventType.SYNTHESIZE, four));
    JsonNode json = MarkdownCardTest.json(card);

    assertThat(json.toString()).doesNotContain("worker");
    assertThat(MarkdownCard.write(card)).doesNotContain("worker");
    assertThat(json.at("/synthesis/records/items/0/agents/items").toString())
        .isEqualTo("[\"fewer than 5 annotators\"]");
    assertThat(json.at("/decisions/agents/items").toString())
        .isEqualTo(
            "[{\"id\":\"fewer than 5 annotators\",\"type\":\"PERSON\",\"role\":null,"
                + "\"onBehalfOf\":null},"
                + "{\"id\":\"ada\",\"type\":\"PERSON\",\"role\":\"CURATOR\","
                + "\"onBehalfOf\":\"fewer than 5 annotators\"}]");
    assertThat(json.at("/decisions/decisions/items/0/decidedBy/items").toString())
        .isEqualTo("[\"fewer than 5 annotators\",\"ada\"]");
    assertThat(json.at("/decisions/decisions/items/0/consulted/items").toString())
        .isEqualTo("[\"fewer than 5 annotators\",\"elders\"]");
    assertThat(json.at("/decisions/note").asText())
        .endsWith("Annotators are not listed where an event names fewer than 5 of them.");
  }

  @Test
  void five_areListed() {
    List<Agent> five = annotators(0, 5);
    JsonNode json = MarkdownCardTest.json(card(five, event(EventType.SYNTHESIZE, five)));

    assertThat(json.at("/decisions/agents/items")).hasSize(6);
    assertThat(json.toString()).contains("worker-4").doesNotContain("fewer than 5 annotators");
  }

  /** The summary joins three annotators of one event and three of another. */
  @Test
  void groupsOfTwoEvents_areNotAddedUp() {
    DataCard card =
        card(
            annotators(0, 6),
            event(EventType.SYNTHESIZE, annotators(0, 3)),
            event(EventType.TRANSFORM, annotators(3, 6)));

    assertThat(MarkdownCardTest.json(card).toString()).doesNotContain("worker");
  }

  /** Nobody can tell how large the groups of events were that the card does not read. */
  @Test
  void annotatorsOfEventsThatWereNotRead_areNotListed() {
    JsonNode json = MarkdownCardTest.json(card(annotators(0, 9)));

    assertThat(json.toString()).doesNotContain("worker").contains("annotators of older events");
  }
}
