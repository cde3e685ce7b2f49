package dev.headwater.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The place of an event in a distributed trace, as a {@code traceparent} header states it (W3C
 * Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header). It belongs to a record
 * and not to the event: it is no part of the event's content, and decides nothing.
 *
 * @param traceIdHigh the first 8 bytes of the trace id
 * @param traceIdLow the last 8 bytes of the trace id; not both are 0
 * @param parentId the id of the span that sent the event; not 0
 * @param flags the trace flags
 */
public record TraceParent(long traceIdHigh, long traceIdLow, long parentId, byte flags) {
  /** The name of the header, in HTTP and in Kafka. */
  public static final String HEADER = "traceparent";

  /** The size of {@link #toBytes}. */
  public static final int BYTES = 3 * Long.BYTES + 1;

  private static final String VERSION = "00";
  private static final String NO_VERSION = "ff";
  private static final int CHARS = 55;
  private static final int TRACE_ID_AT = 3;
  private static final int HALF_CHARS = 16;
  private static final int PARENT_ID_AT = TRACE_ID_AT + 2 * HALF_CHARS + 1;
  private static final int FLAGS_AT = PARENT_ID_AT + HALF_CHARS + 1;
  private static final byte SAMPLED = 1;
  private static final HexFormat HEX = HexFormat.of();

  /** Rejects the ids that W3C Trace Context calls invalid. */
  public TraceParent {
    if ((traceIdHigh | traceIdLow) == 0 || parentId == 0) {
      throw new IllegalArgumentException("an id of a trace or a span is not 0");
    }
  }

  /**
   * Reads the value of a header. Takes the same time for a value of any length.
   *
   * <p>A value of a later version than 00 may go on after the flags. As the specification says,
   * this version reads the ids and the sampled flag of it, and writes them as version 00.
   *
   * @return empty if the value is invalid
   */
  public static Optional<TraceParent> parse(String value) {
    return parse(value, value.length());
  }

  /** Like {@link #parse(String)}, for the bytes of a header. */
  public static Optional<TraceParent> parse(byte[] value) {
    int read = Math.min(value.length, CHARS + 1);
    return parse(new String(value, 0, read, StandardCharsets.ISO_8859_1), value.length);
  }

  /**
   * @param begin the value, or at least its first 56 characters
   * @param length of the whole value
   */
  private static Optional<TraceParent> parse(String begin, int length) {
    if (length < CHARS || !isInForm(begin)) {
      return Optional.empty();
    }
    boolean known = begin.startsWith(VERSION);
    boolean ends = length == CHARS || !known && begin.charAt(CHARS) == '-';
    if (!ends || begin.startsWith(NO_VERSION)) {
      return Optional.empty();
    }
    byte stated = (byte) HexFormat.fromHexDigits(begin, FLAGS_AT, CHARS);
    return of(
        number(begin, TRACE_ID_AT),
        number(begin, TRACE_ID_AT + HALF_CHARS),
        number(begin, PARENT_ID_AT),
        known ? stated : (byte) (stated & SAMPLED));
  }

  /**
   * Whether the characters up to the flags are hexadecimal digits, with dashes between the parts.
   */
  private static boolean isInForm(String begin) {
    for (int i = 0; i < CHARS; i++) {
      char c = begin.charAt(i);
      boolean dash = i == TRACE_ID_AT - 1 || i == PARENT_ID_AT - 1 || i == FLAGS_AT - 1;
      boolean digit = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
      if (dash ? c != '-' : !digit) {
        return false;
      }
    }
    return true;
  }

  private static long number(String begin, int at) {
    return HexFormat.fromHexDigitsToLong(begin, at, at + HALF_CHARS);
  }

  /** The trace id: 32 hexadecimal digits. */
  public String traceId() {
    return HEX.toHexDigits(traceIdHigh) + HEX.toHexDigits(traceIdLow);
  }

  /** The value of the header, in version 00. */
  public String text() {
    return VERSION
        + "-"
        + traceId()
        + "-"
        + HEX.toHexDigits(parentId)
        + "-"
        + HEX.toHexDigits(flags);
  }

  /** The bytes of {@link #text}. */
  public byte[] header() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }

  /** The ids and the flags as {@link #BYTES} bytes, big-endian: a short form for storage. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(traceIdHigh)
        .putLong(traceIdLow)
        .putLong(parentId)
        .put(flags)
        .array();
  }

  /**
   * Reads the next {@link #BYTES} bytes, which {@link #toBytes} wrote. Empty if an id in them is 0.
   */
  public static Optional<TraceParent> read(ByteBuffer from) {
    return of(from.getLong(), from.getLong(), from.getLong(), from.get());
  }

  private static Optional<TraceParent> of(long high, long low, long parent, byte flags) {
    return (high | low) == 0 || parent == 0
        ? Optional.empty()
        : Optional.of(new TraceParent(high, low, parent, flags));
  }
}
