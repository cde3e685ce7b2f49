package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.EventType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows that the cost of an event does not grow with the number of events that its run has sent
 * before. The cost is the number of rows read and written. It is measured after 10, 100 and 2,000
 * events.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CostTest {
  private static final List<Integer> SIZES = List.of(10, 100, 2_000);
  private static final String STREAMING = facet("jobType", "\"processingType\":\"STREAMING\"");
  private static final String AT = "2026-11-22T10:00:00Z";

  /** Returns a time of its own for each event, as is usual in practice. */
  private static String at(int event) {
    return Instant.parse(AT).plusMillis(event).toString();
  }

  private static String columns(String source) {
    return facet(
        "columnLineage",
        "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"%s\",\"field\":\"id\"}]}}"
            .formatted(source));
  }

  /**
   * Asserts that an event reads and writes the same number of rows after each of {@link #SIZES}
   * events of its run.
   */
  private static void costsTheSame(Live live, String start, IntFunction<String> event) {
    live.send(start);
    MapMemory memory = live.kept.get("run:" + Written.RUN);
    Set<Long> costs = new HashSet<>();
    int sent = 0;
    for (int size : SIZES) {
      while (sent < size) {
        live.send(event.apply(sent++));
      }
      memory.reads = 0;
      memory.writes = 0;
      live.send(event.apply(sent++));
      costs.add(memory.reads * 1_000 + memory.writes);
    }
    assertThat(costs).as("1,000 times the rows read, and rows written").hasSize(1);
    assertThat(costs.iterator().next()).isLessThan(60_000);
  }

  @Test
  void anOutputMore_ofARunThatRuns() {
    Live live = new Live();
    costsTheSame(
        live,
        run("START", AT, datasets("a", "b"), ""),
        i -> run("RUNNING", at(i), "", datasets("x" + i)));

    live.send(run("COMPLETE", "2026-11-22T10:30:00Z", "", ""));
    assertThat(live.events()).as("none is gone").hasSize(2_001);
    live.send(run("FAIL", "2026-11-22T11:00:00Z", "", ""));
    assertThat(live.events()).isEmpty();
  }

  @Test
  void anOutputMore_ofAStreamThatCounts() {
    Live live = new Live();
    costsTheSame(
        live,
        run("START", AT, "", STREAMING, datasets("a", "b"), ""),
        i -> run("RUNNING", at(i), "", STREAMING, "", datasets("x" + i)));

    assertThat(live.events()).hasSize(2_001);
    assertThat(live.sent).extracting(e -> e.type()).doesNotContain(EventType.RETRACT);
  }

  @Test
  void anInputAndAnOutputMore_whoseSourcesAreNamed() {
    Live live = new Live();
    costsTheSame(
        live,
        run("START", AT, "", STREAMING, "", ""),
        i ->
            run(
                "RUNNING",
                at(i),
                "",
                STREAMING,
                datasets("a" + i),
                dataset("x" + i, columns("a" + i))));

    assertThat(live.edges()).hasSize(2_001).noneMatch(edge -> edge.endsWith("?"));
  }

  @Test
  void theSameAgain_ofARunOfManyOutputs() {
    Live live = new Live();
    live.send(run("START", AT, "", STREAMING, datasets("a"), ""));
    MapMemory memory = live.kept.get("run:" + Written.RUN);
    Set<Long> costs = new HashSet<>();
    int made = 0;
    for (int size : SIZES) {
      while (made < size) {
        live.send(run("RUNNING", AT, "", STREAMING, "", datasets("x" + made++)));
      }
      memory.reads = 0;
      live.send(
          run("RUNNING", "2026-11-22T11:00:00Z", "", STREAMING, datasets("a"), datasets("x1")));
      costs.add(memory.reads);
    }
    assertThat(costs).as("but for rows of statements, which fill up").allMatch(reads -> reads < 60);
    assertThat(live.sent).hasSize(made);
  }
}
