package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;

/** The work of {@link GraphForm#CHAIN}. Most steps of the chain lead to another partition. */
final class LongChain {
  private static final int AT_ONCE = 1_000;

  private final EventSource events;
  private final long size;

  LongChain(EventSource events, long size) {
    this.events = events;
    this.size = size;
  }

  /**
   * A change that travels to the end must cost the same for each step, and one more step at the end
   * must cost the same at any length.
   */
  List<WorkStep> works(int more) {
    Asset first = step(0);
    LineageEvent middle = made(size / 2);
    return List.of(
        // Each asset is ingested before it is used. Otherwise chance decides which of them are of
        // unknown origin for a time.
        new WorkStep("named", size, "step", (size + AT_ONCE - 1) / AT_ONCE, this::collected),
        WorkStep.events("made", size, at -> at == 0 ? last() : at == size / 2 ? middle : made(at)),
        WorkStep.of("synthetic", size, "step", events.synthesis(List.of(), List.of(first))),
        WorkStep.of("documented", size, "step", events.documentation(first)),
        WorkStep.of("cut", size - size / 2, "step", events.retraction(middle)),
        WorkStep.events(
            "another_step",
            more,
            number -> events.transform(List.of(step(size - 1)), List.of(more(number)))));
  }

  private List<LineageEvent> collected(long block) {
    List<Asset> some = new ArrayList<>();
    long first = block * AT_ONCE;
    for (long at = first; at < Math.min(size, first + AT_ONCE); at++) {
      some.add(step(at));
    }
    return List.of(events.ingest(some));
  }

  private LineageEvent made(long at) {
    return events.transform(List.of(step(at - 1)), List.of(step(at)));
  }

  private LineageEvent last() {
    return events.training(List.of(step(size - 1)), events.model("end"));
  }

  private Asset step(long at) {
    return events.dataset("step-" + at);
  }

  private Asset more(long number) {
    return events.dataset("late-step-" + number);
  }
}
