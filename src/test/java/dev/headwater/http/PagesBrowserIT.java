package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.headwater.browser.BrowserTest;
import dev.headwater.browser.Chromium;
import dev.headwater.browser.Visit;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Job;
import dev.headwater.model.Production;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.Steps;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows in a real browser what the pages do with data that is hostile, large, or not there. */
class PagesBrowserIT extends BrowserTest {
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(2)>",
          "javascript:alert(3)",
          "</title><svg onload=alert(4)>",
          "'-alert(5)-'");

  private final ApiFixture api = new ApiFixture();
  private final FakeGraph graph = api.graph;

  @AfterEach
  void close() {
    api.close();
  }

  private static String page(Asset asset) {
    return "/assets/" + ApiFixture.segment(asset.urn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets", "/alerts", "/gate", "/paths", "/docs"})
  void anEmptyStore_saysWhatToDoNext(String path) {
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      assertThat(visit.go(api.uri(path))).isEqualTo(200);
      visit.isAccessible().fitsTheWindow().hasNoFaults();
      assertThat(visit.page().locator("main").innerText()).hasSizeGreaterThan(60);
    }
  }

  @Test
  void anAssetThatNobodyNamed_isAPageWithItsVersions() {
    graph.assets(dataset("talk@1"), dataset("talk@2"));
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.expectErrors();
      assertThat(visit.go(api.uri(page(dataset("talk"))))).isEqualTo(404);
      assertThat(visit.aria("main"))
          .contains("heading \"Not found\"")
          .contains("link \"dataset:lab:talk@1\"")
          .contains("link \"dataset:lab:talk@2\"");
      visit.isAccessible();
    }
  }

  @Test
  void textsThatAreMarkupOrScripts_areShownAsTheyAre() {
    Asset victim = hostile();
    for (Chromium.View view : List.of(Chromium.View.WIDE, Chromium.View.NARROW)) {
      try (Visit visit = chromium.open(view)) {
        for (String path :
            List.of(
                page(victim),
                page(victim) + "/card",
                page(victim) + "/decisions",
                "/assets?q=script",
                "/assets?q=%3Cscript%3Ealert(6)%3C/script%3E",
                "/alerts?subject=" + ApiFixture.segment(victim.urn()),
                "/gate?urn=" + ApiFixture.segment(victim.urn()),
                "/")) {
          assertThat(visit.go(api.uri(path))).as(path).isEqualTo(200);
          visit.hasNoFaults().fitsTheWindow();
        }
        visit.go(api.uri(page(victim)));
        assertThat(visit.page().locator("h1").innerText()).contains(HOSTILE.get(0));
        assertThat(visit.page().locator("a[href^='javascript']").count()).isZero();
        assertThat(visit.page().locator("main script").count()).isZero();
      }
    }
  }

  /** An asset whose every text is markup or a script. */
  private Asset hostile() {
    Asset victim = Asset.of(AssetKind.DATASET, HOSTILE.get(1), HOSTILE.get(0), HOSTILE.get(3));
    Asset origin = Asset.of(AssetKind.DATASET, HOSTILE.get(2), HOSTILE.get(4));
    Asset child = Asset.of(AssetKind.MODEL, HOSTILE.get(4), HOSTILE.get(2), HOSTILE.get(1));
    graph.undocumented(origin, victim, child);
    TreeMap<String, Double> counts = new TreeMap<>();
    HOSTILE.forEach(text -> counts.put(text, 10.0));
    graph.summary(
        new AssetSummary(
            victim,
            Synthetic.INHERITED,
            Documentation.NOT_APPLICABLE,
            List.of(),
            List.of(
                new Production(
                    new UUID(0, 1),
                    EventType.CLEAN,
                    FakeGraph.OPENED,
                    new Job(HOSTILE.get(0), HOSTILE.get(2)),
                    HOSTILE.get(1),
                    HOSTILE.get(2))),
            OptionalLong.of(10),
            OptionalLong.empty(),
            HOSTILE.get(1),
            List.of(
                new Composition(
                    HOSTILE.get(0), HOSTILE.get(1), CompositionMethod.MEASURED, counts, 5)),
            List.of(new Agent(HOSTILE.get(0), AgentType.PERSON, HOSTILE.get(1), HOSTILE.get(2))),
            List.of(
                new Decision(
                    HOSTILE.get(0),
                    DecisionKind.INCLUSION,
                    HOSTILE.get(1),
                    HOSTILE.get(2),
                    HOSTILE.get(3),
                    List.of(HOSTILE.get(0)),
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    Optional.empty())),
            Optional.empty(),
            Completeness.COMPLETE,
            new ExposureCounts(1, 1, 0, 0),
            1));
    graph.open(RuleName.UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, victim, origin);
    graph.event(
        victim,
        Steps.event(
            1,
            EventType.CLEAN,
            victim,
            List.of(new Agent(HOSTILE.get(0), AgentType.PERSON, HOSTILE.get(1), HOSTILE.get(2))),
            Steps.decision(HOSTILE.get(3), HOSTILE, HOSTILE, HOSTILE.get(0), HOSTILE.get(4))));
    return victim;
  }

  @Test
  void peopleAndDecisions_fitTheWindowAndAreAccessible() {
    Asset clean = dataset("clean@1");
    graph.chain(dataset("raw@1"), clean, model("chat@3"));
    graph.event(
        clean,
        Steps.event(
            1,
            EventType.CLEAN,
            clean,
            List.of(new Agent("ada", AgentType.PERSON, "CURATOR", "org:" + "l".repeat(300))),
            Steps.decision("d-1", List.of("sw", "yo"), List.of(), "bob")));
    graph.event(clean, Steps.event(2, EventType.TRANSFORM, clean, Steps.annotators(2)));
    for (Chromium.View view : List.of(Chromium.View.WIDE, Chromium.View.NARROW)) {
      try (Visit visit = chromium.open(view)) {
        assertThat(visit.go(api.uri(page(model("chat@3")) + "/decisions"))).isEqualTo(200);
        visit.isAccessible().fitsTheWindow().hasNoFaults();
        assertThat(visit.aria("main"))
            .contains("heading \"What nobody is named for\"")
            .contains("fewer than 5 annotators");
        visit.page().locator("#gaps a[href^='#e-']").first().click();
        assertThat(visit.page().url()).contains("#e-");
      }
    }
  }

  @Test
  void longNamesAndOtherScripts_stayWithinTheWindow() {
    Asset wide = Asset.of(AssetKind.DATASET, "lab", "w".repeat(500), "9".repeat(400));
    Asset arabic = Asset.of(AssetKind.DATASET, "مختبر", "محادثات".repeat(40), "١");
    Asset chinese = Asset.of(AssetKind.MODEL, "实验室", "语言识别模型".repeat(60), "2");
    Asset emoji = Asset.of(AssetKind.DATASET, "lab", "👩🏽‍🔬".repeat(60));
    graph.undocumented(wide, arabic, emoji, chinese);
    for (Asset asset : List.of(wide, arabic, chinese, emoji)) {
      for (Chromium.View view : List.of(Chromium.View.WIDE, Chromium.View.NARROW)) {
        try (Visit visit = chromium.open(view)) {
          assertThat(visit.go(api.uri(page(asset)))).isEqualTo(200);
          visit.fitsTheWindow().hasNoFaults();
          assertThat(visit.go(api.uri("/assets"))).isEqualTo(200);
          visit.fitsTheWindow().hasNoFaults();
        }
      }
    }
  }

  @Test
  void aGraphOfThousandAssets_opensAtOneStepAndDrawsThemAll() {
    Asset hub = model("hub@1");
    for (int i = 0; i < 40; i++) {
      Asset middle = dataset("middle-" + i + "@1");
      graph.edge(middle, hub);
      for (int j = 0; j < 24; j++) {
        graph.edge(dataset("leaf-" + i + "-" + j + "@1"), middle);
      }
    }
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(hub)));
      Locator boxes = visit.page().locator("[data-graph] .hw-box");
      assertThat(boxes.count()).isEqualTo(41);
      // Each input has inputs that are not drawn, and outputs that nobody looked for.
      assertThat(visit.page().locator("[data-graph] .hw-more-inputs").count()).isEqualTo(40);
      assertThat(visit.page().locator("[data-graph] .hw-more-outputs").count()).isEqualTo(40);
      visit.go(api.uri(page(hub) + "?depth=2&direction=upstream"));
      assertThat(boxes.count()).isEqualTo(1_000);
      assertThat(visit.page().locator("#lineage-part").innerText()).contains("1,000 assets");
      visit.fitsTheWindow().hasNoFaults();
    }
  }

  @Test
  void openingNeighbours_leavesTheClickedBoxWhereItIs() {
    Asset[] chain = {dataset("a@1"), dataset("b@1"), dataset("c@1"), dataset("d@1"), model("m@1")};
    graph.chain(chain);
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(chain[4])));
      Page page = visit.page();
      Locator box = page.locator(".hw-box[data-id='dataset:lab:d@1']");
      double before = box.boundingBox().x;
      page.locator(".hw-more-inputs").first().click();
      page.locator(".hw-box[data-id='dataset:lab:c@1']").waitFor();
      assertThat(Math.abs(box.boundingBox().x - before)).isLessThan(3);
      assertThat(page.url()).contains("open=");
      page.reload();
      assertThat(page.locator(".hw-box").count()).isEqualTo(3);
      visit.hasNoFaults();
    }
  }

  @Test
  void withoutJavaScript_everythingCanBeReadAndOpened() {
    Asset[] chain = {dataset("a@1"), dataset("b@1"), model("m@1")};
    graph.undocumented(chain);
    graph.open(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, chain[2], chain[0]);
    try (Visit visit = chromium.open(Chromium.View.WIDE.withoutScripts())) {
      Page page = visit.page();
      visit.go(api.uri("/alerts"));
      assertThat(page.locator("#alerts > li").count()).isEqualTo(1);
      page.locator("#alerts a", new Page.LocatorOptions().setHasText("model:lab:m@1"))
          .first()
          .click();
      assertThat(page.locator(".verdict").innerText()).contains("FAIL");
      page.locator("a.hw-more-inputs").first().click();
      assertThat(page.locator(".hw-box").count()).isEqualTo(3);
      assertThat(page.locator("button[data-copy]:visible").count()).isZero();
      visit.hasNoFaults();
    }
  }

  @Test
  void theKeyboardAlone_reachesTheNeighboursAndTheirPages() {
    graph.chain(dataset("a@1"), dataset("b@1"), model("m@1"));
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(model("m@1"))));
      Page page = visit.page();
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus").innerText()).isEqualTo("Skip to the content");
      boolean more = false;
      boolean box = false;
      for (int i = 0; i < 80 && !box; i++) {
        page.keyboard().press("Tab");
        String focused = String.valueOf(page.locator(":focus").getAttribute("class"));
        more |= focused.contains("hw-more");
        box =
            focused.contains("hw-box")
                && "dataset:lab:b@1".equals(page.locator(":focus").getAttribute("data-id"));
      }
      assertThat(box).as("the box of an input is reached with the Tab key").isTrue();
      page.keyboard().press("Enter");
      page.waitForURL("**/assets/dataset%3Alab%3Ab%401");
      assertThat(more || page.locator(".hw-more").count() > 0).isTrue();
      visit.hasNoFaults();
    }
  }

  @Test
  void thePageOfAnAsset_readsWellToAScreenReader() {
    Asset[] chain = {dataset("talk@1"), dataset("mix@1"), model("chat@3")};
    graph.undocumented(chain);
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(chain[2])));
      assertThat(visit.aria("main"))
          .contains("heading \"chat@3\" [level=1]")
          .contains("FAIL This model fails the gate")
          .contains("group \"Lineage of model:lab:chat@3\"")
          .contains("link \"dataset lab:mix@1")
          .contains("heading \"Origins that matter\" [level=2]")
          .contains("cell \"dataset:lab:talk@1\"");
      assertThat(
              visit
                  .page()
                  .getByRole(
                      AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("On this page"))
                  .count())
          .isEqualTo(1);
      visit.isAccessible().hasNoFaults();
    }
  }

  @Test
  void aHighlightedOrigin_lightsItsPath() {
    Asset[] chain = {dataset("talk@1"), dataset("mix@1"), model("chat@3")};
    graph.undocumented(chain);
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(chain[2]) + "?depth=2"));
      Page page = visit.page();
      page.locator("tr[data-path] a").first().focus();
      assertThat(page.locator(".hw-box.hw-lit").count()).isEqualTo(3);
      assertThat(page.locator(".hw-arrow.hw-lit").count()).isEqualTo(2);
      visit.hasNoFaults();
    }
  }

  @Test
  void whatDocumentsAnAsset_canBeCopied() {
    Asset talk = dataset("talk@1");
    graph.undocumented(talk);
    graph.summary(
        new AssetSummary(
            talk,
            Synthetic.YES,
            Documentation.UNDOCUMENTED,
            List.of(Condition.values()),
            List.of(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Completeness.NO_ASSERTION,
            new ExposureCounts(1, 1, 0, 0),
            0));
    try (Visit visit = chromium.open(Chromium.View.WIDE)) {
      visit.go(api.uri(page(talk)));
      Page page = visit.page();
      page.locator("button[data-copy='remedy-json']").click();
      page.locator("button[data-copy='remedy-json']:has-text('Copied')").waitFor();
      assertThat(String.valueOf(page.evaluate("() => navigator.clipboard.readText()")))
          .isEqualTo(page.locator("#remedy-json").textContent())
          .contains("\"type\":\"DOCUMENT\"");
      visit.isAccessible().hasNoFaults();
    }
  }
}
