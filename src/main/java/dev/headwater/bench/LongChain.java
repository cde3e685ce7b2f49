package dev.headwater.bench;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.List;

/** See {@link GraphForm#CHAIN}. Most of its steps lead over partitions. */
final class LongChain {
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
    Work made =
        Work.events(
            "made", size + 1, at -> at == size ? last() : at == size / 2 ? middle : made(at));
    return List.of(
        made,
        Work.of("synthetic", size, "step", events.synthesis(List.of(), List.of(first))),
        Work.of("documented", size, "step", events.documentation(first)),
        Work.of("cut", size - size / 2, "step", events.retraction(middle)),
        Work.events(
            "another_step",
            more,
            number -> events.transform(List.of(step(size - 1)), List.of(more(number)))));
  }

  private LineageEvent made(long at) {
    return events.transform(
        List.of(at == 0 ? events.dataset("source") : step(at - 1)), List.of(step(at)));
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
