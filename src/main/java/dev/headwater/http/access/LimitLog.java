package dev.headwater.http.access;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which callers are limited: one line a minute for each of the first {@value #CALLERS}
 * callers, and one for all others together, because anybody could fill the log otherwise.
 * Thread-safe.
 */
final class LimitLog {
  private static final Logger LOG = LoggerFactory.getLogger(LimitLog.class);
  private static final int CALLERS = 1_000;

  private final Buckets lines;
  private final BiConsumer<String, String> out;

  LimitLog(LongSupplier nanos) {
    this(nanos, (caller, why) -> LOG.warn("{} is refused with 429: {}", caller, why));
  }

  /**
   * @param out takes the caller, and why it is refused
   */
  LimitLog(LongSupplier nanos, BiConsumer<String, String> out) {
    this.lines = new Buckets(Rate.perMinute(1), CALLERS, nanos);
    this.out = out;
  }

  void say(String caller, String why) {
    if (lines.take(why + caller) == 0) {
      out.accept(caller, why);
    }
  }
}
