package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of {@link GraphForm#ORIGINS}: one dataset is made from all origins, and the model is
 * trained on it.
 */
final class ManyOrigins {
  private static final int AT_ONCE = 1_000;

  private final EventSource events;
  private final long size;
  private final Asset pool;

  ManyOrigins(EventSource events, long size) {
    this.events = events;
    this.size = size;
    this.pool = events.dataset("pool");
  }

  /**
   * One more origin must cost the same at any size. A second model must cost the same for each
   * origin.
   */
  List<WorkStep> works(int more) {
    Asset second = events.model("second");
    long blocks = 1 + (size + AT_ONCE - 1) / AT_ONCE;
    return List.of(
        new WorkStep("made", size, "origin", blocks, this::origins),
        new WorkStep(
            "another_origin", more, "origin", more, number -> pooled(List.of(more(number)))),
        WorkStep.events("documentation", more, number -> events.documentation(more(number))),
        WorkStep.of("late_model", size + more, "origin", events.training(List.of(pool), second)));
  }

  /** Block 0 makes the model; each other block makes some of the origins. */
  private List<LineageEvent> origins(long block) {
    if (block == 0) {
      return List.of(events.training(List.of(pool), events.model("first")));
    }
    List<Asset> some = new ArrayList<>();
    long first = (block - 1) * AT_ONCE;
    for (long at = first; at < Math.min(size, first + AT_ONCE); at++) {
      some.add(events.dataset("origin-" + at));
    }
    return pooled(some);
  }

  private List<LineageEvent> pooled(List<Asset> origins) {
    return List.of(events.synthesis(List.of(), origins), events.transform(origins, List.of(pool)));
  }

  private Asset more(long number) {
    return events.dataset("late-origin-" + number);
  }
}
