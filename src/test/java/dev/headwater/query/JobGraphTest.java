package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a job made is searched for among all assets; what that may take is limited. */
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
  void whenTheTimeIsOver_thereIsNoAnswer_ratherThanPartOfOne() {
    try (FakeService service = service(Duration.ofMillis(1))) {
      fill(service, 1, 5_000);

      assertThatThrownBy(() -> service.queries.graphOfJob(MAKER, 1, NODES, Promptness.AT_ONCE))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("time for this read is over");
    }
  }
}
