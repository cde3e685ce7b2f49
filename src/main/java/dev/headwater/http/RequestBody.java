package dev.headwater.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a body into memory, up to a limit, with or without an announced length. */
final class RequestBody {
  /**
   * Up to this many times the limit is read and discarded, so that the sender finishes sending and
   * reads the answer.
   */
  private static final int DRAINED_LIMITS = 4;

  private static final int CHUNK = 16_384;

  /** How long what is left of a body may take, and how long its sender may pause. */
  private static final long LEFT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LOOK_MILLIS = 5;
  private static final String IDENTITY = "identity";

  private RequestBody() {}

  /**
   * The body after decompression; only gzip is supported.
   *
   * @throws Problem 415 for another compression; reading throws 400 if the body is not gzip as
   *     announced
   */
  static InputStream open(Context ctx) throws IOException {
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
  static byte[] readExpanded(Context ctx, int limit) throws IOException {
    InputStream body = open(ctx);
    return body instanceof GzipBody ? read(body, limit) : read(ctx, limit);
  }

  /**
   * Reads a body without an announced length into memory.
   *
   * @param limit in bytes
   * @throws Problem 413 if the body is larger
   */
  static byte[] read(InputStream in, int limit) throws IOException {
    return read(in, -1, limit);
  }

  /**
   * Reads the body, as it is sent, into memory.
   *
   * @param limit in bytes
   * @throws Problem 413 if the body is larger
   */
  static byte[] read(Context ctx, int limit) throws IOException {
    return read(PacedBody.of(ctx), ctx.req().getContentLengthLong(), limit);
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

  /**
   * Reads and discards what the sender is sending, so that it reads the answer. Stops after a few
   * times the limit.
   */
  static void drain(Context ctx, int limit) throws IOException {
    drain(PacedBody.of(ctx), (long) limit * DRAINED_LIMITS);
  }

  /**
   * Reads and discards what an answered request has left unread and its sender is about to send.
   * With unread bytes the connection is reset, and a sender that is refused early would not read
   * why. Takes two seconds at most, and no thread for longer than the sender is busy.
   */
  static void drainLeft(Context ctx, int limit) {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    long most = (long) limit * DRAINED_LIMITS;
    long drained = 0;
    long start = System.nanoTime();
    long latest = start;
    while (drained < most) {
      long now = System.nanoTime();
      // Does not wait, and gives the last chunk again once there are no more.
      Content.Chunk chunk = request.read();
      if (chunk != null) {
        drained += chunk.remaining();
        boolean ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
        chunk.release();
        if (ended) {
          return;
        }
        latest = now;
      } else if (now - latest > PAUSE_NANOS || !pause()) {
        return;
      }
      if (now - start > LEFT_NANOS) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
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
