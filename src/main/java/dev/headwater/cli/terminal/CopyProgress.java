package dev.headwater.cli.terminal;

import dev.headwater.backup.Backup;
import java.time.Duration;
import java.util.Locale;

/** Prints how far a backup or a restore is: a line on standard error every ten seconds. */
public final class CopyProgress implements Backup.Progress {
  private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int PERCENT = 100;

  private final Terminal terminal;
  private long printedAt = System.nanoTime();

  public CopyProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void at(String part, long done, long all) {
    long now = System.nanoTime();
    if (now - printedAt >= EVERY_NANOS && all > 0) {
      printedAt = now;
      terminal
          .err()
          .println(
              String.format(
                  Locale.ROOT, "%s: %,d of %,d, %d %%", part, done, all, PERCENT * done / all));
      terminal.err().flush();
    }
  }
}
