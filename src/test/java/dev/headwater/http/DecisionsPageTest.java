package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what the page of people and decisions says, and that it never says more than is known. */
class DecisionsPageTest {
  private static final String AS_OF = "asOf=2026-11-22T11%3A00%3A00Z";

  private final Asset raw = dataset("raw@1");
  private final Asset clean = dataset("clean@1");
  private final Asset chat = model("chat@3");

  private final ApiFixture api = new ApiFixture();
  private final FakeGraph graph = api.graph;

  @AfterEach
  void close() {
    api.close();
  }

  private static String path(Asset asset) {
    return "/assets/" + ApiFixture.segment(asset.urn()) + "/decisions";
  }

  /**
   * Reads a page. While Kafka answers, reads again if the page was not caught up: the limit of this
   * service is so short that a busy machine can miss it.
   */
  private String read(String path) {
    String page = once(path);
    for (int again = 0; again < 200 && api.service.backlog.get() != null; again++) {
      if (!page.contains("Events were still being processed")
          && !page.contains("It is not certain that every acknowledged event is counted")) {
        break;
      }
      page = once(path);
    }
    return page;
  }

  private String once(String path) {
    HttpResponse<String> answer = send(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> send(String path) {
    try {
      return api.client.send(
          HttpRequest.newBuilder(api.uri(path)).build(),
          BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void pipeline() {
    graph.chain(raw, clean, chat);
    graph.event(
        clean,
        Steps.event(
            1,
            EventType.CLEAN,
            clean,
            List.of(new Agent("ada", AgentType.PERSON, "CURATOR", "org:lab")),
            Steps.decision("d-1", List.of("sw"), List.of(), "ada", "bob")));
    graph.event(chat, Steps.event(2, EventType.TRAIN, chat, List.of()));
  }

  @Test
  void people_andDecisions_areListedForAllUpstream() {
    pipeline();

    assertThat(read(path(chat)))
        .contains("3 assets, 2 events, 1 person, 0 organizations, 0 programs, 1 decision.")
        .contains("No event on record says who made dataset:lab:raw@1.")
        .contains("No person or organization is named for the TRAIN of model:lab:chat@3.")
        .contains("Decision d-1 about dataset:lab:clean@1 names groups that it affects")
        .contains("<bdi>ada</bdi>", "<bdi>CURATOR</bdi>", "<bdi>org:lab</bdi>")
        .contains("<bdi>question of d-1</bdi>", "<bdi>rationale of d-1</bdi>")
        .contains("<bdi>ada, bob (not among those who took part)</bdi>")
        .contains("no one is named")
        .contains("href=\"/jobs/pipelines/step-1\"")
        .contains("href=\"/assets/" + ApiFixture.segment(clean.urn()) + "\"");
    assertThat(read("/assets/" + ApiFixture.segment(chat.urn())))
        .contains("href=\"" + path(chat) + "\"");
  }

  @Test
  void aWaiver_showsWhoAnswersForIt_andSomebodyIsNamed() {
    graph.event(
        clean, Steps.event(1, EventType.CLEAN, clean, List.of(Steps.person("ada", "CURATOR"))));
    graph.event(clean, Steps.waiver(2, clean, RuleName.GROUP_ERASED, "amina", List.of()));

    assertThat(read(path(clean)))
        .contains("<code>GROUP_ERASED</code>", "<bdi>amina</bdi>", "<bdi>a trial</bdi>")
        .contains("1 Jan 2027 00:00:00 UTC")
        .doesNotContain("No person or organization is named");
  }

  @Test
  void annotatorsWhoAreFew_areNotOnAnyPart() {
    List<Agent> agents = new ArrayList<>(Steps.annotators(4));
    agents.add(Steps.software("tool", "worker-3"));
    graph.event(
        clean,
        Steps.event(
            1,
            EventType.TRANSFORM,
            clean,
            agents,
            Steps.decision("d-1", List.of("sw"), List.of("worker-2"), "worker-1")));

    assertThat(read(path(clean)))
        .doesNotContain("worker")
        .contains("<td>fewer than 5 annotators</td>")
        .contains("Annotators are not listed where an event names fewer than 5 of them.");
  }

  @Test
  void nothingMissing_isSaidOnlyOfWhatWasRead() {
    graph.event(
        clean, Steps.event(1, EventType.CLEAN, clean, List.of(Steps.person("ada", "CURATOR"))));
    String all = "Somebody is named for every event and every decision on this page.";
    assertThat(read(path(clean))).contains(all);

    api.service.backlog.set(null);

    assertThat(read(path(clean)))
        .doesNotContain(all)
        .contains("Somebody is named for every event and every decision on this page so far.");
  }

  @Test
  void manyAssets_areOnPagesThatLinkToEachOther() {
    for (int i = 0; i < 60; i++) {
      Asset part = dataset(String.format("part-%02d@1", i));
      graph.edge(part, chat);
      graph.event(
          part, Steps.event(i, EventType.INGEST, part, List.of(Steps.person("p-" + i, "OWNER"))));
    }

    String first = read(path(chat));
    Matcher next = Pattern.compile("href=\"([^\"]+cursor=[^\"]+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    assertThat(first)
        .contains("More assets upstream are on the next page.", "<bdi>p-48</bdi>")
        .doesNotContain("<bdi>p-49</bdi>");
    assertThat(read(next.group(1)))
        .contains("<bdi>p-49</bdi>", "<bdi>p-59</bdi>")
        .doesNotContain("<bdi>p-48</bdi>", "cursor=");
  }

  @Test
  void thePast_linksToThePast() {
    graph.assets(clean);
    graph
        .past(new FakeGraph(4))
        .event(
            clean, Steps.event(1, EventType.CLEAN, clean, List.of(Steps.person("bob", "CURATOR"))));

    String page = read(path(clean) + "?" + AS_OF);

    assertThat(page).contains("<bdi>bob</bdi>", "the past");
    Matcher links = Pattern.compile("href=\"((?:/assets/|/api/v1/)[^\"]+)\"").matcher(page);
    List<String> present = new ArrayList<>();
    while (links.find()) {
      if (!links.group(1).contains("asOf=2026-11-22T11%3A00%3A00Z")) {
        present.add(links.group(1));
      }
    }
    assertThat(present).containsExactly(path(clean));
    assertThat(read(path(clean))).doesNotContain("<bdi>bob</bdi>");
  }

  @Test
  void texts_areNeverMarkup() {
    String hostile = "<script>alert(1)</script>\"'<img src=x onerror=alert(2)>";
    Asset victim = Asset.parse("dataset:lab:<img%20src=x>");
    graph.event(
        victim,
        Steps.event(
            1,
            EventType.CLEAN,
            victim,
            List.of(new Agent(hostile, AgentType.SOFTWARE, hostile, hostile)),
            new Decision(
                hostile,
                DecisionKind.FILTER,
                hostile,
                hostile,
                hostile,
                List.of(hostile),
                List.of(hostile),
                List.of(hostile),
                List.of(),
                List.of("javascript:alert(3)", hostile),
                Optional.empty())));

    assertThat(read(path(victim)))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert", "<img src=x", "href=\"javascript");
  }

  @Test
  void anAssetThatNobodyNamed_isAPage404() {
    assertThat(send(path(clean)).statusCode()).isEqualTo(404);
    assertThat(send(path(clean) + "?cursor=x").statusCode()).isEqualTo(400);
  }
}
