package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows the exact answers about who took part and who decided, and which requests are refused. */
class DecisionsApiTest {
  private static final String AS_OF = "asOf=2026-11-22T11%3A00%3A00Z";

  private final Asset raw = dataset("raw@1");
  private final Asset clean = dataset("clean@1");
  private final Asset chat = model("chat@3");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private JsonNode read(Asset asset, String query) {
    ApiFixture.Answer answer = api.asset(asset.urn(), "/decisions" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }

  private static JsonNode without(JsonNode answer, String field) {
    ((ObjectNode) answer).remove(field);
    return answer;
  }

  @Test
  void decisions_areAsWritten() {
    api.graph.event(
        clean,
        Steps.event(
            1,
            EventType.CLEAN,
            clean,
            List.of(
                new Agent("ada", AgentType.PERSON, "CURATOR", "org:lab"),
                Steps.software("job", "")),
            Steps.decision("d-1", List.of("sw"), List.of(), "ada", "bob")));

    assertThat(without(read(clean, ""), "freshness").toString())
        .isEqualTo(
            "{\"asset\":\"dataset:lab:clean@1\",\"upstream\":false,\"summary\":{\"assets\":1,"
                + "\"events\":1,\"people\":1,\"organizations\":0,\"software\":1,"
                + "\"annotatorGroupsWithheld\":0,\"decisions\":1,\"assetsWithoutEvent\":0,"
                + "\"eventsWithoutPerson\":0,\"unattributedDecisions\":0,"
                + "\"decisionsWithoutConsulted\":1},"
                + "\"assets\":[{\"asset\":\"dataset:lab:clean@1\",\"distance\":0,"
                + "\"eventsLeftOut\":0}],"
                + "\"events\":[{\"eventId\":\"00000000-0000-0000-0000-000000000001\","
                + "\"type\":\"CLEAN\",\"eventTime\":\"2026-11-20T01:00:00Z\","
                + "\"job\":{\"namespace\":\"pipelines\",\"name\":\"step-1\"},\"run\":\"run-1\","
                + "\"assets\":[\"dataset:lab:clean@1\"],\"named\":true,"
                + "\"agents\":[{\"id\":\"ada\",\"type\":\"PERSON\",\"role\":\"CURATOR\","
                + "\"onBehalfOf\":\"org:lab\"},"
                + "{\"id\":\"job\",\"type\":\"SOFTWARE\",\"role\":\"RUNNER\"}],"
                + "\"decisions\":[{\"id\":\"d-1\",\"kind\":\"FILTER\","
                + "\"question\":\"question of d-1\",\"choice\":\"choice of d-1\","
                + "\"rationale\":\"rationale of d-1\","
                + "\"decidedBy\":[{\"id\":\"ada\",\"named\":true,\"type\":\"PERSON\"},"
                + "{\"id\":\"bob\",\"named\":false,\"type\":null}],\"attributed\":true,"
                + "\"options\":[\"another option\"],\"affectedGroups\":[\"sw\"],\"consulted\":[],"
                + "\"evidence\":[\"https://wiki.example/d-1\"],"
                + "\"decidedAt\":\"2026-11-20T00:00:00Z\"}]}],"
                + "\"gaps\":[{\"gap\":\"NO_ONE_CONSULTED\",\"asset\":\"dataset:lab:clean@1\","
                + "\"eventId\":\"00000000-0000-0000-0000-000000000001\",\"decision\":\"d-1\","
                + "\"message\":\"Decision d-1 about dataset:lab:clean@1 names groups that it"
                + " affects, and no one as consulted.\"}],"
                + "\"cursor\":null,\"complete\":true,\"truncated\":null}");
  }

  @Test
  void aWaiver_saysWhoAnswersForIt() {
    api.graph.event(clean, Steps.waiver(1, clean, RuleName.GROUP_ERASED, "amina", List.of()));
    api.graph.event(
        clean, Steps.waiver(2, clean, RuleName.DISPARATE_REMOVAL, "unknown", List.of()));

    JsonNode answer = read(clean, "");
    JsonNode named = answer.path("events").get(1);
    assertThat(named.path("waiver").toString())
        .isEqualTo(
            "{\"rule\":\"GROUP_ERASED\",\"origin\":null,\"approver\":\"amina\","
                + "\"rationale\":\"a trial\",\"until\":\"2027-01-01T00:00:00Z\"}");
    assertThat(named.path("named").asBoolean()).isTrue();
    assertThat(answer.path("events").get(0).path("named").asBoolean()).as("unknown").isFalse();
  }

  @Test
  void aWaiverOfAFewAnnotators_doesNotNameTheOneWhoApprovedIt() {
    api.graph.event(
        clean, Steps.waiver(1, clean, RuleName.GROUP_ERASED, "worker-1", Steps.annotators(4)));

    JsonNode answer = read(clean, "");
    assertThat(answer.path("events").get(0).path("waiver").path("approver").asText())
        .isEqualTo("fewer than 5 annotators");
    assertThat(answer.toString()).doesNotContain("worker-");
  }

  @Test
  void annotatorsWhoAreFew_areWithheldWhereverTheyAreNamed() {
    List<Agent> agents = new ArrayList<>(Steps.annotators(3));
    agents.add(Steps.software("tool", "worker-1"));
    api.graph.event(
        clean,
        Steps.event(
            1,
            EventType.TRANSFORM,
            clean,
            agents,
            Steps.decision("d-1", List.of(), List.of("worker-2"), "worker-0", "worker-1")));

    ApiFixture.Answer answer = api.asset(clean.urn(), "/decisions");

    assertThat(answer.body()).doesNotContain("worker");
    assertThat(answer.json().at("/events/0/agents").toString())
        .isEqualTo(
            "[{\"id\":\"tool\",\"type\":\"SOFTWARE\",\"role\":\"RUNNER\",\"onBehalfOf\":null,"
                + "\"withheld\":\"fewer than 5 annotators\"}]");
    assertThat(answer.json().at("/events/0/withheld").asText())
        .isEqualTo("fewer than 5 annotators");
    assertThat(answer.json().at("/events/0/decisions/0/decidedBy").toString())
        .isEqualTo(
            "[{\"id\":null,\"named\":true,\"type\":\"PERSON\","
                + "\"withheld\":\"fewer than 5 annotators\"}]");
    assertThat(answer.json().at("/summary/people").asInt(-1)).isZero();
    assertThat(answer.json().at("/summary/annotatorGroupsWithheld").asInt()).isEqualTo(1);
  }

  @Test
  void upstream_isReadInPages_whoseCursorsBelongToThem() {
    api.graph.chain(raw, clean, chat);
    for (Asset asset : List.of(raw, clean)) {
      api.graph.event(asset, Steps.event(asset.name().length(), EventType.CLEAN, asset, List.of()));
    }

    assertThat(texts(read(chat, "").path("assets"), "asset")).containsExactly(chat.urn());
    JsonNode first = read(chat, "?upstream=true&limit=2");
    assertThat(texts(first.path("assets"), "asset")).containsExactly(chat.urn(), clean.urn());
    assertThat(first.path("complete").asBoolean()).isFalse();
    assertThat(first.path("truncated").asText()).isEqualTo("items");
    String cursor = "&cursor=" + first.path("cursor").asText();
    JsonNode second = read(chat, "?upstream=true&limit=2" + cursor);
    assertThat(texts(second.path("assets"), "asset")).containsExactly(raw.urn());
    assertThat(second.path("complete").asBoolean()).isTrue();
    assertThat(second.path("cursor").isNull()).isTrue();
    assertThat(texts(second.path("gaps"), "gap")).containsExactly("NO_ONE_NAMED");

    for (String other : List.of("?upstream=false" + cursor, "?upstream=true&" + AS_OF + cursor)) {
      assertThat(api.asset(chat.urn(), "/decisions" + other).detail()).startsWith("cursor: ");
    }
    assertThat(api.asset(clean.urn(), "/decisions?upstream=true" + cursor).status()).isEqualTo(400);
  }

  @Test
  void aMomentInThePast_hasItsOwnPeople() {
    api.graph.event(
        clean, Steps.event(2, EventType.CLEAN, clean, List.of(Steps.person("ada", "CURATOR"))));
    api.graph
        .past(new FakeGraph(4))
        .event(
            clean, Steps.event(1, EventType.CLEAN, clean, List.of(Steps.person("bob", "CURATOR"))));

    assertThat(texts(read(clean, "").at("/events/0/agents"), "id")).containsExactly("ada");
    assertThat(texts(read(clean, "?" + AS_OF).at("/events/0/agents"), "id")).containsExactly("bob");
    assertThat(api.asset(raw.urn(), "/decisions?" + AS_OF).status()).isEqualTo(404);
  }

  @Test
  void anAnswerThatIsNotCaughtUp_isNotComplete() {
    api.graph.event(clean, Steps.event(2, EventType.CLEAN, clean, List.of()));
    api.service.backlog.set(null);

    assertThat(read(clean, "").path("complete").asBoolean(true)).isFalse();
  }

  @Test
  void anAssetThatNobodyNamed_is404WithItsVersions() {
    api.graph.assets(dataset("clean@2"));

    ApiFixture.Answer answer = api.asset(clean.urn(), "/decisions");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().at("/versions/0").asText()).isEqualTo("dataset:lab:clean@2");
    assertThat(api.get("/api/v1/assets/nothing/decisions").status()).isEqualTo(400);
  }
}
