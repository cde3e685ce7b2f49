package dev.headwater.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Chromium of this machine, without a window. A test that finds none is skipped and says how to get
 * it; with {@code CI=true} it fails instead. Not thread-safe.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Playwright playwright;
  private final Browser browser;

  /** How long an assertion waits for a page. A busy machine takes seconds for what is quick. */
  private static final double PATIENCE_MILLIS = 60_000;

  private Chromium(Path executable) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--font-render-hinting=none")));
  }

  /** Starts the browser. */
  public static Chromium start() {
    Optional<Path> found =
        Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), PLACES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String how =
          "no Chromium here; on Debian: apt-get install chromium. Or name one in the variable"
              + " CHROMIUM";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(how);
      }
      Assumptions.abort(how);
    }
    return new Chromium(found.get());
  }

  /** How a page is opened. */
  public record View(int width, int height, boolean dark, boolean scripts) {
    public static final View WIDE = new View(1280, 900, false, true);
    public static final View NARROW = new View(390, 844, false, true);

    /** The same view in dark colours. */
    public View inTheDark() {
      return new View(width, height, true, scripts);
    }

    /** The same view in a browser without JavaScript. */
    public View withoutScripts() {
      return new View(width, height, dark, false);
    }
  }

  /** A new window with one page. The caller closes it. */
  public Visit open(View view) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(view.width(), view.height())
                .setColorScheme(view.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setJavaScriptEnabled(view.scripts())
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    Page page = context.newPage();
    return new Visit(context, page, view.scripts());
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
