package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Shows with random events that the order of events, their repetition and the size of a step do not
 * change which events are live in the end. The random events contain several attempts, two jobs
 * under one run id, streaming runs, and facets that appear and are deleted.
 */
class OrderTest {
  private static final int SEEDS = 3_000;
  private static final List<String> STATES =
      List.of("START", "RUNNING", "COMPLETE", "COMPLETE", "COMPLETE", "FAIL", "ABORT", "OTHER");
  private static final String COLUMNS =
      Written.facet(
          "columnLineage",
          "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"a\",\"field\":\"id\"}]}}");
  private static final List<String> FACETS =
      List.of(
          Written.facet("version", "\"datasetVersion\":\"1\""),
          Written.facet("outputStatistics", "\"rowCount\":1"),
          Written.facet("outputStatistics", "\"rowCount\":2"),
          Written.facet("lineage", "\"inputs\":[]"),
          Written.facet(
              "lineage",
              "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"type\":\"DATASET\"}]"),
          Written.facet("lineage", "\"_deleted\":true"),
          COLUMNS,
          COLUMNS,
          COLUMNS.replace("\"a\"", "\"t\""),
          Written.facet("columnLineage", "\"_deleted\":true"),
          Written.facet("lifecycleStateChange", "\"lifecycleStateChange\":\"DROP\""),
          Written.facet("lifecycleStateChange", "\"lifecycleStateChange\":\"CREATE\""),
          Written.facet("lifecycleStateChange", "\"lifecycleStateChange\":\"TRUNCATE\""),
          Written.facet("datasetType", "\"datasetType\":\"MODEL\""),
          Written.facet("headwater_ingest", "\"sourceUri\":\"https://a.example\""),
          Written.facet("symlinks", "\"identifiers\":[{\"namespace\":\"lake\",\"name\":\"t\"}]"));
  private static final String ENTRY =
      "{\"namespace\":\"lake\",\"name\":\"%s\",\"type\":\"DATASET\"%s}";
  private static final List<String> JOB_FACETS =
      List.of(
          Written.facet("jobType", "\"jobType\":\"TRAINING\""),
          Written.facet("jobType", "\"processingType\":\"STREAMING\""),
          Written.facet("lineage", "\"entries\":[" + ENTRY.formatted("y", "") + "]"),
          Written.facet(
              "lineage",
              "\"entries\":["
                  + ENTRY.formatted("z", ",\"inputs\":[" + ENTRY.formatted("a", "") + "]")
                  + "]"),
          Written.facet("lineage", "\"_deleted\":true"),
          Written.facet("ownership", "\"owners\":[{\"name\":\"team:a\"}]"),
          Written.facet("ownership", "\"_deleted\":true"));

  @Test
  void order_doesNotMatter() {
    Set<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<String> events = new ArrayList<>();
      for (int i = 1 + random.nextInt(7); i > 0; i--) {
        events.add(event(random));
      }
      Live inOrder = new Live();
      events.forEach(inOrder::send);
      List<String> shuffled = new ArrayList<>(events);
      for (int i = random.nextInt(3); i > 0; i--) {
        shuffled.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(shuffled, random);
      Live other = new Live(false, 1 + random.nextInt(5), random.nextBoolean());
      shuffled.forEach(other::send);
      other.finish();

      assertThat(other.content())
          .as("seed %d: %s and %s", seed, events, shuffled)
          .isEqualTo(inOrder.content());
      kinds.add(kind(inOrder));
    }
    assertThat(kinds).as("none was left out").hasSizeGreaterThanOrEqualTo(4);
  }

  private static String kind(Live live) {
    boolean several = live.events().stream().map(e -> e.job()).distinct().count() > 1;
    return (live.events().isEmpty() ? "nothing" : several ? "two jobs" : "one job")
        + (live.sent.size() > live.events().size() && !live.events().isEmpty() ? ", changed" : "");
  }

  /** Events that come once more, in any order, send nothing. */
  @Test
  void whatIsSaidAgain_sendsNothing() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<String> events = new ArrayList<>();
      for (int i = 1 + random.nextInt(7); i > 0; i--) {
        events.add(event(random));
      }
      Live live = new Live();
      events.forEach(live::send);
      int sent = live.sent.size();
      Collections.shuffle(events, random);
      events.forEach(live::send);

      assertThat(live.sent).as("seed %d: %s", seed, events).hasSize(sent);
    }
  }

  private static String event(Random random) {
    String state = STATES.get(random.nextInt(STATES.size()));
    String event =
        Written.run(
            state,
            "2026-11-22T10:00:0%dZ".formatted(random.nextInt(6)),
            "",
            some(JOB_FACETS, random),
            datasets(random, "a", "b"),
            datasets(random, "x", "y"));
    return random.nextInt(4) > 0 ? event : event.replace("daily.orders", "other");
  }

  private static String datasets(Random random, String... names) {
    List<String> datasets = new ArrayList<>();
    for (String name : names) {
      if (random.nextInt(3) == 0) {
        datasets.add(Written.dataset(name, some(FACETS, random)));
      }
    }
    return String.join(",", datasets);
  }

  private static String some(List<String> facets, Random random) {
    return random.nextBoolean() ? "" : facets.get(random.nextInt(facets.size()));
  }
}
