package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.headwater.browser.BrowserTest;
import dev.headwater.browser.Chromium;
import dev.headwater.browser.Visit;
import dev.headwater.model.Asset;
import dev.headwater.query.FakeGraph;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows in a real browser what opening neighbours in a lineage graph keeps. */
@Timeout(400)
class LineageBrowserIT extends BrowserTest {
  private final ApiFixture api = new ApiFixture();
  private final FakeGraph graph = api.graph;
  private Visit visit;
  private Page page;

  @BeforeEach
  void opened() {
    visit = chromium.open(Chromium.View.WIDE);
    page = visit.page();
  }

  @AfterEach
  void close() {
    visit.close();
    api.close();
  }

  private boolean hasFocus(Locator locator) {
    return (boolean) locator.evaluate("element => element === document.activeElement");
  }

  private static String pageOf(Asset asset) {
    return "/assets/" + ApiFixture.segment(asset.urn());
  }

  private Locator box(Asset asset) {
    return page.locator(".hw-box[data-id='" + asset.urn() + "']");
  }

  private Locator more(Asset asset) {
    return page.locator(".hw-more-inputs[data-of='" + asset.urn() + "']");
  }

  @Test
  void openingNeighbours_keepsZoomAndTheHighlightedPath() {
    Asset[] path = {dataset("talk@1"), dataset("mix@1"), model("chat@3")};
    graph.undocumented(path);
    graph.chain(dataset("far@1"), dataset("near@1"), model("chat@3"));
    visit.go(api.uri(pageOf(path[2]) + "?show=" + ApiFixture.segment(path[0].urn())));
    assertThat(page.locator(".hw-box.hw-lit").count()).isEqualTo(3);
    page.locator("[data-zoom] button[data-by='1.25']").click();
    double height = box(path[2]).boundingBox().height;
    double left = box(dataset("near@1")).boundingBox().x;

    more(dataset("near@1")).click();

    box(dataset("far@1")).waitFor();
    assertThat(box(path[2]).boundingBox().height).isBetween(height * 0.97, height * 1.03);
    assertThat(box(dataset("near@1")).boundingBox().x).isBetween(left - 3, left + 3);
    assertThat(hasFocus(box(dataset("near@1")))).isTrue();
    for (Asset step : path) {
      assertThat(box(step).getAttribute("class")).as(step.urn()).contains("hw-lit");
    }
    assertThat(box(dataset("far@1")).getAttribute("class")).contains("hw-dim");
    assertThat(page.locator("#lineage-part .fresh").innerText()).isNotEmpty();
    visit.isAccessible().hasNoFaults();
  }

  @Test
  void aPathThatIsNotFound_isSaidToBeMissing() {
    graph.chain(dataset("b@1"), model("m@1"));
    graph.chain(dataset("a@1"), dataset("b@1"));
    visit.go(api.uri(pageOf(model("m@1")) + "?show=" + ApiFixture.segment("dataset:lab:z@1")));

    more(dataset("b@1")).click();

    assertThat(page.locator("#lineage-part .fresh.unsure").innerText())
        .contains("May be incomplete")
        .contains("dataset:lab:z@1");
    visit.hasNoFaults();
  }

  @Test
  void twoQuickClicks_openBothAndTheFirstPictureNeverComesLate() {
    graph.chain(dataset("a2@1"), dataset("a@1"), model("m@1"));
    graph.chain(dataset("b2@1"), dataset("b@1"), model("m@1"));
    visit.go(api.uri(pageOf(model("m@1"))));
    List<Route> held = new ArrayList<>();
    List<Request> failed = new ArrayList<>();
    page.onRequestFailed(failed::add);
    page.route(
        "**/lineage?*",
        route -> {
          if (held.isEmpty()) {
            held.add(route);
          } else {
            route.resume();
          }
        });

    more(dataset("a@1")).click();
    page.waitForCondition(() -> !held.isEmpty());
    more(dataset("b@1")).click();

    box(dataset("b2@1")).waitFor();
    assertThat(box(dataset("a2@1")).count()).isEqualTo(1);
    assertThat(failed).containsExactly(held.get(0).request());
    assertThat(page.url()).contains("a%401").contains("b%401");
    visit.hasNoFaults();
  }
}
