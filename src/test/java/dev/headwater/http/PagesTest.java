package dev.headwater.http;

import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Forgetting;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Production;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.question.AssetState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the pages never say more than is known. */
class PagesTest {
  private static final String AS_OF = "asOf=2026-11-22T11%3A00%3A00Z";
  private static final String NO_ORIGIN = "None: no synthetic data";
  private static final Job JOB = new Job("p", "j");

  private final ApiFixture api = new ApiFixture();
  private final FakeGraph graph = api.graph;

  @AfterEach
  void close() {
    api.close();
  }

  private static String page(Asset asset) {
    return "/assets/" + ApiFixture.segment(asset.urn());
  }

  /**
   * Reads a page. While Kafka answers, reads again if the page was not caught up: the limit of this
   * service is so short that a busy machine can miss it.
   */
  private String read(String path) {
    String page = readOnce(path);
    for (int again = 0; again < 200 && api.service.backlog.get() != null; again++) {
      if (!page.contains("Events were still being processed")
          && !page.contains("It is not certain that every acknowledged event is counted")) {
        break;
      }
      page = readOnce(path);
    }
    return page;
  }

  private String readOnce(String path) {
    HttpRequest request = HttpRequest.newBuilder(api.uri(path)).build();
    try {
      HttpResponse<String> answer =
          api.client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void kafkaIsAway() {
    api.service.backlog.set(null);
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  private static int boxes(String page) {
    return count(page, "data-id=\"");
  }

  @Test
  void originsThatCouldNotBeRead_areNeverCalledNone() {
    graph.assets(dataset("calm@1"), dataset("busy@1"));
    FakeGraph then = graph.past(new FakeGraph(4)).assets(dataset("calm@1"), dataset("busy@1"));
    graph.neverAtRest(dataset("busy@1"));
    then.neverAtRest(dataset("busy@1"));

    for (String moment : List.of("", "?" + AS_OF)) {
      assertThat(read(page(dataset("calm@1")) + moment)).contains(NO_ORIGIN);
      assertThat(read(page(dataset("busy@1")) + moment))
          .contains("The origins could not all be read.")
          .contains("Not all origins could be read.")
          .doesNotContain(NO_ORIGIN);
    }
  }

  @Test
  void listsThatAreEmpty_areNoneSoFar_whileEventsMayBeMissing() {
    graph.assets(dataset("talk@1"));
    List<String> certain =
        List.of(NO_ORIGIN, "None is known.", "No event states", "None: other events");
    assertThat(read(page(dataset("talk@1")))).contains(certain);

    kafkaIsAway();

    assertThat(read(page(dataset("talk@1"))))
        .contains("So far, no synthetic data", "None is known so far.", "None so far: no event")
        .doesNotContain(certain);
  }

  @Test
  void openAlertsThatAreNotListed_areCounted() {
    Asset chat = model("chat@3");
    graph.asset(
        chat, new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 30, true));
    for (int i = 0; i < 30; i++) {
      graph.open(
          RuleName.TRAINED_ON_UNKNOWN_ORIGIN, Severity.WARNING, chat, dataset("talk-" + i + "@1"));
    }

    assertThat(read(page(chat)))
        .contains("5 more not shown.")
        .contains("href=\"/alerts?subject=model%3Alab%3Achat%403\"");
  }

  @Test
  void resolvedAlerts_sayWhichAreForgotten() {
    Asset raw = dataset("raw@1");
    graph.forgotAlerts(raw, Instant.parse("2026-08-01T00:00:00Z"));

    assertThat(read("/alerts?status=all"))
        .contains("Alerts that were resolved before 1 Aug 2026 00:00:00 UTC are not kept.");
    assertThat(read("/alerts")).doesNotContain("are not kept");
  }

  @Test
  void alertsAboutRepresentation_sayWhatWasFound_andWhatToDo() {
    Asset clean = dataset("clean@1");
    Asset raw = dataset("raw@1");
    graph.assets(clean, raw);
    OptionalDouble none = OptionalDouble.empty();
    AlertEvidence erased =
        new AlertEvidence(
            "<b>sw",
            OptionalDouble.of(0),
            none,
            none,
            none,
            OptionalDouble.of(1002),
            OptionalDouble.of(0));
    graph.open(new AlertKey(clean, RuleName.GROUP_ERASED, raw, "language"), Severity.INFO, erased);

    for (String page : List.of("/alerts", page(clean))) {
      assertThat(read(page))
          .contains("<bdi>language</bdi>", "<bdi>&lt;b&gt;sw</bdi>: 1,002 before, none after")
          .contains(
              "this version keeps the alert until somebody answers",
              "<span class=\"mark note\">info</span>")
          .contains("href=\"" + page(raw) + "\">Open the origin")
          .doesNotContain("#documentation\">Open the origin", "more.</li>");
    }
    assertThat(read(page(clean)))
        .as("what only a waiver ends has a line that lacks what a person knows, and nothing else")
        .contains("GROUP_ERASED, because of dataset:lab:raw@1. Fill in ", "document.waive.approver")
        .contains("\"rule\":\"GROUP_ERASED\",\"origin\":\"dataset:lab:raw@1\"");
    assertThat(read("/alerts?severity=INFO")).contains("1,002 before");
    assertThat(read("/alerts?severity=WARNING")).doesNotContain("1,002 before");
    graph.wasOpen(
        graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, raw, raw),
        new AlertEpisode(
            FakeGraph.OPENED.minusSeconds(120),
            FakeGraph.OPENED.minusSeconds(60),
            Resolution.ORIGIN_KNOWN,
            Severity.WARNING));
    for (String page : List.of("/alerts", page(raw))) {
      assertThat(read(page))
          .containsOnlyOnce("Open before: 1 time<")
          .contains("22 Nov 2026 09:58:00 UTC to 22 Nov 2026 09:59:00 UTC, warning: origin known.");
    }
    graph.agents(clean, List.of(new Agent("ada", AgentType.PERSON, "OWNER", "")));
    assertThat(read("/alerts?owner=ada")).contains("1,002 before", "name=\"owner\" value=\"ada\"");
    assertThat(read("/alerts?owner=bob")).contains("No alert matches these filters.");
  }

  private void add(Composed made) {
    LineageEvent event = made.event();
    graph.event(event.outputs().get(0).asset(), event);
  }

  @Test
  void forgottenVersion_saysWhoDecided_andHowToUseItAgain() {
    Asset old = dataset("old@1");
    Decision decision =
        new Decision(
            Forgetting.DECISION,
            DecisionKind.OTHER,
            "What stays?",
            "names",
            "nobody uses it",
            List.of("person:steward"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(Instant.parse("2026-11-30T08:00:00Z")));
    LineageEvent event =
        LineageEvent.builder(EventType.TRANSFORM)
            .eventId(UUID.randomUUID())
            .eventTime(Instant.parse("2025-01-01T00:00:00Z"))
            .producer("p")
            .job(JOB)
            .run("r")
            .outputs(List.of(Output.of(old)))
            .inputsComplete(Completeness.INCOMPLETE)
            .decisions(List.of(decision))
            .build();
    graph.event(old, event);
    graph.made(old, EventType.TRANSFORM, Completeness.INCOMPLETE);

    assertThat(read(page(old)))
        .contains("<span class=\"mark warn\">forgotten</span>")
        .contains(
            "forgotten on 30 Nov 2026 08:00:00 UTC. Decided by person:steward: Nobody uses it.");
    Asset kept = dataset("kept@1");
    add(Composed.of(EventType.INGEST, kept));
    assertThat(read(page(kept))).doesNotContain("forgotten");
  }

  @Test
  void representation_showsWhatIsDeclared_andWhatTheStepLost() {
    Asset raw = dataset("raw@1");
    Asset clean = dataset("clean@1");
    add(
        Composed.of(EventType.INGEST, raw)
            .with(languages("en", 600, "fr", 600, "mi", 50, "sw", 40)));
    add(
        Composed.of(EventType.CLEAN, clean)
            .from(raw)
            .with(languages("en", 600, "fr", 600, "sw", 8)));

    assertThat(read(page(clean)))
        .contains("<span class=\"mark plain\">measured</span>", "In all: 1,208.")
        .contains("As diverse as 2.1 categories of the same size would be.")
        .contains("<td class=\"number\">600</td><td class=\"number\">49.7 %</td>")
        .contains("Compared with <a class=\"urn\" href=\"" + page(raw) + "\">")
        .contains("<bdi>sw</bdi></th><td class=\"number\">0.2083</td>", "hardly chance")
        .contains("<bdi>mi</bdi></th><td class=\"number\">0</td>", "nothing is left")
        .doesNotContain("only bounds", "may be chance", "To know it exactly", "class=\"perhaps\"");
  }

  @Test
  void representation_thatFollows_isNeverShownAsExact() {
    Asset raw = dataset("raw@1");
    Asset clean = dataset("clean@1");
    add(Composed.of(EventType.INGEST, raw).with(languages("en", 600, "sw", 40)));
    add(Composed.of(EventType.CLEAN, clean).from(raw));

    assertThat(read(page(clean)))
        .contains("<span class=\"mark note\">derived</span>", "only bounds are known")
        .contains("In all: up to 640.", "<td class=\"number\">up to 600</td>")
        .contains("class=\"perhaps\" width=\"100.00%\"", "class=\"perhaps\" width=\"6.67%\"")
        .contains("class=\"known\" width=\"0.00%\"", "The longest bar is the largest amount.")
        .contains("How diverse it is cannot be said, since not every amount is known exactly.")
        .contains("To know it exactly, state the composition of this dataset")
        .doesNotContain("As diverse as", "Compared with <a");
  }

  @Test
  void representation_thatCannotBeDerived_saysWhy() {
    Asset raw = dataset("raw@1");
    Asset made = dataset("made@1");
    add(Composed.of(EventType.INGEST, raw).with(languages("en", 600)));
    add(Composed.of(EventType.SYNTHESIZE, made).from(raw));

    assertThat(read(page(made)))
        .contains("not derivable</span>", "<strong>Not derivable:</strong>", "In all: not known.")
        .doesNotContain("As diverse as");
  }

  @Test
  void representation_ofManyCategories_showsTheLargestAndTheSmallest() {
    Asset raw = dataset("raw@1");
    Object[] counts =
        IntStream.range(0, 60)
            .boxed()
            .flatMap(i -> Stream.<Object>of("l" + (10 + i), 1000 - i))
            .toArray();
    add(Composed.of(EventType.INGEST, raw).with(languages(counts)));

    String page = read(page(raw));

    assertThat(page).contains("40 categories between the largest and the smallest");
    assertThat(page.substring(page.indexOf("<h4>The smallest</h4>")))
        .contains("<bdi>l62</bdi>", "<bdi>l69</bdi>")
        .doesNotContain("<bdi>l61</bdi></th>");
  }

  @Test
  void representation_thatCouldNotAllBeRead_isNotCalledNone() {
    Asset raw = dataset("raw@1");
    Asset clean = dataset("clean@1");
    add(Composed.of(EventType.INGEST, raw).with(languages("en", 600)));
    add(Composed.of(EventType.CLEAN, clean).from(raw));
    assertThat(read(page(dataset("raw@1")))).doesNotContain("incomplete</span>");
    graph.neverAtRest(raw);

    assertThat(read(page(clean)))
        .contains("incomplete</span>")
        .doesNotContain("No event states a composition", "In all: up to 600.");
  }

  @Test
  void overview_countsAlertsForInformation_ifThereAreAny() {
    Asset model = model("chat@3");
    AlertKey loop = new AlertKey(model, RuleName.SELF_CONSUMING_LOOP, model);
    Alert info = graph.open(loop, Severity.INFO);
    assertThat(read("/")).doesNotContain("info alert");

    for (int partition = 0; partition < graph.count(); partition++) {
      graph.overview(partition, model, info, FakeGraph.OPENED);
    }

    assertThat(read("/"))
        .contains("href=\"/alerts?severity=INFO\"><b>" + graph.count() + "</b><span>info alerts")
        .contains("<b>0</b><span>warnings open");
  }

  @Test
  void linksOnAPageOfThePast_stayInThePast() {
    Asset[] path = {dataset("talk@1"), dataset("mix@1"), model("chat@3")};
    graph.undocumented(path);
    graph.past(new FakeGraph(4)).undocumented(path).assets(dataset("mix@2"));
    Asset mix = path[1];

    for (String at :
        List.of(
            page(mix) + "?" + AS_OF,
            "/gate?urn=" + mix.urn() + "&" + AS_OF,
            page(mix) + "/card?" + AS_OF)) {
      List<String> present = new ArrayList<>();
      int past = 0;
      Matcher links =
          Pattern.compile("href=\"((?:/assets/|/api/v1/|/gate\\?|\\?)[^\"]+)\"").matcher(read(at));
      while (links.find()) {
        String link = links.group(1);
        if (link.contains("asOf=2026-11-22T11%3A00%3A00Z")) {
          past++;
        } else if (!link.contains("/compare?")) {
          present.add(link);
        }
      }
      assertThat(past).as(at).isGreaterThan(1);
      assertThat(present)
          .as(at)
          .isEqualTo(at.startsWith(page(mix) + "?") ? List.of(page(mix)) : List.of());
    }
  }

  @Test
  void noPath_isSaidOnlyWhereEverythingWasRead() {
    graph.chain(dataset("talk@1"), dataset("mix@1"), model("chat@3"));
    graph.assets(dataset("other@1"));
    String paths = "/paths?to=model:lab:chat@3&from=dataset:lab:";
    assertThat(read(paths + "other@1")).contains("There is no path: no event on record");
    assertThat(read(paths + "talk@1")).contains("The shortest path has 2 steps.");
    assertThat(read(paths + "tlak@1"))
        .contains("No event that has been processed names dataset:lab:tlak@1.")
        .doesNotContain("There is no path");

    kafkaIsAway();

    assertThat(read(paths + "other@1"))
        .contains("No path was found so far. Events may still be waiting to be processed.")
        .doesNotContain("There is no path");
    assertThat(read(paths + "tlak@1")).contains("Events may still be waiting to be processed.");
    assertThat(read(paths + "talk@1")).contains("The shortest path found so far has 2 steps.");
  }

  @Test
  void aPathOfHundredsOfSteps_isDrawnAtItsEnd() {
    Asset[] path =
        IntStream.rangeClosed(0, 300).mapToObj(i -> dataset("d" + i)).toArray(Asset[]::new);
    graph.undocumented(path);
    String page = read(page(path[300]) + "?show=" + ApiFixture.segment(path[0].urn()));
    assertThat(page).contains("Only the last 200 of the 300 steps of the path are drawn.");
    assertThat(boxes(page)).isEqualTo(201);
    assertThat(page).contains("data-id=\"dataset:lab:d100\"");

    String other = read(page(path[300]) + "?show=" + ApiFixture.segment("dataset:lab:gone"));
    assertThat(other).contains("The path that was asked for is not drawn.");
    assertThat(read(page(path[300]))).doesNotContain("of the path").doesNotContain("The path that");
  }

  @Test
  void sidesThatNobodyLookedAt_areNotShownAsComplete() {
    graph.chain(dataset("talk@1"), dataset("mix@1"), model("chat@3"), dataset("out@1"));
    graph.edge(dataset("mix@1"), model("rival@1")).edge(dataset("more@1"), dataset("out@1"));
    String both = read(page(model("chat@3")));
    assertThat(both)
        .contains("+…: possibly outputs not drawn, lab:mix@1")
        .contains("+…: possibly inputs not drawn, lab:out@1")
        .contains("+1: 1 more input not drawn, lab:mix@1")
        .contains("+… stands where not all neighbours were read")
        .doesNotContain("not drawn, lab:chat@3");
    String upstream = read(page(model("chat@3")) + "?direction=upstream");
    assertThat(upstream).contains("Outputs were not read.").doesNotContain("possibly");
    String opened =
        read(page(model("chat@3")) + "?open=" + ApiFixture.segment("out=dataset:lab:mix@1"));
    assertThat(opened)
        .contains("data-id=\"model:lab:rival@1\"")
        .doesNotContain("outputs not drawn, lab:mix@1");
  }

  @Test
  void aLongUrn_hasAllItsPages() {
    String part = "a" + " ".repeat(490);
    Asset spaces = Asset.of(AssetKind.DATASET, part, part, part);
    Asset controls = Asset.of(AssetKind.MODEL, wide(512), wide(512), wide(512));
    assertThat(spaces.urn().length()).isGreaterThan(4_000);
    graph.edge(spaces, controls);
    graph.edge(dataset("talk@1"), spaces);
    Job job = new Job(wide(512), wide(512));
    graph.made(
        dataset("made@1"),
        new Production(new UUID(0, 1), EventType.CLEAN, FakeGraph.OPENED, job, "run-1", "producer"),
        Completeness.COMPLETE);
    assertThat(job.urn().length()).isGreaterThan(4_000);

    for (String path :
        List.of(
            page(spaces),
            "/paths?from=dataset:lab:talk@1&to=" + ApiFixture.segment(spaces.urn()),
            "/api/v1" + page(spaces) + "/graph?direction=both&depth=1&format=svg",
            "/jobs/"
                + ApiFixture.segment(job.namespace())
                + "/"
                + ApiFixture.segment(job.name()))) {
      assertThat(read(path)).contains("<svg");
    }
  }

  private static String wide(int codePoints) {
    return "b" + "\u0080".repeat(codePoints - 1);
  }

  @Test
  void whatLiesBeyondAJob_isNoGapOfItsPage() {
    graph.made(dataset("x0"), EventType.TRANSFORM, Completeness.NO_ASSERTION);
    graph.chain(dataset("before"), dataset("read"), dataset("x0"), dataset("after"));
    assertThat(read("/jobs/p/j"))
        .contains("1 input, 1 output. Only what this job reads and writes is drawn.")
        .doesNotContain("May be incomplete")
        .doesNotContain("200 assets");
  }

  @Test
  void aJobWithMoreThanItsPageReads_saysSo_whateverLiesBeyond() {
    for (int i = 0; i < 101; i++) {
      graph.made(dataset("x" + i), EventType.TRANSFORM, Completeness.NO_ASSERTION);
      graph.edge(dataset("x" + i), dataset("after" + i));
    }
    assertThat(read("/jobs/p/j"))
        .contains("The job may have more inputs and outputs than this page reads.")
        .contains("At least 0 inputs, 100 outputs.")
        .contains("Outputs: There may be others.")
        .contains("possibly outputs not drawn");
  }

  @Test
  void aJobWithManyInputs_isDrawnWithSome() {
    graph.made(dataset("x0"), EventType.TRANSFORM, Completeness.NO_ASSERTION);
    for (int i = 0; i < 150; i++) {
      graph.edge(dataset("in" + i), dataset("x0"));
    }
    String page = read("/jobs/p/j");
    assertThat(page)
        .contains("150 inputs (50 of them not drawn), 1 output.")
        .contains("50 more inputs not drawn")
        .contains("Inputs: 120 inputs not listed.");
    assertThat(boxes(page)).isEqualTo(102);
  }

  @Test
  void eventsOfAJobThatAreNotListed_areCounted() {
    graph.summary(madeOften(dataset("x0"), 100));
    graph.summary(madeOften(dataset("x1"), 20));
    assertThat(read("/jobs/p/j")).contains("Events: At least 20 earlier events not listed.");
  }

  private static AssetSummary madeOften(Asset asset, int times) {
    return new AssetSummary(
        asset,
        Synthetic.NO,
        Documentation.NOT_APPLICABLE,
        List.of(),
        IntStream.range(0, times)
            .mapToObj(
                i ->
                    new Production(
                        new UUID(0, i),
                        EventType.CLEAN,
                        FakeGraph.OPENED.plusSeconds(i),
                        JOB,
                        "run-" + i,
                        "producer"))
            .toList(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Completeness.COMPLETE,
        ExposureCounts.NONE,
        0);
  }

  @Test
  void textThatIsNoId_getsCandidatesAtTheSameMoment() {
    graph.assets(model("chat@3"));
    assertThat(read("/gate?urn=chat&" + AS_OF))
        .contains("This is not the id of an asset.")
        .contains("href=\"/gate?urn=model%3Alab%3Achat%403&amp;" + AS_OF + "\"");
  }

  @Test
  void textThatNobodyCanSearchFor_isNoId_andNoFault() {
    assertThat(read("/gate?urn=" + ApiFixture.segment("\uFDFA".repeat(600))))
        .contains("This is not the id of an asset.");
  }

  @Test
  void aPastThatNamesNothing_isCertainOnlyWhereItIsCaughtUp() {
    graph.past(new FakeGraph(4));
    String gate = "/gate?urn=model:lab:chat@3&" + AS_OF;
    String sentence = "No event that counts at that moment names model:lab:chat@3.";
    assertThat(read(gate)).contains(sentence + "</h2>");

    kafkaIsAway();

    assertThat(read(gate)).contains(sentence + " Events may still be waiting to be processed.");
  }
}
