package dev.headwater.sdk.internal;

/** Sends events. Only the sender's thread calls it; its callbacks may come on any thread. */
public interface Transport {

  /** Receives the outcome of one event, once, on any thread. */
  interface Outcome {
    /** The event is acknowledged. */
    void delivered();

    /**
     * The event is not acknowledged in time, or failed for a temporary reason. It may have arrived
     * nevertheless.
     */
    void tryAgain(String reason);

    /** The event is refused for a reason that would apply to the next attempt too. */
    void refused(String reason);
  }

  /**
   * Prepares for sending. Returns at once if it is ready already.
   *
   * @throws UnavailableException when something that it needs is unavailable. The caller tries
   *     again
   */
  void open() throws UnavailableException, InterruptedException;

  /**
   * Sends an event. May block while the buffers are full. Requires a successful {@link #open}
   * before.
   */
  void send(QueuedEvent event, Outcome outcome);

  /** Drops events that are being sent, and releases all resources. */
  void close();
}
