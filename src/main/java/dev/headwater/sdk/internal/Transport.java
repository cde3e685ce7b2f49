package dev.headwater.sdk.internal;

/** The way out. Used by one thread, the sender's, but for what it calls back. */
public interface Transport {

  /** Is told what became of one event; by any thread, once. */
  interface Outcome {
    /** Acknowledged. */
    void delivered();

    /** Not acknowledged in time, or for a passing reason; it may have arrived all the same. */
    void tryAgain(String reason);

    /** Refused for a reason that the next attempt would meet again. */
    void refused(String reason);
  }

  /**
   * Makes ready to send; at once, where it is already.
   *
   * @throws UnavailableException when something that it needs is away; to be tried again
   */
  void open() throws UnavailableException, InterruptedException;

  /**
   * Sends an event; may block while the buffers are full. Only after a successful {@link #open}.
   */
  void send(QueuedEvent event, Outcome outcome);

  /** Drops what is under way and lets go of everything. */
  void close();
}
