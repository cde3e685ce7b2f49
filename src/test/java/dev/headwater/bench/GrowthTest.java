package dev.headwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.graph.Descriptions;
import dev.headwater.bench.graph.EventSource;
import dev.headwater.bench.graph.GraphForm;
import dev.headwater.bench.graph.WorkStep;
import dev.headwater.engine.Policy;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.StoreCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows that the cost of a piece of work does not depend on the size of the graph around it. Counts
 * the operations on the store at two sizes. Each record is processed alone, in a transaction of its
 * own, so the counts are the same on every machine. On real threads, the counts depend on which
 * commands are committed together, so {@link BenchIT} does not compare them.
 */
class GrowthTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int MORE = 40;

  private final String threadName = Thread.currentThread().getName();

  /**
   * Gives this thread the name of a stream thread, because only operations of stream threads are
   * counted.
   */
  @BeforeEach
  void nameTheThread() {
    Thread.currentThread().setName("GrowthTest-StreamThread");
  }

  @AfterEach
  void giveBackItsName() {
    Thread.currentThread().setName(threadName);
  }

  /** The average number of store operations for one part of a piece of work. */
  private record Cost(double gets, double puts, double rows) {
    static Cost of(StoreCounts.Snapshot all, double parts) {
      return new Cost(
          all.gets() / parts, (all.puts() + all.deletes()) / parts, all.scannedRows() / parts);
    }
  }

  /** Does all work on a form of graph at one size and returns the cost of each piece. */
  private static Map<String, Cost> costs(GraphForm form, long size) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    EventSource events = new EventSource(new Descriptions(1), "growth", new AtomicLong());
    try (OneTask task = new OneTask(Policy.DEFAULT, NOW)) {
      for (WorkStep work : form.works(events, size, MORE)) {
        StoreCounts.Snapshot before = task.storeCounts();
        for (long block = 0; block < work.blocks(); block++) {
          work.block().apply(block).forEach(event -> task.send(event, NOW));
        }
        costs.put(work.name(), Cost.of(task.storeCounts().since(before), work.parts()));
      }
    }
    return costs;
  }

  /**
   * The larger size has more events than a task keeps in memory between commits. The mesh is an
   * exception, because its work is cubic. At the smaller size, some rows are still in memory; the
   * limit for gets allows for that.
   */
  @ParameterizedTest
  @CsvSource({
    "CHILDREN, 200, 600, another_child late_edge documentation",
    "ORIGINS, 200, 600, another_origin documentation late_model",
    "CHAIN, 200, 600, another_step synthetic documented cut",
    "REWRITTEN, 150, 450, another_day retraction documentation",
    "MESH, 10, 25, made documentation retraction"
  })
  void work_costsTheSameAtAnySize(GraphForm form, long small, long large, String works) {
    Map<String, Cost> few = costs(form, small);
    Map<String, Cost> many = costs(form, large);
    for (String work : works.split(" ")) {
      assertThat(many.get(work).puts()).as(work + " puts").isPositive();
      assertNoDearer(work + " puts", few.get(work).puts(), many.get(work).puts());
      assertNoDearer(work + " rows scanned", few.get(work).rows(), many.get(work).rows());
      assertThat(many.get(work).gets())
          .as(work + " gets, one of which a cache may spare at the lesser size")
          .isLessThan(few.get(work).gets() * 1.1 + 2.1);
    }
  }

  private static void assertNoDearer(String what, double few, double many) {
    assertThat(many).as(what).isLessThan(few * 1.1 + 1.1);
  }
}
