package dev.headwater.http.request;

import io.javalin.http.Context;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads and discards what an answered request has left unread and its sender is about to send. With
 * unread bytes the connection is reset, and a sender that is refused early would not read why.
 *
 * <p>Anybody can send a body, so this takes a few seconds at most, no thread for longer than the
 * sender is busy, and only some threads at once. Beyond that, connections are reset. Thread-safe.
 */
public final class UnreadBody {
  /** Up to this many times the limit of a body is discarded. */
  private static final int LIMITS = 4;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** How long the sender may pause. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final long mostBytes;
  private final Semaphore waiting;

  /**
   * @param limit of a body, in bytes
   * @param atOnce how many threads may wait for senders
   */
  public UnreadBody(int limit, int atOnce) {
    this.mostBytes = (long) limit * LIMITS;
    this.waiting = new Semaphore(atOnce);
  }

  public void discard(Context ctx) {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    // Whoever completed an asynchronous request has other work to do than to wait.
    if (ctx.req().isAsyncStarted() || !waiting.tryAcquire()) {
      discard(request, 0);
      return;
    }
    try {
      discard(request, PAUSE_NANOS);
    } finally {
      waiting.release();
    }
  }

  private void discard(Request request, long pauseNanos) {
    long discarded = 0;
    long start = System.nanoTime();
    long latest = start;
    while (discarded < mostBytes && System.nanoTime() - start < MOST_NANOS) {
      // Does not wait, and gives the last chunk again once there are no more.
      Content.Chunk chunk = request.read();
      if (chunk != null) {
        discarded += chunk.remaining();
        boolean ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
        chunk.release();
        if (ended) {
          return;
        }
        latest = System.nanoTime();
      } else if (System.nanoTime() - latest >= pauseNanos || !RequestBody.pause()) {
        return;
      }
    }
  }
}
