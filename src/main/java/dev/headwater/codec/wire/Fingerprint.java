package dev.headwater.codec.wire;

import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;

/** A hash of the content of an event; equal events have equal fingerprints. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * Returns the fingerprint of an event.
   *
   * @param encoded the event as {@link EventEncoder} encodes it, whatever schema it was received in
   */
  public static long of(byte[] encoded) {
    // Without the header: a registry may later give the same schema another id.
    int header = WireFormat.HEADER_BYTES;
    return ByteBuffer.wrap(Sha256.of(encoded, header, encoded.length - header)).getLong();
  }
}
