package dev.headwater.bench;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;

/** See {@link GraphForm#CHAIN}. Most of its steps lead over partitions. */
final class LongChain {
  private static final int AT_ONCE = 1_000;

  private final EventSource events;
  private final long size;

  LongChain(EventSource events, long size) {
    this.events = events;
    this.size = size;
  }

  /** What travels to the end must cost the same a step, and so must one more step at the end. */
  List<Work> works(int more) {
    Asset first = step(0);
    LineageEvent middle = made(size / 2);
    return List.of(
        // Each is known before it is read: otherwise it is chance what is of unknown origin when.
        new Work("named", size, "step", (size + AT_ONCE - 1) / AT_ONCE, this::collected),
        Work.events("made", size, at -> at == 0 ? last() : at == size / 2 ? middle : made(at)),
        Work.of("synthetic", size, "step", events.synthesis(List.of(), List.of(first))),
        Work.of("documented", size, "step", events.documentation(first)),
        Work.of("cut", size - size / 2, "step", events.retraction(middle)),
        Work.events(
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
