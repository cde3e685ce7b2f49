package dev.headwater.stream.store;

import dev.headwater.model.Stamp;
import java.util.List;

/**
 * The events that an asset's own row names, so that its edges can refer to them by number. Only
 * ever appended to, until all of them leave the row.
 */
record EventTable(List<EventRef> events) {
  static final EventTable NONE = new EventTable(List.of());

  /** The number of the event with this stamp and run; -1 if it is not here. */
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
