package dev.headwater.sdk;

import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Logs one warning about waiting and one about losses, and after that only debug messages until
 * delivery resumes. How many events are lost in all is another warning whenever it is ten times as
 * many. If the log discards everything, the first warning about waiting and the first one about
 * losses also go to standard error.
 */
final class LoggingListener implements DeliveryListener {

  private static final int TEN_TIMES = 10;

  private final Logger log;
  private final PrintStream err;
  private boolean saidWaitingOnErr;
  private boolean saidLossOnErr;
  private boolean warnedOfWaiting;
  private boolean warnedOfLoss;
  private long failed;
  private long dropped;
  private long lostInAll;
  private long nextTotal;

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
    lost(1, "lineage event " + event.eventId() + " of " + event.key() + " is lost: " + reason);
  }

  @Override
  public synchronized void dropped(long events, String reason) {
    dropped += events;
    lost(events, events + " lineage events are lost: " + reason);
  }

  private void lost(long events, String message) {
    lostInAll += events;
    if (!warnedOfLoss) {
      warnedOfLoss = true;
      nextTotal = TEN_TIMES * lostInAll;
      warn(message);
      saidLossOnErr = sayOnErr(saidLossOnErr, message);
    } else if (lostInAll >= nextTotal) {
      nextTotal = TEN_TIMES * lostInAll;
      log.warn("{} lineage events are lost by now", lostInAll);
    } else {
      log.debug(message);
    }
  }

  @Override
  public void recovered(long events) {
    log.info(
        "{} lineage events that earlier processes left in the spool wait for delivery", events);
  }

  @Override
  public synchronized void waiting(String reason) {
    String message = "lineage events wait: " + reason;
    if (warnedOfWaiting) {
      log.debug(message);
      return;
    }
    warnedOfWaiting = true;
    warn(message);
    saidWaitingOnErr = sayOnErr(saidWaitingOnErr, message);
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

  private void warn(String message) {
    log.warn("{} (told once)", message);
  }

  /** Prints the message if the log discards everything, and it was not said before. */
  private boolean sayOnErr(boolean already, String message) {
    boolean say = log instanceof NOPLogger && !already;
    if (say) {
      err.println(
          "Headwater: "
              + message
              + " (told once; slf4j has no provider, with one the log tells more)");
    }
    return already || say;
  }
}
