package dev.headwater.stream.store;

import dev.headwater.model.Stamp;
import java.util.List;

/**
 * The events in an asset's own row, so that its edges can refer to them by number. Events are only
 * appended, until all of them spill out of the row.
 */
record EventTable(List<EventRef> events) {
  static final EventTable NONE = new EventTable(List.of());

  /** The number of the event with this stamp and run, from 0; -1 if it is not in the table. */
  int numberOf(Stamp stamp, String run) {
    for (int i = 0; i < events.size(); i++) {
      EventRef event = events.get(i);
      if (event.eventId().equals(stamp.eventId())
          && event.time().equals(stamp.eventTime())
          && event.run().equals(run)) {
        return i;
      }
    }
    return -1;
  }
}
