package dev.headwater.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** Reads a body into memory, up to a limit, whether its length is announced or not. */
final class RequestBody {
  /**
   * How much more than the limit is read and thrown away, so that the sender hears of the limit.
   */
  private static final int DRAINED_LIMITS = 4;

  private static final int CHUNK = 16_384;
  private static final String IDENTITY = "identity";

  private RequestBody() {}

  /**
   * The body as it was before it was compressed, if it was: as gzip. Problem 415 if in another way,
   * 400 on reading if it is not what it says.
   */
  static InputStream open(Context ctx) throws IOException {
    String encoding = ctx.req().getHeader("Content-Encoding");
    String name = encoding == null ? IDENTITY : encoding.trim().toLowerCase(Locale.ROOT);
    InputStream in = ctx.req().getInputStream();
    return switch (name) {
      case "", IDENTITY -> in;
      case "gzip", "x-gzip" -> new GzipBody(in);
      default ->
          throw Problem.of(
                  415, "The body is compressed, as " + name + "; send it as it is, or as gzip.")
              .header("Accept-Encoding", "gzip, identity");
    };
  }

  /**
   * The body as it was before it was compressed, in memory.
   *
   * @param limit in bytes, of the body as it was
   * @throws Problem 413 if it is larger, and as {@link #open}
   */
  static byte[] readExpanded(Context ctx, int limit) throws IOException {
    InputStream body = open(ctx);
    return body instanceof GzipBody ? read(body, limit) : read(ctx, limit);
  }

  /**
   * As below, whatever the length that was announced.
   *
   * @throws Problem 413 if it is larger
   */
  static byte[] read(InputStream in, int limit) throws IOException {
    return read(in, -1, limit);
  }

  /**
   * @param limit in bytes
   * @throws Problem 413 if it is larger
   */
  static byte[] read(Context ctx, int limit) throws IOException {
    return read(ctx.req().getInputStream(), ctx.req().getContentLengthLong(), limit);
  }

  private static byte[] read(InputStream in, long announced, int limit) throws IOException {
    if (announced > limit) {
      drain(in, (long) limit * DRAINED_LIMITS);
      throw tooLarge(announced + " bytes", limit);
    }
    byte[] body = new byte[announced >= 0 ? (int) announced : Math.min(CHUNK, limit)];
    int length = 0;
    while (true) {
      if (length == body.length) {
        int one = in.read();
        if (one < 0) {
          return body;
        }
        if (length == limit) {
          drain(in, (long) limit * DRAINED_LIMITS);
          throw tooLarge("more", limit);
        }
        body = Arrays.copyOf(body, (int) Math.min(limit, Math.max(CHUNK, body.length * 2L)));
        body[length++] = (byte) one;
      }
      int read = in.read(body, length, body.length - length);
      if (read < 0) {
        return Arrays.copyOf(body, length);
      }
      length += read;
    }
  }

  /** Reads and throws away what the sender is sending, so that it comes to read the answer. */
  static void drain(Context ctx, int limit) throws IOException {
    drain(ctx.req().getInputStream(), (long) limit * DRAINED_LIMITS);
  }

  private static void drain(InputStream in, long limit) throws IOException {
    byte[] thrownAway = new byte[CHUNK];
    long drained = 0;
    for (int read = 0; read >= 0 && drained < limit; read = in.read(thrownAway)) {
      drained += read;
    }
  }

  private static Problem tooLarge(String size, int limit) {
    return Problem.of(
            413,
            "The body is "
                + size
                + ", and the limit is "
                + limit
                + " bytes; send the events in several requests.")
        .header("Connection", "close");
  }
}
