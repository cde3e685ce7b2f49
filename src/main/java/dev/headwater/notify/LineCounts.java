package dev.headwater.notify;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a line has done since it started. Thread-safe.
 *
 * <p>Watch {@link #skipped} and {@link #waitingMillis}: the first counts messages that nobody got,
 * the second says for how long the receiver has been away.
 *
 * @param delivered messages that the receiver accepted, repeated ones included
 * @param failures attempts while the receiver could not be reached, or said so
 * @param refusals attempts that the receiver refused
 * @param skipped messages that were given up because the receiver refused them
 * @param undecodable records of the topic that are no alerts of this version
 * @param notRepeated open alerts that Alertmanager gets once only, because there are too many
 * @param waitingSince the time in milliseconds of the first attempt to send the message under way;
 *     0 if none is
 */
public record LineCounts(
    LongAdder delivered,
    LongAdder failures,
    LongAdder refusals,
    LongAdder skipped,
    LongAdder undecodable,
    LongAdder notRepeated,
    AtomicLong waitingSince) {

  LineCounts() {
    this(
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new AtomicLong());
  }

  /** For how long the message under way has been tried; 0 if none is. */
  public long waitingMillis(long nowMillis) {
    long since = waitingSince.get();
    return since == 0 ? 0 : Math.max(0, nowMillis - since);
  }
}
