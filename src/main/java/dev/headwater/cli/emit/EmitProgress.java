package dev.headwater.cli.emit;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes the progress of sending files: how much is done, how fast, and how long the rest takes.
 */
final class EmitProgress {

  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
  private static final int PERCENT = 100;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private final OptionalLong totalBytes;
  private final long beganNanos;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param totalBytes the size of all files; empty if it is not known
   * @param nowNanos the current {@link System#nanoTime}
   */
  EmitProgress(OptionalLong totalBytes, long nowNanos) {
    this.totalBytes = totalBytes;
    this.beganNanos = nowNanos;
  }

  /** Adds bytes that were read from the files. */
  void read(long more) {
    bytes.addAndGet(more);
  }

  /** The progress as one line, without its end. */
  String text(long accepted, long rejected, long nowNanos) {
    double seconds = Math.max(1, nowNanos - beganNanos) / NANOS_PER_SECOND;
    String text =
        String.format(
            Locale.ROOT,
            "accepted %,d, rejected %,d, %,.0f/s",
            accepted,
            rejected,
            (accepted + rejected) / seconds);
    long done = bytes.get();
    if (totalBytes.isEmpty() || totalBytes.getAsLong() == 0 || done == 0) {
      return text;
    }
    long total = totalBytes.getAsLong();
    long left = Math.round(seconds / done * Math.max(0, total - done));
    return text + ", " + Math.min(PERCENT, PERCENT * done / total) + " %, " + time(left) + " left";
  }

  private static String time(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    return seconds < HOUR
        ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
        : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
  }
}
