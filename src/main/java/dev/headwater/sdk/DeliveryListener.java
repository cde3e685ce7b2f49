package dev.headwater.sdk;

import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;

/**
 * Receives reports about delivery. The client calls it on its own threads, so it must return soon.
 * An exception that it throws is logged and changes nothing.
 */
public interface DeliveryListener {

  /**
   * An event will not be delivered: Kafka refused it, or the client closes and the event is in
   * memory only. The event is complete, so that the caller can keep it and emit it again.
   *
   * @param reason one line
   */
  void failed(LineageEvent event, String reason);

  /**
   * This many events were lost since the last call. Either there was no room for them, or an
   * earlier client on the spool, which the reason names, had accepted them and they exist nowhere
   * any more. Called within seconds, and never on a thread that emits, except if the client is
   * closed already.
   *
   * @param reason one line
   */
  default void dropped(long events, String reason) {}

  /**
   * Earlier clients, which are gone, left this many events in the spool. They wait for delivery.
   */
  default void recovered(long events) {}

  /** Delivery has stopped; nothing is lost yet. Called again when the reason changes. */
  void waiting(String reason);

  /** Delivery has resumed. */
  void resumed();

  /**
   * A {@link Step} ended without being completed; nothing was emitted for it. Called on the thread
   * of the step.
   *
   * @param reason one line
   */
  default void runFailed(Job job, String run, String reason) {}

  /**
   * A {@link Step} is complete, but its event does not state all of a composition that was counted.
   * Either the counts exceed a limit and the rest is unknown, or they contradict the number of
   * records and the composition is left out. Called at most once for a step, on its thread.
   *
   * @param reason one line
   */
  default void compositionCut(Job job, String run, String reason) {}

  /**
   * Returns the default listener. It logs one warning with the logger of this class when something
   * goes wrong, and then no further ones until delivery resumes. When it resumes, it logs how many
   * events were lost. If slf4j has no provider, the first warnings go to standard error.
   */
  static DeliveryListener logging() {
    return new LoggingListener();
  }
}
