package dev.headwater.http.ingest;

import dev.headwater.http.request.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Splits a body into lines, and holds only one line in memory. */
final class LineStream {
  private static final int CHUNK = 16_384;

  private final InputStream in;
  private final int lineLimit;
  private final long limit;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private long read;

  /**
   * @param lineLimit the longest line, in bytes
   * @param limit the longest body, in bytes
   */
  LineStream(InputStream in, int lineLimit, long limit) {
    this.in = in;
    this.lineLimit = lineLimit;
    this.limit = limit;
  }

  /**
   * The next line, without its end; empty after the last one.
   *
   * @throws Problem 413 if the body is longer than its limit
   * @throws TooLongException if this line is longer than its limit; the next call continues after
   *     it
   */
  Optional<byte[]> next() throws IOException, TooLongException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    while (at < end || fill()) {
      int from = at;
      while (at < end && chunk[at] != '\n') {
        at++;
      }
      length += at - from;
      if (length <= lineLimit) {
        line.write(chunk, from, at - from);
      }
      if (at < end) {
        at++;
        return Optional.of(checked(line, length));
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(checked(line, length));
  }

  private byte[] checked(ByteArrayOutputStream line, long length) throws TooLongException {
    if (length > lineLimit) {
      throw new TooLongException(length, lineLimit);
    }
    return line.toByteArray();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    read += end;
    if (read > limit) {
      throw Problem.of(
              413,
              "The body is more than "
                  + limit
                  + " bytes, the limit for lines; send the events in several requests. Those sent"
                  + " before the limit may be in, which changes nothing when they are sent again.")
          .header("Connection", "close");
    }
    return end > 0;
  }

  /** A line is longer than an event may be. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLongException(long length, int limit) {
      super("the line is " + length + " bytes, and the limit for an event is " + limit);
    }
  }
}
