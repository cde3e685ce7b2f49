package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.headwater.browser.BrowserTest;
import dev.headwater.browser.Chromium;
import dev.headwater.browser.Visit;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.http.ingest.FakeTopic;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.peer.InstanceReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows in a real browser that pages follow what happens, and leave the reader alone. */
@Timeout(400)
class LivePagesBrowserIT extends BrowserTest {
  private static final String NOT_UP_TO_DATE = "Not up to date; trying again";
  private static final String STREAM = "**/alerts/stream*";
  private static final int CONNECTIONS_OF_A_BROWSER = 6;

  private final FakeTopic topic = new FakeTopic(ApiFixture.ALERTS);
  private final Queue<FakeTopic> topics =
      new ConcurrentLinkedQueue<>(List.of(topic, new FakeTopic(ApiFixture.ALERTS)));
  private final ApiFixture api = new ApiFixture(topics::remove, AlertAvro::decode);
  private final FakeGraph graph = api.graph;
  private Visit visit;
  private Page page;

  @BeforeEach
  void attached() {
    await().until(api.feed::isAttached);
    visit = chromium.open(Chromium.View.WIDE);
    page = visit.page();
  }

  @AfterEach
  void close() {
    visit.close();
    api.close();
  }

  private Alert opens(String name) {
    return graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, dataset(name), dataset(name));
  }

  private void announce(Alert alert) {
    topic.arrive(AlertAvro.encode(alert));
  }

  private Alert resolves(Alert open) {
    graph.without(open);
    return graph.resolved(
        open.rule(), open.severity(), (Asset) open.subject(), (Asset) open.origin());
  }

  private void goLive(String path) {
    page.navigate(api.uri(path).toString());
    says("Live");
  }

  private void says(String words) {
    page.locator("#live:text-is('" + words + "')").waitFor();
  }

  private Locator item(Alert alert) {
    return page.locator("#alert-" + alert.id());
  }

  private void waitUntilGone(Locator locator) {
    locator.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private boolean hasFocus(Locator locator) {
    return (boolean) locator.evaluate("element => element === document.activeElement");
  }

  @Test
  void anAlertThatOpens_appearsByItselfAndIsMarked() {
    Alert old = opens("old");
    goLive("/alerts");
    Alert fresh = opens("fresh");
    page.evaluate(
        "id => new MutationObserver(() => {"
            + " window.marked ||= document.querySelector(`#alert-${id}.new`) !== null; })"
            + ".observe(document.body, {subtree: true, childList: true, attributes: true})",
        fresh.id());

    announce(fresh);

    item(fresh).waitFor();
    page.waitForFunction("() => window.marked");
    assertThat(item(old).getAttribute("class")).isNull();
    assertThat(page.locator("#listed").innerText()).isEqualTo("2 alerts");
    visit.isAccessible().hasNoFaults();
  }

  @Test
  void aResolvedAlert_leavesTheListOfOpenOnes() {
    Alert one = opens("one");
    Alert other = opens("other");
    goLive("/alerts");

    announce(resolves(one));

    waitUntilGone(item(one));
    assertThat(item(other).count()).isEqualTo(1);
    announce(resolves(other));
    page.locator("#no-alerts").waitFor();
    visit.hasNoFaults();
  }

  @Test
  void whateverComesAndGoes_theReaderStaysWhereTheyAre() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<String, Alert> open = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      Alert alert = opens("a" + i);
      open.put(alert.id(), alert);
    }
    goLive("/alerts");
    for (int round = 0; round < 12; round++) {
      List<Alert> before = new ArrayList<>(open.values());
      Alert read = before.get(random.nextInt(before.size()));
      Locator summary = item(read).locator("summary");
      summary.focus();
      item(read).locator("details").evaluate("details => { details.open = true; }");
      for (int i = 0; i < 12; i++) {
        Optional<Alert> alert = about("a" + i, open);
        if (alert.isEmpty() && random.nextBoolean()) {
          Alert added = opens("a" + i);
          open.put(added.id(), added);
        } else if (alert.filter(any -> !any.equals(read)).isPresent() && random.nextBoolean()) {
          graph.without(alert.get());
          open.remove(alert.get().id());
        }
      }
      announce(read);
      String wanted = String.join(" ", open.keySet().stream().map(id -> "alert-" + id).toList());
      page.waitForFunction(
          "wanted => [...document.querySelectorAll('#alerts > li')]"
              + ".map(item => item.id).join(' ') === wanted",
          wanted);
      assertThat(hasFocus(summary)).as("focus in round %d of seed %d", round, seed).isTrue();
      assertThat(item(read).locator("details[open]").count())
          .as("open details in round %d of seed %d", round, seed)
          .isEqualTo(1);
    }
    visit.hasNoFaults();
  }

  private static Optional<Alert> about(String name, TreeMap<String, Alert> open) {
    return open.values().stream()
        .filter(alert -> alert.subject().equals(dataset(name)))
        .findFirst();
  }

  @Test
  void aResolvedAlertThatIsBeingRead_saysSoAndStaysUntilTheFocusLeaves() {
    Alert read = opens("read");
    goLive("/alerts");
    item(read).locator("summary").click();

    announce(resolves(read));

    item(read).getByText("No longer in this list.").waitFor();
    assertThat(page.locator("#listed").innerText()).isEqualTo("None");
    assertThat(hasFocus(item(read).locator("summary"))).isTrue();
    assertThat(item(read).locator("details[open]").count()).isEqualTo(1);
    page.locator("#top-search").focus();
    waitUntilGone(item(read));
    visit.hasNoFaults();
  }

  @Test
  void onTheOverview_focusDoesNotStopTheNews() {
    goLive("/");
    Locator figure = page.locator("a.figure").first();
    figure.focus();
    String before = page.locator("section[aria-labelledby=o-instances] .mark").innerText();
    api.service.report = new InstanceReport("REBALANCING", List.of(0, 1, 2, 3), 0, 0, 0);

    announce(opens("any"));

    page.waitForFunction(
        "before => document.querySelector('section[aria-labelledby=o-instances] .mark')"
            + ".textContent !== before",
        before);
    assertThat(hasFocus(figure)).isTrue();
    visit.hasNoFaults();
  }

  @Test
  void aSteadyStream_isShownBeforeItEnds() {
    Alert steady = opens("steady");
    goLive("/alerts");
    Alert fresh = opens("fresh");
    ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    try {
      publisher.scheduleAtFixedRate(() -> announce(steady), 0, 50, TimeUnit.MILLISECONDS);
      item(fresh).waitFor();
    } finally {
      publisher.shutdownNow();
    }
    visit.hasNoFaults();
  }

  @Test
  void aPageThatCannotBeLoaded_isSaidToBeOldUntilItIsNot() {
    goLive("/alerts");
    visit.expectErrors();
    Consumer<Route> away =
        route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("not now"));
    page.route("**/alerts", away);
    Alert fresh = opens("fresh");

    announce(fresh);

    says(NOT_UP_TO_DATE);
    assertThat(item(fresh).count()).isZero();
    page.unroute("**/alerts", away);
    item(fresh).waitFor();
    says("Live");
  }

  @Test
  void anAnswerThatIsNotThePage_countsAsAFailure() {
    Alert old = opens("old");
    goLive("/alerts");
    page.route(
        "**/alerts", route -> route.fulfill(new Route.FulfillOptions().setBody("<h1>Log in</h1>")));

    announce(old);

    says(NOT_UP_TO_DATE);
    assertThat(item(old).count()).isEqualTo(1);
    visit.hasNoFaults();
  }

  @Test
  void aStreamThatTheServerEnds_isFollowedAgain() {
    goLive("/alerts");
    visit.expectErrors();

    topic.fail(new KafkaException("gone"));

    says("Connection lost; trying again");
    Alert missed = opens("missed");
    says("Live");
    assertThat(item(missed).count()).isEqualTo(1);
  }

  @Test
  void aStreamThatIsRefused_isAskedForAgain() {
    visit.expectErrors();
    Consumer<Route> away =
        route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("too many"));
    page.route(STREAM, away);
    visit.go(api.uri("/alerts"));
    says("Connection lost; trying again");

    page.unroute(STREAM, away);

    says("Live");
  }

  @Test
  void anAlertBetweenRenderingAndConnecting_isNotLost() {
    List<Alert> between = new ArrayList<>();
    page.route(
        STREAM,
        route -> {
          between.add(opens("between"));
          route.resume();
        });

    goLive("/alerts");

    assertThat(item(between.get(0)).count()).isEqualTo(1);
    visit.hasNoFaults();
  }

  @Test
  void withoutAnyAlert_thePageIsLoadedEvery30Seconds() {
    page.clock().install();
    visit.go(api.uri("/alerts"));
    // The page's clock stands still by itself, and the stream opens in real time.
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              page.clock().runFor(300);
              return page.locator("#live").textContent().equals("Live");
            });
    Alert silent = opens("silent");
    page.clock().runFor(25_000);
    assertThat(item(silent).count()).isZero();

    page.clock().runFor(6_000);

    item(silent).waitFor();
    visit.hasNoFaults();
  }

  @Test
  void hiddenTabs_holdNoConnectionAndAreUpToDateWhenShown() {
    List<Page> hidden = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS_OF_A_BROWSER; i++) {
      page = i == 0 ? page : page.context().newPage();
      goLive("/alerts");
      isHidden(page, true);
      hidden.add(page);
    }
    page = page.context().newPage();
    goLive("/alerts");
    page.close();

    page = hidden.get(0);
    Alert meanwhile = opens("meanwhile");
    announce(meanwhile);
    isHidden(page, false);
    says("Live");
    assertThat(item(meanwhile).count()).isEqualTo(1);
    visit.hasNoFaults();
  }

  private static void isHidden(Page tab, boolean hidden) {
    tab.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden',"
            + " {value: hidden, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  @Test
  void updates_areNotAnnounced() {
    goLive("/alerts");
    page.evaluate(
        "() => { window.announced = 0; new MutationObserver(all => window.announced += all.length)"
            + ".observe(document.getElementById('live'),"
            + " {subtree: true, childList: true, characterData: true}); }");
    for (String name : List.of("a", "b")) {
      Alert alert = opens(name);
      announce(alert);
      item(alert).waitFor();
    }
    assertThat(page.evaluate("() => window.announced")).isEqualTo(0);
  }
}
