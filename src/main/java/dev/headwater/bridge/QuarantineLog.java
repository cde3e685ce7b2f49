package dev.headwater.bridge;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Counts records that go to quarantine, and logs a warning where nobody else would notice. The
 * sender of an invalid record gets an error, or writes to the topic itself and can look into the
 * quarantine. But a record that is too large only together with earlier events of its subject was
 * answered as accepted, so there is one warning for each subject. Used by one task only.
 */
final class QuarantineLog {
  private final LongAdder count;
  private final Logger log;
  private final FirstOnly warned = new FirstOnly();

  /**
   * @param count of quarantined records, of all tasks together
   */
  QuarantineLog(LongAdder count, Logger log) {
    this.count = count;
    this.log = log;
  }

  /** Counts a quarantined record. */
  void add() {
    count.increment();
  }

  /** Logs, once for a subject, that its events pass a limit together with earlier ones. */
  void tooMuch(String subject, String limit) {
    if (warned.isFirst(subject)) {
      log.warn(
          "OpenLineage events of {} are put into quarantine, because with all that it has said"
              + " before {} (told once; what it said before stands)",
          subject,
          limit);
    }
  }

  /** Logs, once for a subject, that events for some of its datasets cannot be made. */
  void notMade(String subject, String limit) {
    if (warned.isFirst(subject)) {
      log.warn(
          "Some datasets of {} are not brought up to date, because {} (told once; what was said of"
              + " them before stands)",
          subject,
          limit);
    }
  }
}
