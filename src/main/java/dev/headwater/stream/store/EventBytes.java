package dev.headwater.stream.store;

import dev.headwater.model.LineageEvent;

/** Converts events to and from the bytes in rows and commands. Implementations are thread-safe. */
public interface EventBytes {

  /** Encodes an event so that any later version of the schema can read it. */
  byte[] encode(LineageEvent event);

  /** Decodes what {@link #encode} wrote. */
  LineageEvent decode(byte[] bytes);
}
