package dev.headwater.bench.harness;

import dev.headwater.bench.report.Timeline;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for a count or a condition, up to a limit of time. It ends with an exception when what it
 * watches has failed.
 */
final class Await {
  private static final long BETWEEN_LOOKS_MILLIS = 5;

  /**
   * The longest pause between two checks of a condition: each check costs the watched process time.
   */
  private static final long MOST_BETWEEN_LOOKS_MILLIS = 50;

  private final String what;
  private final Supplier<Throwable> failure;
  private final Duration patience;
  private final long endNanos;

  /**
   * @param what the name of what is watched, for messages
   * @param patience the limit for everything that this watch waits for together
   * @param failure the reason why it has failed; null while it has not
   */
  Await(String what, Duration patience, Supplier<Throwable> failure) {
    this.what = what;
    this.failure = failure;
    this.patience = patience;
    this.endNanos = System.nanoTime() + patience.toNanos();
  }

  /** Waits until a count reaches {@code all}; returns how it grew. */
  Timeline until(LongSupplier count, long all) {
    return until(count, all, () -> {});
  }

  /**
   * As {@link #until(LongSupplier, long)}.
   *
   * @param onFirst run when the count is seen to be above 0
   */
  Timeline until(LongSupplier count, long all, Runnable onFirst) {
    Timeline timeline = new Timeline();
    boolean begun = false;
    long now = count.getAsLong();
    timeline.sample(System.nanoTime(), now);
    while (now < all) {
      pause(BETWEEN_LOOKS_MILLIS);
      now = count.getAsLong();
      timeline.sample(System.nanoTime(), now);
      if (!begun && now > 0) {
        begun = true;
        onFirst.run();
      }
    }
    return timeline;
  }

  /**
   * Waits until a condition holds. The pause between two checks is 1 percent of the time waited so
   * far, but at least {@value #BETWEEN_LOOKS_MILLIS} ms and at most {@value
   * #MOST_BETWEEN_LOOKS_MILLIS} ms.
   */
  void await(BooleanSupplier so) {
    long begin = System.nanoTime();
    while (!so.getAsBoolean()) {
      long hundredth = (System.nanoTime() - begin) / 100_000_000;
      pause(Math.max(BETWEEN_LOOKS_MILLIS, Math.min(hundredth, MOST_BETWEEN_LOOKS_MILLIS)));
    }
  }

  private void pause(long millis) {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new BenchException(what + " failed: " + failed.getMessage(), failed);
    }
    if (System.nanoTime() > endNanos) {
      throw new BenchException(
          what + " was not through after " + patience.toMinutes() + " minutes; give it less");
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }
}
