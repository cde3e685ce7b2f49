package dev.headwater.http.request;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/** Reads a body into memory, up to a limit, with or without an announced length. */
public final class RequestBody {
  private static final int CHUNK = 16_384;

  private static final long LOOK_MILLIS = 5;
  private static final String IDENTITY = "identity";

  private RequestBody() {}

  /**
   * The body after decompression; only gzip is supported.
   *
   * @throws Problem 415 for another compression; reading throws 400 if the body is not gzip as
   *     announced
   */
  public static InputStream open(Context ctx) throws IOException {
    String encoding = ctx.req().getHeader("Content-Encoding");
    String name = encoding == null ? IDENTITY : encoding.trim().toLowerCase(Locale.ROOT);
    InputStream in = PacedBody.of(ctx);
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
   * Reads the body, after decompression, into memory.
   *
   * @param limit in bytes, after decompression
   * @throws Problem 413 if the body is larger, and as {@link #open}
   */
  public static byte[] readExpanded(Context ctx, int limit) throws IOException {
    InputStream body = open(ctx);
    return body instanceof GzipBody ? read(body, limit) : read(ctx, limit);
  }

  /**
   * Reads a body without an announced length into memory.
   *
   * @param limit in bytes
   * @throws Problem 413 if the body is larger
   */
  public static byte[] read(InputStream in, int limit) throws IOException {
    return read(in, -1, limit);
  }

  /**
   * Reads the body, as it is sent, into memory.
   *
   * @param limit in bytes
   * @throws Problem 413 if the body is larger
   */
  public static byte[] read(Context ctx, int limit) throws IOException {
    return read(PacedBody.of(ctx), ctx.req().getContentLengthLong(), limit);
  }

  private static byte[] read(InputStream in, long announced, int limit) throws IOException {
    if (announced > limit) {
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

  /**
   * Reads a body into memory that has to be here within a time, however it is sent. Pauses of the
   * sender count, too.
   *
   * @param limit in bytes
   * @throws Problem 408 if the time is over, 413 if the body is larger, 400 if it breaks off
   */
  public static byte[] readWithin(Duration time, Context ctx, int limit) throws IOException {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      // Does not wait, and gives the last chunk again once there are no more.
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        if (!pause()) {
          break;
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        throw Problem.of(400, "The body broke off.");
      }
      if (chunk.remaining() > limit - body.size()) {
        chunk.release();
        throw tooLarge("more", limit);
      }
      BufferUtil.writeTo(chunk.getByteBuffer(), body);
      chunk.release();
      if (chunk.isLast()) {
        return body.toByteArray();
      }
    }
    throw Problem.of(
            408, "The body must be here within " + time.toSeconds() + " s; send it faster.")
        .header("Connection", "close");
  }

  /** Waits a moment for more of a body; false if the server stops. */
  static boolean pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
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
