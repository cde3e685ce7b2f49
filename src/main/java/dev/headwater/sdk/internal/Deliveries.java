package dev.headwater.sdk.internal;

/** Receives the sender's reports, on any thread. Each event is reported once. */
public interface Deliveries {

  void delivered(QueuedEvent event);

  void failed(QueuedEvent event, String reason);

  /** Sending has stopped. Called again when the reason changes. */
  void waiting(String reason);

  /** Sending continues after a wait. */
  void resumed();

  /**
   * Called about once a second, whether or not there are events to send, and before each pause
   * after a failed attempt.
   */
  void meanwhile();
}
