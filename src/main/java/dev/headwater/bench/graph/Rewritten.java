package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.List;

/** The work of {@link GraphForm#REWRITTEN}. */
final class Rewritten {
  private final EventSource events;
  private final long size;
  private final Asset source;
  private final Asset daily;

  Rewritten(EventSource events, long size) {
    this.events = events;
    this.size = size;
    this.source = events.unversioned("source");
    this.daily = events.unversioned("daily");
  }

  /** One more day, and the retraction of a day, must cost the same after any number of days. */
  List<WorkStep> works(int more) {
    LineageEvent wrong = day();
    return List.of(
        WorkStep.events(
            "made",
            size + 2,
            day ->
                day == 0
                    ? events.synthesis(List.of(), List.of(source))
                    : day == 1
                        ? events.training(List.of(daily), events.model("end"))
                        : day == 2 ? wrong : day()),
        WorkStep.events("another_day", more, day -> day()),
        WorkStep.of("retraction", 1, "event", events.retraction(wrong)),
        WorkStep.of("documentation", 1, "event", events.documentation(source)));
  }

  private LineageEvent day() {
    return events.transform(List.of(source, daily), List.of(daily));
  }
}
