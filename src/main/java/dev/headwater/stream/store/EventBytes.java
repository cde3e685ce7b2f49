package dev.headwater.stream.store;

import dev.headwater.model.LineageEvent;

/** How events are kept inside rows and commands. Implementations are thread-safe. */
public interface EventBytes {

  /** Writes an event so that any later version of the schema can read it. */
  byte[] encode(LineageEvent event);

  /** Reads what {@link #encode} wrote. */
  LineageEvent decode(byte[] bytes);
}
