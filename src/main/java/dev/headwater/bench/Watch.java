package dev.headwater.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Watches something grow or come about, with a limit, and ends when what it watches failed. */
final class Watch {
  private static final long BETWEEN_LOOKS_MILLIS = 5;

  /** Of what is waited for by asking, which costs what is asked something. */
  private static final long MOST_BETWEEN_LOOKS_MILLIS = 50;

  private final String what;
  private final Supplier<Throwable> failure;
  private final Duration patience;
  private final long endNanos;

  /**
   * @param what is watched, for messages
   * @param patience for all that is waited for
   * @param failure why it cannot come about any more; null while it can
   */
  Watch(String what, Duration patience, Supplier<Throwable> failure) {
    this.what = what;
    this.failure = failure;
    this.patience = patience;
    this.endNanos = System.nanoTime() + patience.toNanos();
  }

  /** Returns how a count grew to {@code all}. */
  Timeline until(LongSupplier count, long all) {
    return until(count, all, () -> {});
  }

  /**
   * As {@link #until(LongSupplier, long)}.
   *
   * @param onFirst run when the count is seen to have begun
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

  /** Returns when it is so; late by a hundredth of the time it took, at most. */
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
