package dev.headwater.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a body into memory, up to a limit, whether its length is announced or not. */
final class RequestBody {
  /**
   * How much more than the limit is read and thrown away, so that the sender hears of the limit.
   */
  private static final int DRAINED_LIMITS = 4;

  private static final int CHUNK = 16_384;

  private RequestBody() {}

  /**
   * @param limit in bytes
   * @throws Problem 413 if it is larger
   */
  static byte[] read(Context ctx, int limit) throws IOException {
    long announced = ctx.req().getContentLengthLong();
    InputStream in = ctx.req().getInputStream();
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
