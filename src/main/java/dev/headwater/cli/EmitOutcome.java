package dev.headwater.cli;

/**
 * Counts accepted and rejected events, and prints each rejection with its place at once.
 * Thread-safe, because Kafka acknowledges on its own thread.
 */
final class EmitOutcome {

  private static final long REDRAW_NANOS = 200_000_000L;

  private final Terminal terminal;
  private long accepted;
  private long rejected;
  private final EmitProgress progress;
  private long drawnAt;
  private boolean drawn;

  EmitOutcome(Terminal terminal, EmitProgress progress) {
    this.terminal = terminal;
    this.progress = progress;
  }

  synchronized void accept(long events) {
    accepted += events;
    draw();
  }

  synchronized void reject(EventLine line, String reason) {
    rejected++;
    clear();
    terminal.err().println(line.place() + ": " + Text.oneLine(reason));
    draw();
  }

  synchronized long rejected() {
    return rejected;
  }

  /** Prints the result line. */
  synchronized void print() {
    clear();
    terminal.err().flush();
    terminal.out().println("accepted " + accepted + " rejected " + rejected);
    terminal.out().flush();
  }

  private void draw() {
    long now = System.nanoTime();
    if (terminal.watched() && (drawnAt == 0 || now - drawnAt > REDRAW_NANOS)) {
      drawnAt = now;
      drawn = true;
      terminal.err().print("\r\u001b[K" + progress.text(accepted, rejected, now));
      terminal.err().flush();
    }
  }

  private void clear() {
    if (drawn) {
      drawn = false;
      terminal.err().print("\r\u001b[K");
    }
  }
}
