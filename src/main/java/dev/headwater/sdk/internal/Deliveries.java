package dev.headwater.sdk.internal;

/** What the sender reports. Called by any thread; an event is reported once. */
public interface Deliveries {

  void delivered(QueuedEvent event);

  void failed(QueuedEvent event, String reason);

  /** Sending has come to a halt. Called again when the reason changes. */
  void waiting(String reason);

  /** It goes on after having waited. */
  void resumed();

  /** Called every few seconds, and more often when there is nothing to do, whatever goes on. */
  void meanwhile();
}
