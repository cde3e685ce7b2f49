package dev.headwater.sdk;

import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of waiting and once of losses, and then is quiet until delivery goes on. */
final class LoggingListener implements DeliveryListener {

  private final Logger log;
  private boolean warnedOfWaiting;
  private boolean warnedOfLoss;
  private long failed;
  private long dropped;

  LoggingListener() {
    this(LoggerFactory.getLogger(DeliveryListener.class));
  }

  LoggingListener(Logger log) {
    this.log = log;
  }

  @Override
  public synchronized void failed(LineageEvent event, String reason) {
    failed++;
    warnedOfLoss =
        warn(
            warnedOfLoss,
            "lineage event " + event.eventId() + " of " + event.key() + " is lost: " + reason);
  }

  @Override
  public synchronized void dropped(long events, String reason) {
    dropped += events;
    warnedOfLoss = warn(warnedOfLoss, events + " lineage events are lost: " + reason);
  }

  @Override
  public void recovered(long events) {
    log.info("{} lineage events that an earlier process left are delivered now", events);
  }

  @Override
  public synchronized void waiting(String reason) {
    warnedOfWaiting = warn(warnedOfWaiting, "lineage events wait: " + reason);
  }

  @Override
  public synchronized void resumed() {
    log.info(
        "lineage events are delivered again; {} failed and {} were dropped since the last time",
        failed,
        dropped);
    warnedOfWaiting = false;
    warnedOfLoss = false;
    failed = 0;
    dropped = 0;
  }

  @Override
  public void runFailed(Job job, String run, String reason) {
    log.warn("run {} of {}:{} failed: {}", run, job.namespace(), job.name(), reason);
  }

  private boolean warn(boolean already, String message) {
    if (already) {
      log.debug(message);
    } else {
      log.warn("{} (told once)", message);
    }
    return true;
  }
}
