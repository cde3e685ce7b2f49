package dev.headwater.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A window with one page. It notes everything that a page must never do: run what is not ours,
 * break its own policy, ask another host, or report an error on the console. Not thread-safe.
 */
public final class Visit implements AutoCloseable {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final BrowserContext context;
  private final Page page;
  private final boolean scripts;
  private final List<String> faults = new ArrayList<>();
  private boolean expectingErrors;

  Visit(BrowserContext context, Page page, boolean scripts) {
    this.context = context;
    this.page = page;
    this.scripts = scripts;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !expectingErrors) {
            faults.add("console: " + message.text());
          }
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onDialog(
        dialog -> {
          faults.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          String host = URI.create(request.url().split("[?#]")[0]).getHost();
          if (host != null && !host.equals("127.0.0.1")) {
            faults.add("asks another host: " + request.url());
          }
        });
  }

  /** Opens an address; returns the status of the answer. */
  public int go(URI address) {
    Response response = page.navigate(address.toString());
    return response.status();
  }

  /**
   * Milliseconds from the begin of the navigation until the browser painted text or a picture.
   * Waits for that. What a machine under load needs is no fault of the page: report it, and do not
   * assert it.
   */
  public double firstPaintMillis() {
    Object millis =
        page.waitForFunction(
                "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            .jsonValue();
    return ((Number) millis).doubleValue();
  }

  /** From now on, errors on the console are expected: the browser reports failed requests there. */
  public void expectErrors() {
    expectingErrors = true;
  }

  /** The page. */
  public Page page() {
    return page;
  }

  /** Asserts that the page has done nothing that a page must not do. */
  public Visit hasNoFaults() {
    assertThat(faults).as("what the page did wrong at " + page.url()).isEmpty();
    return this;
  }

  /** Asserts that nothing is wider than the window: a reader never scrolls sideways. */
  public Visit fitsTheWindow() {
    Object wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) wider).doubleValue())
        .as("pixels by which the page is too wide at " + page.url())
        .isLessThanOrEqualTo(0);
    return this;
  }

  /** Asserts that axe finds no serious barrier. */
  public Visit isAccessible() {
    AxeResults results = new AxeBuilder(page).analyze();
    assertThat(
            results.getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(
                    rule ->
                        rule.getId()
                            + ": "
                            + rule.getHelp()
                            + " "
                            + rule.getNodes().stream()
                                .map(node -> node.getHtml())
                                .limit(3)
                                .toList()))
        .as("barriers at " + page.url())
        .isEmpty();
    return this;
  }

  /** The tree that a screen reader reads. */
  public String aria(String selector) {
    return page.locator(selector).first().ariaSnapshot();
  }

  /** Takes a picture of the whole page. */
  public void picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  /** Whether scripts run here. */
  public boolean hasScripts() {
    return scripts;
  }

  @Override
  public void close() {
    context.close();
  }
}
