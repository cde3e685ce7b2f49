package dev.headwater.model;

import java.util.UUID;

/** Retracts an event. */
public record Retract(UUID event, String reason) {
  public Retract {
    Check.present("event", event);
    reason = Check.requiredText("reason", reason);
  }
}
