package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.headwater.PatientClient;
import dev.headwater.browser.BrowserTest;
import dev.headwater.browser.Chromium;
import dev.headwater.browser.Visit;
import dev.headwater.dev.DevServer;
import dev.headwater.model.Asset;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Setting;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens every page in a real browser, with the data of the demo on a real broker. The last test is
 * the way of a newcomer: find the undocumented dataset, document it, see the alerts resolve.
 *
 * <p>It writes the time of each page's first paint to {@code target/first-paints.txt}.
 *
 * <p>With {@code -Dscreenshots=write} it takes the pictures of the README anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoPagesIT extends BrowserTest {
  private static final Path PICTURES = Path.of("src", "docs");
  private static final Path FIRST_PAINTS = Path.of("target", "first-paints.txt");
  private static final double PATIENCE_MILLIS = 60_000;

  @TempDir private static Path folder;

  private static DevServer server;
  private static Asset model;
  private static Asset restored;
  private static Asset undocumented;

  @BeforeAll
  static void runTheDemo() throws Exception {
    server = DevServer.start(DevServer.Options.FREE);
    server.awaitReady();
    try (HeadwaterClient client =
        ExampleWorkflow.client()
            .bootstrapServers(server.bootstrapServers())
            .registryUrl(server.registryUrl().toString())
            .set(Setting.SPOOL_BYTES, "0")
            .build()) {
      ExampleWorkflow workflow = new ExampleWorkflow(client, folder, new Silence());
      model = workflow.prepareAndTrain().model();
      workflow.document();
      restored = workflow.restore().model();
      undocumented = workflow.leaveUndocumented();
      assertThat(client.flush(Duration.ofSeconds(180))).isTrue();
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static final class Silence implements Progress {
    @Override
    public void started(int step, int of, String name) {}

    @Override
    public void finished(int step, int of, String result) {}

    @Override
    public void report(String line) {}
  }

  private static URI at(String path) {
    return server.url().resolve(path);
  }

  private static String page(Asset asset) {
    return "/assets/" + segment(asset.urn());
  }

  private static String segment(String urn) {
    return URLEncoder.encode(urn, StandardCharsets.UTF_8);
  }

  private static LocatorAssertions that(Visit visit, String selector) {
    return PlaywrightAssertions.assertThat(visit.page().locator(selector).first());
  }

  /** Waits until the alerts of the demo are open: they travel for a moment. */
  private static void awaitAlerts(Visit visit) {
    visit.go(at("/"));
    that(visit, ".figure.bad b")
        .hasText("1", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  /** Loads a page again until it shows the verdict: it does not change by itself. */
  private static void showsVerdict(Visit visit, String path, String verdict) {
    await()
        .pollInSameThread()
        .until(
            () -> {
              visit.go(at(path));
              return visit.page().locator(".verdict").first().innerText();
            },
            shown -> shown.contains(verdict));
  }

  @Test
  @Order(1)
  void everyPage_isWholeAccessibleAndWithinItsWindow() throws Exception {
    List<String> firstPaints = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    List<String> paths =
        List.of(
            "/",
            "/assets",
            "/assets?q=lang&kind=MODEL",
            "/alerts?status=all",
            "/gate?urn=" + segment(model.urn()),
            "/paths?from=" + segment("dataset:example:names@1") + "&to=" + segment(model.urn()),
            "/jobs/example/train-identifier",
            page(model),
            page(model) + "/card",
            page(restored),
            page(restored) + "/card",
            page(model) + "/compare?with=" + segment(restored.urn()),
            page(model) + "/compare?with=" + segment("model:example:language-identifier@3-draft"),
            page(undocumented),
            "/docs");
    for (Chromium.View view :
        List.of(
            Chromium.View.WIDE,
            Chromium.View.WIDE.inTheDark(),
            Chromium.View.NARROW,
            Chromium.View.NARROW.inTheDark())) {
      try (Visit visit = chromium.open(view)) {
        awaitAlerts(visit);
        for (String path : paths) {
          assertThat(visit.go(at(path))).as(path).isEqualTo(200);
          visit.fitsTheWindow().hasNoFaults();
          long painted = Math.round(visit.firstPaintMillis());
          millis.add(painted);
          firstPaints.add(painted + " ms, " + view.width() + " px: " + path);
          // The barriers of narrow windows are those of wide ones. The guide is long: once is
          // enough.
          if (view.width() == Chromium.View.WIDE.width()
              && !(view.dark() && path.equals("/docs"))) {
            visit.isAccessible();
          }
        }
      }
    }
    millis.sort(null);
    firstPaints.add(
        "median "
            + millis.get(millis.size() / 2)
            + " ms, longest "
            + millis.get(millis.size() - 1)
            + " ms");
    Files.write(FIRST_PAINTS, firstPaints);
  }

  @Test
  @Order(2)
  void thePicturesOfTheReadme_canBeTaken() {
    boolean write = "write".equals(System.getProperty("screenshots"));
    try (Visit light = chromium.open(Chromium.View.WIDE);
        Visit dark = chromium.open(Chromium.View.WIDE.inTheDark())) {
      awaitAlerts(light);
      that(light, "#live").hasText("Live");
      showsVerdict(dark, page(undocumented), "FAIL");
      Path to = write ? PICTURES : folder;
      light
          .page()
          .screenshot(new Page.ScreenshotOptions().setPath(to.resolve("overview-light.png")));
      dark.page().screenshot(new Page.ScreenshotOptions().setPath(to.resolve("asset-dark.png")));
      assertThat(to.resolve("overview-light.png")).isNotEmptyFile();
      assertThat(to.resolve("asset-dark.png")).isNotEmptyFile();
    }
  }

  /** From the first page to a passing gate, by clicking, and without the README. */
  @Test
  @Order(3)
  void aNewcomer_findsWhatIsUndocumented_andSeesItsAlertsResolve() throws Exception {
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      Page page = visit.page();
      awaitAlerts(visit);
      page.locator(
              "section", new Page.LocatorOptions().setHasText("Origins that reach most models"))
          .last()
          .locator("a")
          .first()
          .click();
      that(visit, "h1").hasText("made-up-words@1");
      // The server of this test has not the address that the command line asks by itself.
      that(visit, "#remedy-cli").containsText("HEADWATER_URL=" + server.url() + " java -jar");
      page.locator("button[data-copy='remedy-json']").click();
      that(visit, "button[data-copy='remedy-json']").hasText("Copied");
      String lines = String.valueOf(page.evaluate("() => navigator.clipboard.readText()"));

      visit.go(at("/alerts?rule=UNDOCUMENTED_SYNTHETIC"));
      PlaywrightAssertions.assertThat(page.locator("#alerts > li")).hasCount(1);
      visit.go(at("/alerts?severity=CRITICAL"));
      that(visit, "#live").hasText("Live");
      PlaywrightAssertions.assertThat(page.locator("#alerts > li")).hasCount(1);
      post(filledIn(lines));
      that(visit, "#listed")
          .hasText("None", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
      visit.go(at("/alerts?rule=UNDOCUMENTED_SYNTHETIC"));
      that(visit, "#listed").hasText("None");
      showsVerdict(
          visit, "/gate?urn=" + segment("model:example:language-identifier@3-draft"), "PASS");
      visit.hasNoFaults();
    }
  }

  /** What a person would write in place of the blanks. */
  private static String filledIn(String lines) {
    return lines
        .replaceFirst("\"asset\":\"TODO\"", "\"asset\":\"dataset:example:names-base@1\"")
        .replace("\"parameters\":{\"\":\"TODO\"}", "\"parameters\":{\"order\":\"3\"}")
        .replace("\"eventId\":\"TODO\"", "\"eventId\":\"" + UUID.randomUUID() + "\"")
        .replace("\"eventTime\":\"TODO\"", "\"eventTime\":\"" + Instant.now() + "\"")
        .replace("TODO", "written down");
  }

  private static void post(String event) throws Exception {
    HttpResponse<String> answer =
        PatientClient.send("POST", at("/api/v1/events?wait=true").toString(), event);
    assertThat(answer.statusCode()).as(answer.body() + " for " + event).isEqualTo(200);
  }
}
