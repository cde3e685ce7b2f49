package dev.headwater.importer;

import dev.headwater.codec.json.EventJson;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Gives events ids that are made of their content (a UUID of version 8, RFC 9562). */
final class EventOfContent {
  private static final UUID NONE = new UUID(0, 0);
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private EventOfContent() {}

  /** The event that the builder describes, whatever id it has. */
  static LineageEvent of(LineageEvent.Builder builder) {
    String content = EventJson.write(builder.eventId(NONE).build()).toString();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(content.getBytes(StandardCharsets.UTF_8)));
    long high = hash.getLong() & ~0xF000L | VERSION_8;
    long low = hash.getLong() & ~0xC000_0000_0000_0000L | VARIANT;
    return builder.eventId(new UUID(high, low)).build();
  }
}
