package dev.headwater.sdk;

import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Logs one warning about waiting and one about losses, and after that only debug messages until
 * delivery resumes. If the log discards everything, the first warning also goes to standard error.
 */
final class LoggingListener implements DeliveryListener {

  private final Logger log;
  private final PrintStream err;
  private boolean saidOnErr;
  private boolean warnedOfWaiting;
  private boolean warnedOfLoss;
  private long failed;
  private long dropped;

  LoggingListener() {
    this(LoggerFactory.getLogger(DeliveryListener.class), System.err);
  }

  LoggingListener(Logger log, PrintStream err) {
    this.log = log;
    this.err = err;
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
    log.info(
        "{} lineage events that earlier processes left in the spool wait for delivery", events);
  }

  @Override
  public synchronized void waiting(String reason) {
    warnedOfWaiting = warn(warnedOfWaiting, "lineage events wait: " + reason);
  }

  @Override
  public synchronized void resumed() {
    log.info(
        "lineage events are sent again; {} failed and {} were dropped since the last time",
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

  @Override
  public void compositionCut(Job job, String run, String reason) {
    log.warn("run {} of {}:{}: {}", run, job.namespace(), job.name(), reason);
  }

  private boolean warn(boolean already, String message) {
    if (already) {
      log.debug(message);
    } else {
      log.warn("{} (told once)", message);
      if (log instanceof NOPLogger && !saidOnErr) {
        saidOnErr = true;
        err.println(
            "Headwater: "
                + message
                + " (told once; slf4j has no provider, with one the log tells more)");
      }
    }
    return true;
  }
}
