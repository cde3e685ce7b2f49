package dev.headwater.http.request;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The permit that a request holds. Ends once, in whatever ways the request ends. Thread-safe. */
public final class Turn {
  private final Semaphore permits;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param permits of which the caller has acquired one
   */
  public Turn(Semaphore permits) {
    this.permits = permits;
  }

  /** The turn of a request that needs no permit. */
  public static Turn free() {
    return new Turn(new Semaphore(0));
  }

  /** Gives the permit back, unless that is done. */
  public void end() {
    if (ended.compareAndSet(false, true)) {
      permits.release();
    }
  }
}
