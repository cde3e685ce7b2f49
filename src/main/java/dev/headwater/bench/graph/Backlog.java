package dev.headwater.bench.graph;

import dev.headwater.model.LineageEvent;
import java.util.List;

/**
 * The events of a throughput benchmark, by number, so that several threads can make them.
 * Thread-safe.
 */
public interface Backlog {
  /** How many events are measured. */
  long events();

  /** How many blocks {@link #ingest} has. */
  long ingests();

  /** The events that make one block of sources. They are processed before the measurement. */
  List<LineageEvent> ingest(long block);

  /** An event, by its number from 0 on. */
  LineageEvent event(long number);
}
