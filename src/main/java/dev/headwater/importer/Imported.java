package dev.headwater.importer;

import dev.headwater.model.LineageEvent;
import java.util.List;

/**
 * What a record became.
 *
 * @param events in the order of the record
 * @param notes what the record says and no event holds, one sentence each
 */
public record Imported(List<LineageEvent> events, List<String> notes) {
  public Imported {
    events = List.copyOf(events);
    notes = List.copyOf(notes);
  }
}
