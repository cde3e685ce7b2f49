package dev.headwater.sdk;

import dev.headwater.model.LineageEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told how delivery goes. Called on the client's threads, and on the emitting one where an event
 * is refused at once: return soon. What it throws is logged and changes nothing.
 */
public interface DeliveryListener {

  /**
   * An event will not be delivered. It is complete, so that it may be kept and emitted again.
   *
   * @param reason one line
   */
  void failed(LineageEvent event, String reason);

  /** Delivery has come to a halt; nothing is lost yet. Called again when the reason changes. */
  void waiting(String reason);

  /** Delivery goes on. */
  void resumed();

  /** Writes warnings to the log of this class; what is used unless another one is set. */
  static DeliveryListener logging() {
    return new DeliveryListener() {
      private final Logger log = LoggerFactory.getLogger(DeliveryListener.class);

      @Override
      public void failed(LineageEvent event, String reason) {
        log.warn("lineage event {} of {} is lost: {}", event.eventId(), event.key(), reason);
      }

      @Override
      public void waiting(String reason) {
        log.warn("lineage events wait: {}", reason);
      }

      @Override
      public void resumed() {
        log.info("lineage events are delivered again");
      }
    };
  }
}
