package dev.headwater.bench;

import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Something that is done to a graph, so that it is seen what it costs.
 *
 * @param name for figures, in snake case
 * @param parts what the cost is told for each of; at least 1
 * @param part what one of them is
 * @param blocks how many times {@code block} is asked
 * @param block the events of a block, by its number; called on several threads
 */
record Work(
    String name, long parts, String part, long blocks, LongFunction<List<LineageEvent>> block) {

  /** Work whose parts are its events. */
  static Work events(String name, long events, LongFunction<LineageEvent> event) {
    return new Work(name, events, "event", events, number -> List.of(event.apply(number)));
  }

  /** Work that one event sets off. */
  static Work of(String name, long parts, String part, LineageEvent event) {
    return new Work(name, Math.max(1, parts), part, 1, number -> List.of(event));
  }
}
