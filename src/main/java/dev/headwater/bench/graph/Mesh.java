package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The work of {@link GraphForm#MESH}. Each of n datasets descends from each of them, including
 * itself. So each dataset has an exposure to each of n origins, and these travel along about n
 * times n edges.
 */
final class Mesh {
  private final EventSource events;
  private final long size;
  private final List<Asset> all;

  Mesh(EventSource events, long size) {
    this.events = events;
    this.size = size;
    this.all = LongStream.range(0, size).mapToObj(at -> events.dataset("all-" + at)).toList();
  }

  /**
   * The number of messages along each edge for each origin must be bounded, however many cycles
   * there are.
   */
  List<WorkStep> works() {
    long edges = size * (size - 1);
    LineageEvent lost = made(0);
    return List.of(
        new WorkStep(
            "made",
            edges * size,
            "edge and origin",
            size,
            at -> List.of(at == 0 ? lost : made((int) at))),
        WorkStep.of("documentation", edges, "edge", events.documentation(all.get(1))),
        WorkStep.of("retraction", edges * size, "edge and origin", events.retraction(lost)));
  }

  private LineageEvent made(int at) {
    List<Asset> others = all.stream().filter(other -> other != all.get(at)).toList();
    return events.synthesis(others, List.of(all.get(at)));
  }
}
