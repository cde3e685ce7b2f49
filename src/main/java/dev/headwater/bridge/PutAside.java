package dev.headwater.bridge;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Tells of the records that go to quarantine. Each is counted. Who sent one that is broken in
 * itself was told so, or uses the topic and looks there; but one that is too much only together
 * with what its run has said before was answered as taken, so that is a warning, once a run. Used
 * by one task.
 */
final class PutAside {
  private final LongAdder count;
  private final Logger log;
  private final FirstOnly warned = new FirstOnly();

  /**
   * @param count of all records put aside, by all tasks
   */
  PutAside(LongAdder count, Logger log) {
    this.count = count;
    this.log = log;
  }

  /** A record is put aside. */
  void add() {
    count.increment();
  }

  /** Why it is: together with what is known of its subject it passes a limit. */
  void tooMuch(String subject, String limit) {
    if (warned.isFirst(subject)) {
      log.warn(
          "OpenLineage events of {} are put into quarantine, because with all that it has said"
              + " before {} (told once; what it said before stands)",
          subject,
          limit);
    }
  }
}
