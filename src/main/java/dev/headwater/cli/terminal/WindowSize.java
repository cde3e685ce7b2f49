package dev.headwater.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Asks the system how many columns the window of the terminal has. Java itself cannot tell. An
 * answer holds for a second, so that a long list does not start a process for each line, and a
 * window that is resized is noticed. Used by one thread.
 */
final class WindowSize implements IntSupplier {

  private static final long HOLDS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int LONGEST_ANSWER = 64;

  private boolean asked;
  private long askedAtNanos;
  private int columns;

  /** The columns; 0 if the system has no {@code stty} or does not know them. */
  @Override
  public int getAsInt() {
    long now = System.nanoTime();
    if (!asked || now - askedAtNanos > HOLDS_NANOS) {
      columns = ask();
      asked = true;
      askedAtNanos = now;
    }
    return columns;
  }

  private static int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        byte[] size = stty.getInputStream().readNBytes(LONGEST_ANSWER);
        boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
        return ended ? columnsOf(new String(size, StandardCharsets.US_ASCII)) : 0;
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException noTerminal) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** The columns in an answer of {@code stty size}, which is rows and columns; 0 if not known. */
  static int columnsOf(String size) {
    String[] parts = size.strip().split(" ");
    boolean known = parts.length == 2 && parts[1].matches("[1-9]\\d{0,4}");
    return known ? Integer.parseInt(parts[1]) : 0;
  }
}
