package dev.headwater.bench.graph;

import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A piece of work on a graph, whose cost is measured.
 *
 * @param name for figures, in snake case
 * @param parts the number of units over which the cost is divided; at least 1
 * @param part the name of such a unit
 * @param blocks how many blocks of events there are
 * @param block gives the events of a block by its number; several threads call it
 */
public record WorkStep(
    String name, long parts, String part, long blocks, LongFunction<List<LineageEvent>> block) {

  /** Work whose units are its events. */
  static WorkStep events(String name, long events, LongFunction<LineageEvent> event) {
    return new WorkStep(name, events, "event", events, number -> List.of(event.apply(number)));
  }

  /** Work of a single event, which sets off all the rest. */
  static WorkStep of(String name, long parts, String part, LineageEvent event) {
    return new WorkStep(name, Math.max(1, parts), part, 1, number -> List.of(event));
  }
}
