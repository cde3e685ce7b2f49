package dev.headwater.sdk.internal;

import dev.headwater.model.TraceParent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key under which an outbox stores an event: the record key, and the trace of the event, if it
 * has one. A 0 byte, which no record key contains, separates the two:
 *
 * <pre>
 * stored key = record key [ 0x00, 16 bytes trace id, 8 bytes parent id, 1 byte flags ]
 * </pre>
 *
 * <p>A client that does not know of traces, and takes over what a client with traces left, sends
 * such an event under the whole stored key. Any key is right for an event, so nothing is lost but
 * the trace.
 */
public final class TracedKey {
  private static final int TRACE_BYTES = 1 + TraceParent.BYTES;

  private TracedKey() {}

  /** Returns the stored key. */
  public static byte[] of(byte[] recordKey, Optional<TraceParent> traceParent) {
    return traceParent.map(known -> join(recordKey, known.toBytes())).orElse(recordKey);
  }

  private static byte[] join(byte[] recordKey, byte[] trace) {
    return ByteBuffer.allocate(recordKey.length + TRACE_BYTES)
        .put(recordKey)
        .put((byte) 0)
        .put(trace)
        .array();
  }

  /** Returns the record key in a stored key. */
  static byte[] recordKey(byte[] stored) {
    return traceParent(stored).isPresent()
        ? Arrays.copyOf(stored, stored.length - TRACE_BYTES)
        : stored;
  }

  /** Returns the trace in a stored key; empty if there is none. */
  static Optional<TraceParent> traceParent(byte[] stored) {
    int at = stored.length - TRACE_BYTES;
    return at < 0 || stored[at] != 0
        ? Optional.empty()
        : TraceParent.read(ByteBuffer.wrap(stored, at + 1, TraceParent.BYTES));
  }
}
