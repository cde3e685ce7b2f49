package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Shows that the graph of a job contains the assets that the job made, and that its size is
 * limited.
 */
class JobGraphTest {
  private static final List<Job> MAKER = List.of(new Job("p", "j"));
  private static final int NODES = 1_000;

  private static FakeService service(Duration time) {
    return new FakeService(
        new FakeGraph(4), FakeService.SELF, new ReadLimits(time, 10_000, Duration.ofMillis(50), 2));
  }

  private static void fill(FakeService service, int made, int others) {
    for (int i = 0; i < others; i++) {
      service.graph.assets(dataset("other" + i));
    }
    for (int i = 0; i < made; i++) {
      service.graph.made(dataset("x" + i), EventType.TRANSFORM, Completeness.NO_ASSERTION);
    }
  }

  @Test
  void allThatItMade_isFound_amongManyOthers() {
    try (FakeService service = service(Duration.ofSeconds(30))) {
      fill(service, 100, 2_000);

      JobGraph graph =
          service.queries.graphOfJob(MAKER, 1, NODES, Promptness.AT_ONCE).orElseThrow();

      assertThat(graph.nodes()).hasSize(100);
      assertThat(graph.truncated()).isEmpty();
    }
  }

  @Test
  void moreThanIsBegunAt_isToldAsCutOff() {
    try (FakeService service = service(Duration.ofSeconds(30))) {
      fill(service, 101, 0);

      JobGraph graph =
          service.queries.graphOfJob(MAKER, 1, NODES, Promptness.AT_ONCE).orElseThrow();

      assertThat(graph.nodes()).hasSize(100);
      assertThat(graph.truncated()).contains(Truncation.NODES);
    }
  }

  @Test
  void whileAPartitionCannotBeRead_thereIsNoAnswer_ratherThanPartOfOne() {
    try (FakeService service = service(Duration.ofSeconds(30))) {
      fill(service, 1, 0);
      service.cluster.lose(2);

      assertThatThrownBy(() -> service.queries.graphOfJob(MAKER, 1, NODES, Promptness.AT_ONCE))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Partition 2 is not being served yet");
    }
  }

  @Test
  void whatItRead_isShown_atAnyDepth() {
    try (FakeService service = service(Duration.ofSeconds(30))) {
      fill(service, 1, 0);
      service.graph.chain(dataset("before"), dataset("read"), dataset("x0"));

      JobGraph graph =
          service.queries.graphOfJob(MAKER, 0, NODES, Promptness.AT_ONCE).orElseThrow();

      assertThat(graph.start()).isEqualTo(MAKER.get(0));
      assertThat(graph.nodes())
          .extracting(Lineage.Node::asset)
          .containsExactly(dataset("x0"), dataset("read"));
      assertThat(graph.uses()).hasSize(1);
      assertThat(graph.uses().get(0).inputs()).containsExactly(dataset("read"));
    }
  }
}
