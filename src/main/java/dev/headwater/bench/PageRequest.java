package dev.headwater.bench;

import dev.headwater.bench.graph.PageGraph;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.model.Asset;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as people ask for it.
 *
 * @param name for the report
 * @param path of the request, by the number of the repetition
 * @param shown counts in the HTML what the page is about, such as the rows that a search found
 */
record PageRequest(String name, LongFunction<String> path, ToDoubleFunction<String> shown) {
  /** The begin of the names of all searches. */
  static final String SEARCH = "search";

  /** The page that draws everything upstream, up to the limit of the picture. */
  static final String UPSTREAM = "asset, upstream";

  /** More steps than the graph has. */
  private static final int ALL_STEPS = 50;

  private static final Pattern DRAWN = Pattern.compile("([\\d,]+) assets? drawn");
  private static final Pattern ROW = Pattern.compile("<td><a class=\"name\" href=");
  private static final Pattern ALERT = Pattern.compile("<li id=\"alert-");
  private static final Pattern VERDICT = Pattern.compile("class=\"verdict ");

  /** Pages that say this about themselves may lack something. */
  private static final String UNSURE = "May be incomplete.";

  boolean isSearch() {
    return name.startsWith(SEARCH);
  }

  /** Whether a page says that it is complete. */
  static boolean isSure(String html) {
    return !html.contains(UNSURE);
  }

  /** All kinds of pages that are measured. */
  static List<PageRequest> all(PageGraph graph) {
    return List.of(
        new PageRequest("overview", number -> "/", count(ALERT)),
        search("a whole name", number -> graph.any(number).name()),
        search(
            "the begin of names",
            number -> PageGraph.topic(number) + "/" + PageGraph.stage(number / 16).substring(0, 3)),
        search("a word", PageGraph::stage),
        search("within a word", number -> PageGraph.stage(number).substring(1, 5)),
        search("four digits", number -> graph.any(number).name().replaceFirst(".*(....)$", "$1")),
        search("one letter", number -> "e"),
        search("a name and a state", PageGraph::topic, "&synthetic=YES"),
        search("nothing like it", number -> "zzq" + Math.abs(number)),
        new PageRequest("asset, one hop", number -> of(graph.any(number)), drawn()),
        new PageRequest(
            UPSTREAM,
            number -> of(graph.model(number)) + "?direction=upstream&depth=" + ALL_STEPS,
            drawn()),
        new PageRequest("alerts", number -> "/alerts", count(ALERT)),
        new PageRequest(
            "gate", number -> "/gate?urn=" + encoded(graph.model(number).urn()), count(VERDICT)));
  }

  private static PageRequest search(String what, LongFunction<String> text) {
    return search(what, text, "");
  }

  private static PageRequest search(String what, LongFunction<String> text, String filters) {
    return new PageRequest(
        SEARCH + ", " + what,
        number -> "/assets?q=" + encoded(text.apply(number)) + filters,
        count(ROW));
  }

  private static String of(Asset asset) {
    return "/assets/" + encoded(asset.urn());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static ToDoubleFunction<String> count(Pattern pattern) {
    return html -> pattern.matcher(html).results().count();
  }

  private static ToDoubleFunction<String> drawn() {
    return html -> {
      Matcher said = DRAWN.matcher(html);
      if (!said.find()) {
        throw new BenchException("a page of an asset does not say how much it draws");
      }
      return Double.parseDouble(said.group(1).replace(",", ""));
    };
  }
}
