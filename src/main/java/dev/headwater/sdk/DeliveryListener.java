package dev.headwater.sdk;

import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;

/**
 * Is told how delivery goes, on the client's threads: return soon. What it throws is logged and
 * changes nothing.
 */
public interface DeliveryListener {

  /**
   * An event will not be delivered: Kafka refuses it, or the client closes and it is in memory
   * only. It is complete, so that it may be kept and emitted again.
   *
   * @param reason one line
   */
  void failed(LineageEvent event, String reason);

  /**
   * So many events are lost since the last call: there was no room for them, or an earlier client
   * on the spool, which the reason names, had accepted them and they are nowhere any more. Told
   * within seconds, never on a thread that emits, unless the client is closed already.
   *
   * @param reason one line
   */
  default void dropped(long events, String reason) {}

  /** Earlier clients, which are gone, left so many events in the spool. They wait for delivery. */
  default void recovered(long events) {}

  /** Delivery has come to a halt; nothing is lost yet. Called again when the reason changes. */
  void waiting(String reason);

  /** Delivery goes on. */
  void resumed();

  /**
   * A {@link Step} ended without being completed; nothing was emitted for it. Called on the thread
   * of the step.
   *
   * @param reason one line
   */
  default void runFailed(Job job, String run, String reason) {}

  /**
   * Writes one warning to the log of this class when something goes wrong, and then is quiet until
   * delivery goes on, which is told with what was lost meanwhile. Where slf4j has no provider, the
   * first warning goes to standard error. What is used unless another one is set.
   */
  static DeliveryListener logging() {
    return new LoggingListener();
  }
}
