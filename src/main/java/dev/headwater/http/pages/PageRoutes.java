package dev.headwater.http.pages;

import dev.headwater.http.request.Parameters;
import dev.headwater.pages.ApiGuide;
import dev.headwater.pages.Pages;
import dev.headwater.query.Queries;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** All pages for people, by their paths. */
public final class PageRoutes {
  private final Map<String, Handler> waiting = new LinkedHashMap<>();
  private final Map<String, Handler> prompt = new LinkedHashMap<>();
  private final StaticFiles files = new StaticFiles();
  private final PageFrame frame;

  /**
   * @param guide to the API
   */
  public PageRoutes(Queries queries, Clock clock, String version, ApiGuide guide) {
    this.frame = new PageFrame(new Pages(version, files.stamp()));
    ListPages lists = new ListPages(queries, frame);
    AssetPages assets = new AssetPages(queries, frame, clock);
    OverviewPage overview = new OverviewPage(queries, frame, clock);
    prompt.put("/", overview::get);
    prompt.put(
        "/docs",
        ctx -> {
          Parameters.ofForm(ctx);
          frame.show(ctx, "docs", "The HTTP API", "docs", "", guide);
        });
    prompt.put("/assets", lists::assets);
    prompt.put("/alerts", lists::alerts);
    prompt.put("/assets/{urn}/lineage", assets::lineage);
    prompt.put("/jobs/{namespace}/{name}", new JobPage(queries, frame)::get);
    waiting.put("/assets/{urn}", assets::one);
    waiting.put("/assets/{urn}/card", assets::card);
    waiting.put("/assets/{urn}/decisions", new DecisionsPage(queries, frame, assets)::get);
    waiting.put("/assets/{urn}/compare", new ComparePage(queries, frame)::get);
    waiting.put("/paths", new PathsPage(queries, frame)::get);
    waiting.put("/gate", new GatePage(queries, frame)::get);
  }

  /** What serves the style sheets and scripts. */
  public StaticFiles files() {
    return files;
  }

  /** What all pages have in common. */
  public PageFrame frame() {
    return frame;
  }

  /** The pages that answer at once. */
  public Map<String, Handler> prompt() {
    return Map.copyOf(prompt);
  }

  /** The pages that wait until the answer is caught up. */
  public Map<String, Handler> waiting() {
    return Map.copyOf(waiting);
  }
}
