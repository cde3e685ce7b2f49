package dev.headwater.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.bench.graph.GraphForm;
import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each benchmark with little data. Checks that the figures are plausible, not how good they
 * are.
 */
class BenchIT {
  private static final BenchConfig SETUP = new BenchConfig(2, 2, 256, Map.of());

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files)
          .noneMatch(
              file ->
                  file.getFileName()
                      .toString()
                      .startsWith("headwater-bench-" + ProcessHandle.current().pid() + "-"));
    }
  }

  @Test
  void throughput_countsWhatIsProcessed_andShowsWhereTheTimeGoes(@TempDir Path folder)
      throws IOException {
    Path recording = folder.resolve("recording.jfr");
    long events = 5_000; // enough time for the recorder to sample the threads many times

    Report report = throughput(Shape.LAYERED, events, Optional.of(recording));

    assertThat(recording).isNotEmptyFile();
    assertThat(text(report)).contains("GraphProcessor.process", "stream threads");
  }

  @Test
  void throughput_countsWhatIsProcessedOfAHub() throws IOException {
    throughput(Shape.HUB, 1_000, Optional.empty());
  }

  @Test
  void throughputWithCompositions_comparesTheSameEventsWithoutThem() throws IOException {
    long events = 1_000;
    Report report =
        new CompositionCost(
                new Throughput.Options(SETUP, Shape.LAYERED, events, 50, 1, 1, Optional.empty()),
                what -> {})
            .run();

    Map<String, Number> figures = report.figures();
    for (String form : List.of("without_", "with_")) {
      assertThat(figure(figures, form + "consumed_per_event_headwater.events")).isEqualTo(1);
      assertThat(figures).doesNotContainKey(form + "produced_per_event_headwater.quarantine");
      assertThat(figure(figures, form + "store_puts_per_event"))
          .isCloseTo(
              figure(figures, form + "produced_per_event_headwater-graph-changelog"), within(0.5));
      assertThat(figure(figures, form + "ratio"))
          .isEqualTo(
              figure(figures, form + "events_per_second")
                  / figure(figures, form + "calibration_per_second"));
    }
    // 20 languages take 11 or 12 bytes each; half of the events state two compositions.
    assertThat(figure(figures, "with_event_bytes") - figure(figures, "without_event_bytes"))
        .isBetween(300.0, 450.0);
    assertThat(figure(figures, "with_over_without")).isPositive();
    assertThat(figure(figures, "calibration_with_over_without")).isPositive();
    assertThat(text(report)).contains("Work, per event", "Store, per event, without");
    assertIsInJson(report);
  }

  @Test
  void throughputWithMetrics_comparesTheSameEventsWithoutThem() throws IOException {
    Report report =
        new MetricsCost(
                new Throughput.Options(SETUP, Shape.LAYERED, 500, 50, 1, 1, Optional.empty()),
                what -> {})
            .run();

    Map<String, Number> figures = report.figures();
    for (String form : List.of("off_", "on_")) {
      assertThat(figure(figures, form + "consumed_per_event_headwater.events")).isEqualTo(1);
    }
    assertThat(figure(figures, "on_event_bytes")).isEqualTo(figure(figures, "off_event_bytes"));
    assertThat(figure(figures, "on_over_off"))
        .isEqualTo(
            figure(figures, "on_events_per_second") / figure(figures, "off_events_per_second"));
    assertIsInJson(report);
  }

  private static Report throughput(Shape shape, long events, Optional<Path> profile)
      throws IOException {
    Report report =
        new Throughput(new Throughput.Options(SETUP, shape, events, 50, 1, 1, profile), what -> {})
            .run();

    Map<String, Number> figures = report.figures();
    assertThat(figure(figures, "consumed_per_event_headwater.events")).isEqualTo(1);
    assertThat(figures).doesNotContainKey("produced_per_event_headwater.quarantine");
    // Each output is a new asset with a summary of its own. Commands share records.
    assertThat(figure(figures, "produced_per_event_headwater.assets")).isGreaterThanOrEqualTo(1.0);
    assertThat(figure(figures, "produced_per_event_headwater.graph"))
        .isEqualTo(figure(figures, "consumed_per_event_headwater.graph"))
        .isPositive();
    assertThat(figure(figures, "produced_per_event_headwater.alerts")).isGreaterThan(0);
    assertThat(figure(figures, "store_puts_per_event"))
        .isCloseTo(figure(figures, "produced_per_event_headwater-graph-changelog"), within(0.5));
    assertThat(figure(figures, "event_bytes")).isBetween(900.0, 1_300.0);
    assertThat(figure(figures, "events_per_second")).isPositive();
    assertThat(figure(figures, "ratio"))
        .isEqualTo(
            figure(figures, "events_per_second") / figure(figures, "calibration_per_second"));
    assertIsInJson(report);
    return report;
  }

  @Test
  void authentication_comparesTheSameRequestsWithoutIt() throws IOException {
    Report report =
        new AuthenticationCost(
                new AuthenticationCost.Options(SETUP, 1, Duration.ofMillis(500)), what -> {})
            .run();

    Map<String, Number> figures = report.figures();
    for (String kind : List.of("probe", "read", "post")) {
      assertThat(figure(figures, kind + "_rate_ratio")).isPositive();
      assertThat(figure(figures, kind + "_cpu_without_us")).isPositive();
      assertThat(figure(figures, kind + "_cpu_ratio"))
          .isEqualTo(
              figure(figures, kind + "_cpu_with_us") / figure(figures, kind + "_cpu_without_us"));
    }
    assertIsInJson(report);
  }

  @Test
  void latency_isMeasuredAtEachDepthAndLoad() throws IOException {
    Report report =
        new Latency(new Latency.Options(SETUP, List.of(1, 4), 3, 20, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    for (String load : List.of("quiet", "half_load")) {
      for (String effect : List.of("opened", "resolved", "plain")) {
        String key = load + "_" + effect;
        assertThat(figure(figures, key + "_1_p50_ms")).isPositive();
        assertThat(figure(figures, key + "_4_p99_ms"))
            .isGreaterThanOrEqualTo(figure(figures, key + "_4_p50_ms"));
      }
    }
    assertThat(figure(figures, "half_load_events_per_second")).isEqualTo(10);
    assertThat(figure(figures, "half_load_events_sent")).isPositive();
    assertIsInJson(report);
  }

  @Test
  void reads_areOfSubgraphsOfTheSizeAskedFor() throws IOException {
    Report report = new Reads(new Reads.Options(SETUP, 1_200, 200, 5, 20, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    assertThat(figure(figures, "subgraph_nodes")).isEqualTo(200);
    assertThat(figure(figures, "representation_categories")).isEqualTo(20);
    assertThat(figure(figures, "representation_complete")).isEqualTo(1);
    for (String load : List.of("quiet", "half_load")) {
      for (String read :
          List.of(
              "lineage_upstream",
              "lineage_downstream",
              "exposures",
              "asset",
              "representation_1_000_assets_upstream")) {
        String key = load + "_" + read;
        assertThat(figure(figures, key + "_p50_ms")).isPositive();
        assertThat(figure(figures, key + "_p99_ms"))
            .isGreaterThanOrEqualTo(figure(figures, key + "_p50_ms"));
      }
    }
    assertThat(figure(figures, "quiet_gate_p50_ms")).isPositive();
    assertThat(figure(figures, "half_load_events_sent")).isPositive();
    assertThat(figure(figures, "nodes_per_second")).isPositive();
    assertIsInJson(report);
  }

  @Test
  void pages_showWhatTheyAreAskedFor_andSearchesTakeTheIndex() throws IOException {
    long assets = 6_000; // a block as wide as in larger graphs
    Report report = new Pages(new Pages.Options(SETUP, assets, 3, 20, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    assertThat(figure(figures, "assets")).isEqualTo(assets);
    for (String load : List.of("quiet", "half_load_at_its_begin", "half_load")) {
      assertThat(figure(figures, load + "_asset_upstream_shown")).as(load).isEqualTo(1_000);
      assertThat(figure(figures, load + "_search_a_whole_name_shown")).as(load).isEqualTo(1);
      assertThat(figure(figures, load + "_search_one_letter_shown")).as(load).isEqualTo(50);
      assertThat(figure(figures, load + "_search_nothing_like_it_shown")).as(load).isZero();
      assertThat(figure(figures, load + "_asset_one_hop_shown")).as(load).isGreaterThan(1);
      assertThat(figure(figures, load + "_overview_shown")).as(load).isPositive();
      assertThat(figure(figures, load + "_alerts_shown")).as(load).isEqualTo(200);
      assertThat(figure(figures, load + "_gate_shown")).as(load).isEqualTo(1);
      assertThat(figure(figures, load + "_partitions_scanned")).as(load).isZero();
      for (String page : List.of("overview", "search", "asset_one_hop", "alerts", "gate")) {
        String key = load + "_" + page;
        assertThat(figure(figures, key + "_p50_ms")).isPositive();
        assertThat(figure(figures, key + "_p99_ms"))
            .isGreaterThanOrEqualTo(figure(figures, key + "_p50_ms"));
      }
    }
    // Not zero: a busy machine may be too slow to find out that a page is caught up.
    assertThat(figure(figures, "quiet_pages_unsure"))
        .isLessThan(figure(figures, "quiet_pages") / 2);
    assertThat(figure(figures, "quarantined_events")).isZero();
    assertThat(figure(figures, "half_load_events_sent")).isPositive();
    assertThat(figure(figures, "index_assets_per_second")).isPositive();
    assertThat(figure(figures, "ratio"))
        .isEqualTo(
            figure(figures, "nodes_drawn_per_second") / figure(figures, "calibration_per_second"));
    assertIsInJson(report);
  }

  @Test
  void size_growsWithAssetsAndEdges() throws IOException {
    Report report = new Size(new Size.Options(SETUP, List.of(300L, 600L), 6, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    assertThat(figure(figures, "state_bytes_per_edge")).isBetween(1.0, 2_000.0);
    assertThat(figure(figures, "state_bytes_per_asset_without_edges")).isBetween(1.0, 20_000.0);
    assertThat(figure(figures, "resident_megabytes_at_600")).isBetween(50.0, 2_000.0);
    assertIsInJson(report);
  }

  /**
   * Does not compare the counts at different sizes, because here they depend on timing; {@link
   * GrowthTest} compares them.
   */
  @Test
  void growth_countsEachPieceOfWork() throws IOException {
    List<GraphForm> forms = List.of(GraphForm.CHAIN, GraphForm.REWRITTEN);
    Report report =
        new Growth(new Growth.Options(SETUP, forms, List.of(4L), 5, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    for (String work :
        List.of("chain_made", "chain_cut", "chain_another_step", "rewritten_another_day")) {
      String key = work + "_at_4";
      assertThat(figure(figures, key + "_seconds")).as(key).isPositive();
      assertThat(figure(figures, key + "_puts")).as(key).isPositive();
      assertThat(figure(figures, key + "_records_produced")).as(key).isPositive();
    }
    // So few rows are usually still in memory, and then the store scans none.
    assertThat(figure(figures, "chain_cut_at_4_rows_scanned")).isNotNegative();
    assertIsInJson(report);
  }

  @Test
  void restore_readsTheChangelogAgain() throws IOException {
    Report report = new Restore(new Restore.Options(SETUP, 300, 1, 1), what -> {}).run();

    Map<String, Number> figures = report.figures();
    assertThat(figure(figures, "state_kept_seconds")).isPositive();
    assertThat(figure(figures, "state_removed_caught_up_seconds"))
        .isGreaterThanOrEqualTo(figure(figures, "state_removed_seconds"));
    assertThat(figure(figures, "changelog_records")).isGreaterThan(300);
    assertIsInJson(report);
  }

  private static double figure(Map<String, Number> figures, String name) {
    assertThat(figures).containsKey(name);
    return figures.get(name).doubleValue();
  }

  private static void assertIsInJson(Report report) throws IOException {
    JsonNode json = new ObjectMapper().readTree(report.json());
    report
        .figures()
        .forEach(
            (name, value) ->
                assertThat(json.path("figures").path(name).asDouble())
                    .as(name)
                    .isEqualTo(value.doubleValue()));
    assertThat(json.path("settings").path("partitions").asText()).isEqualTo("2");
    assertThat(json.path("tables")).isNotEmpty();
    assertThat(text(report)).contains(json.path("tables").path(0).path("title").asText());
  }

  private static String text(Report report) {
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));
    return text.toString();
  }
}
