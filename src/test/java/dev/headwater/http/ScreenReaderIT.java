package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.headwater.browser.BrowserTest;
import dev.headwater.browser.Chromium;
import dev.headwater.browser.Visit;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.Production;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.Steps;
import dev.headwater.query.peer.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds every page against what a screen reader says of it: the tree of roles, names and states in
 * {@code src/test/resources/aria}. If a page changes, read the difference, and let {@code mvn -B
 * verify -Dtest=ReadmeTest -Dit.test=ScreenReaderIT -Daria=write} write the files anew.
 */
class ScreenReaderIT extends BrowserTest {
  private static final Path FILES = Path.of("src", "test", "resources", "aria");

  private static final double PATIENCE_MILLIS = 60_000;
  private static final Job JOB = new Job("pipelines", "train");

  private final Asset talk = dataset("talk@1");
  private final Asset mix = dataset("mix@1");
  private final Asset chat = model("chat@3");
  private final ApiFixture api = new ApiFixture();
  private final FakeGraph graph = api.graph;

  /** A synthetic dataset without documentation, cleaned by somebody, and a model trained on it. */
  @BeforeEach
  void fill() {
    await().until(api.feed::isAttached);
    graph.undocumented(talk, mix, chat);
    graph.edge(model("chat@2"), talk, Role.GENERATOR, EventType.SYNTHESIZE, false);
    graph.edge(mix, chat, Role.SOURCE, EventType.TRAIN, false);
    graph.assets(model("chat@2"));
    graph.event(
        mix,
        Steps.event(
            1,
            EventType.CLEAN,
            mix,
            List.of(new Agent("ada", AgentType.PERSON, "CURATOR", "org:lab")),
            Steps.decision("d-1", List.of("sw"), List.of(), "ada", "bob")));
    graph.made(
        chat,
        new Production(new UUID(0, 1), EventType.TRAIN, FakeGraph.OPENED, JOB, "run-1", "producer"),
        Completeness.COMPLETE);
    Alert alert =
        graph.open(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, chat, talk);
    graph.resolved(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, mix, mix);
    for (int partition = 0; partition < graph.count(); partition++) {
      graph.overview(partition, chat, alert, FakeGraph.OPENED);
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "overview, /",
    "search, /assets?q=chat",
    "nothing-found, /assets?q=zebra",
    "model, /assets/model%3Alab%3Achat%403",
    "dataset, /assets/dataset%3Alab%3Atalk%401",
    "decisions, /assets/model%3Alab%3Achat%403/decisions",
    "card, /assets/model%3Alab%3Achat%403/card",
    "compare, /assets/model%3Alab%3Achat%403/compare?with=model%3Alab%3Achat%402",
    "alerts, /alerts?status=all",
    "gate, /gate?urn=model%3Alab%3Achat%403",
    "paths, /paths?from=dataset%3Alab%3Atalk%401&to=model%3Alab%3Achat%403",
    "job, /jobs/pipelines/train",
  })
  void everyPage_isReadAsWritten(String name, String path) throws IOException {
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      String tree = read(visit, path);
      Path file = FILES.resolve(name + ".yml");
      if (System.getProperty("aria", "").equals("write")) {
        Files.createDirectories(FILES);
        Files.writeString(file, tree);
      }
      assertThat(tree).isEqualTo(Files.readString(file));
      visit.isAccessible().hasNoFaults();
    }
  }

  /**
   * Reads a page, and reads it again while it says that it is not caught up: the limit of this
   * service is so short that a busy machine can miss it.
   */
  private String read(Visit visit, String path) {
    String tree = "";
    for (int attempt = 0; attempt < 20; attempt++) {
      assertThat(visit.go(api.uri(path))).isEqualTo(200);
      if (visit.page().locator("#live").count() > 0) {
        // It says so a moment after the page was loaded.
        PlaywrightAssertions.assertThat(visit.page().locator("#live"))
            .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
      }
      tree = withoutWhatDiffers(visit.aria("body")) + "\n";
      if (!tree.contains("vents were still being processed")
          && !tree.contains("It is not certain that every acknowledged event is counted")) {
        break;
      }
    }
    return tree;
  }

  /** Replaces what is another one in each run: the port of the server, and new event ids. */
  private String withoutWhatDiffers(String tree) {
    return tree.replace("127.0.0.1:" + api.server.port(), "127.0.0.1:PORT")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "NEW-ID");
  }

  /** The guide is long, and the test of its text holds it against the description of the API. */
  @Test
  void theGuide_hasHeadingsAndALinkToEachPart() {
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      assertThat(visit.go(api.uri("/docs"))).isEqualTo(200);
      assertThat(visit.aria("main"))
          .contains("heading \"The HTTP API\" [level=1]")
          .contains("/url: \"#");
      visit.hasNoFaults();
    }
  }

  /** An instance is away, and no copy of its rows is here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/model%3Alab%3Achat%403",
        "/alerts",
        "/gate?urn=model%3Alab%3Achat%403",
        "/assets/model%3Alab%3Achat%403/card",
        "/assets/model%3Alab%3Achat%403/decisions",
        "/paths?from=dataset%3Alab%3Atalk%401&to=model%3Alab%3Achat%403"
      })
  void anInstanceThatIsAway_isSaidAndNothingIsCalledClean(String path) {
    for (int partition = 0; partition < graph.count(); partition++) {
      if (partition != graph.partitionOf(chat)) {
        api.service.cluster.move(partition, new Instance("127.0.0.1", 9));
      }
    }
    assertThat(graph.partitionOf(talk)).isNotEqualTo(graph.partitionOf(chat));
    try (Visit visit = chromium.open(Chromium.View.NARROW)) {
      visit.expectErrors();
      int status = visit.go(api.uri(path));
      String said = visit.aria("main");
      if (status == 503) {
        assertThat(said).contains("heading \"").contains("127.0.0.1:9 cannot be reached");
      } else {
        assertThat(status).isEqualTo(200);
        assertThat(said).containsIgnoringCase("incomplete");
      }
      assertThat(said)
          .doesNotContain("PASS")
          .doesNotContain("No alert ")
          .doesNotContain("0 open alerts")
          .doesNotContain("There is no path");
      visit.isAccessible().fitsTheWindow();
    }
  }

  /** A copy answers while the owner is away: the page says so, and is as accessible as ever. */
  @Test
  void aCopyThatAnswers_isSaidToBeOne() {
    int away = graph.partitionOf(talk);
    api.service.cluster.move(away, new Instance("127.0.0.1", 9));
    api.service.cluster.copy(away, FakeService.SELF);
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      assertThat(visit.go(api.uri("/assets/dataset%3Alab%3Atalk%401"))).isEqualTo(200);
      assertThat(visit.aria("main")).contains("copy").doesNotContain("PASS");
      visit.isAccessible().hasNoFaults();
    }
  }
}
