package dev.headwater.model;

import java.time.Instant;
import java.util.UUID;

/** An event that made an asset. */
public record Production(
    UUID eventId, EventType type, Instant eventTime, Job job, String run, String producer) {
  public Production {
    Check.present("eventId", eventId);
    Check.present("type", type);
    eventTime = Check.instant("eventTime", eventTime);
    Check.present("job", job);
    run = Check.requiredId("run", run);
    producer = Check.requiredId("producer", producer);
  }
}
