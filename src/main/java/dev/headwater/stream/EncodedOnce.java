package dev.headwater.stream;

import dev.headwater.model.LineageEvent;
import dev.headwater.stream.store.EventBytes;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Encodes an event once, although both its fingerprint and its row need the bytes. Not thread-safe.
 */
final class EncodedOnce implements EventBytes {
  private static final int MAX_EVENTS = 2_000;

  private final EventBytes codec;
  private final Map<LineageEvent, byte[]> encoded = new IdentityHashMap<>();

  EncodedOnce(EventBytes codec) {
    this.codec = codec;
  }

  /** Encodes an event and keeps the bytes for the write that follows soon. */
  byte[] encodeEarly(LineageEvent event) {
    byte[] bytes = codec.encode(event);
    if (encoded.size() < MAX_EVENTS) {
      encoded.put(event, bytes);
    }
    return bytes;
  }

  /** Forgets all kept bytes: the events have been written. */
  void forget() {
    encoded.clear();
  }

  @Override
  public byte[] encode(LineageEvent event) {
    byte[] early = encoded.get(event);
    return early != null ? early : codec.encode(event);
  }

  @Override
  public LineageEvent decode(byte[] bytes) {
    return codec.decode(bytes);
  }
}
