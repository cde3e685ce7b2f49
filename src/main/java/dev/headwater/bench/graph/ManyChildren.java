package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;

/** The work of {@link GraphForm#CHILDREN}. */
final class ManyChildren {
  private static final int AT_ONCE = 10;

  private final EventSource events;
  private final long size;
  private final Asset hub;

  ManyChildren(EventSource events, long size) {
    this.events = events;
    this.size = size;
    this.hub = events.dataset("hub");
  }

  /**
   * One more child must cost the same at any size. A change that travels to all children must cost
   * the same for each child.
   */
  List<WorkStep> works(int more) {
    Asset origin = events.dataset("late-origin");
    long blocks = 1 + (size + AT_ONCE - 1) / AT_ONCE;
    return List.of(
        new WorkStep("made", size, "child", blocks, this::children),
        WorkStep.of("origin", 1, "event", events.synthesis(List.of(), List.of(origin))),
        WorkStep.of("late_edge", size, "child", events.transform(List.of(origin), List.of(hub))),
        WorkStep.of("documentation", size, "child", events.documentation(hub)),
        WorkStep.events(
            "another_child",
            more,
            number -> events.transform(List.of(hub), List.of(child(size + number)))));
  }

  /** Block 0 makes the hub; each other block makes some of its children. */
  private List<LineageEvent> children(long block) {
    if (block == 0) {
      return List.of(events.synthesis(List.of(), List.of(hub)));
    }
    List<Asset> outputs = new ArrayList<>();
    long first = (block - 1) * AT_ONCE;
    for (long at = first; at < Math.min(size, first + AT_ONCE); at++) {
      outputs.add(child(at));
    }
    return List.of(events.transform(List.of(hub), outputs));
  }

  private Asset child(long number) {
    return events.dataset("child-" + number);
  }
}
