package dev.headwater.codec.wire;

import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;

/** Identifies the content of an event: equal for equal events. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * Of an event.
   *
   * @param encoded as {@link EventEncoder} wrote it, in whatever schema the event had come
   */
  public static long of(byte[] encoded) {
    // Not the header: a registry may give the same schema another id one day.
    int header = WireFormat.HEADER_BYTES;
    return ByteBuffer.wrap(Sha256.of(encoded, header, encoded.length - header)).getLong();
  }
}
