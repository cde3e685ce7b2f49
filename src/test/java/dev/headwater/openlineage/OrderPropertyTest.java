package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is live in the end does not depend on the order of events, nor on repeats. */
class OrderPropertyTest {
  private static final List<String> STATES =
      List.of("START", "RUNNING", "COMPLETE", "COMPLETE", "COMPLETE", "FAIL", "ABORT", "OTHER");
  private static final List<String> FACETS =
      List.of(
          Written.facet("version", "\"datasetVersion\":\"1\""),
          Written.facet("version", "\"datasetVersion\":\"2\""),
          Written.facet("outputStatistics", "\"rowCount\":1"),
          Written.facet("outputStatistics", "\"rowCount\":2"),
          Written.facet("lineage", "\"inputs\":[]"),
          Written.facet(
              "lineage",
              "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"type\":\"DATASET\"}]"),
          Written.facet("lineage", "\"_deleted\":true"),
          Written.facet("datasetType", "\"datasetType\":\"MODEL\""),
          Written.facet("headwater_ingest", "\"sourceUri\":\"https://a.example\""),
          Written.facet("symlinks", "\"identifiers\":[{\"namespace\":\"hive\",\"name\":\"t\"}]"));
  private static final List<String> JOB_FACETS =
      List.of(
          Written.facet("jobType", "\"jobType\":\"TRAINING\""),
          Written.facet("jobType", "\"processingType\":\"STREAMING\""),
          Written.facet("ownership", "\"owners\":[{\"name\":\"team:a\"}]"),
          Written.facet("ownership", "\"_deleted\":true"));

  @Test
  void order_doesNotMatter() {
    Seeds.forEach(2_000, OrderPropertyTest::assertOrderDoesNotMatter);
  }

  private static void assertOrderDoesNotMatter(Random random) {
    List<String> events = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      events.add(event(random));
    }
    Live inOrder = new Live();
    events.forEach(inOrder::send);
    List<String> shuffled = new ArrayList<>(events);
    for (int i = random.nextInt(3); i > 0; i--) {
      shuffled.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(shuffled, random);
    Live other = new Live();
    shuffled.forEach(other::send);

    assertThat(other.content()).as("%s and %s", events, shuffled).isEqualTo(inOrder.content());
  }

  private static String event(Random random) {
    return Written.run(
        STATES.get(random.nextInt(STATES.size())),
        "2026-11-22T10:00:0%dZ".formatted(random.nextInt(4)),
        "",
        some(JOB_FACETS, random),
        datasets(random, "a", "b"),
        datasets(random, "x", "y"));
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
