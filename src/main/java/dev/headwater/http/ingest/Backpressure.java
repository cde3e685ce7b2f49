package dev.headwater.http.ingest;

import dev.headwater.http.request.Problem;
import dev.headwater.query.Queries;
import dev.headwater.query.freshness.UnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rejects events while the processors are far behind. It reads the backlog at most once a second,
 * and only while events arrive. Thread-safe.
 */
final class Backpressure {
  private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int RETRY_SECONDS = 5;

  private final Queries queries;
  private final long limitEvents;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long behind;
  private volatile long lookedAtNanos = System.nanoTime() - FRESH_NANOS;

  Backpressure(Queries queries, long limitEvents) {
    this.queries = queries;
    this.limitEvents = limitEvents;
  }

  /**
   * @throws Problem 429 if the processors are too far behind
   */
  void require() {
    if (System.nanoTime() - lookedAtNanos >= FRESH_NANOS && looking.compareAndSet(false, true)) {
      Thread look = new Thread(this::look, "headwater-backlog");
      look.setDaemon(true);
      look.start();
    }
    long now = behind;
    if (now > limitEvents) {
      throw Problem.slowDown(
          "The processors are "
              + now
              + " events behind, and the limit is "
              + limitEvents
              + "; send these events again later.",
          RETRY_SECONDS,
          null);
    }
  }

  private void look() {
    try {
      behind = queries.backlog().events();
    } catch (UnavailableException away) {
      // Accept events then: the attempt to send them shows whether Kafka takes them.
      LOG.debug("cannot tell how far the processors are behind: {}", away.getMessage());
      behind = 0;
    } finally {
      lookedAtNanos = System.nanoTime();
      looking.set(false);
    }
  }
}
