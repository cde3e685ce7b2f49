package dev.headwater.cli.emit;

import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import java.util.Optional;

/**
 * Counts accepted and rejected events. For people, it prints each rejection with its place at once;
 * for programs, it keeps the rejections for a report at the end. Thread-safe, because Kafka
 * acknowledges on its own thread.
 */
final class EmitOutcome {

  private static final long REDRAW_NANOS = 200_000_000L;

  private final Terminal terminal;
  private final Optional<EmitReport> report;
  private long accepted;
  private long rejected;
  private final EmitProgress progress;
  private long drawnAt;
  private boolean drawn;

  /**
   * @param json true to print a report in JSON instead of lines for people
   */
  EmitOutcome(Terminal terminal, EmitProgress progress, boolean json) {
    this.terminal = terminal;
    this.report = json ? Optional.of(new EmitReport()) : Optional.empty();
    this.progress = progress;
  }

  synchronized void accept(long events) {
    accepted += events;
    draw();
  }

  synchronized void reject(EventLine line, String reason) {
    rejected++;
    boolean reported = report.isPresent() && report.get().add(line, reason);
    if (!reported) {
      clear();
      terminal.err().println(line.place() + ": " + Text.oneLine(reason));
    }
    draw();
  }

  synchronized long rejected() {
    return rejected;
  }

  /**
   * Prints the result.
   *
   * @param settled whether everything that the events set off has settled; empty if the command did
   *     not wait
   * @param error why not all was sent; empty if all was. For people, it is printed elsewhere
   */
  synchronized void print(Optional<Boolean> settled, Optional<String> error) {
    clear();
    terminal.err().flush();
    String line =
        report.isPresent()
            ? report.get().line(accepted, settled, error)
            : "accepted " + accepted + " rejected " + rejected;
    terminal.out().println(line);
    terminal.out().flush();
    if (report.isEmpty() && !settled.orElse(true)) {
      terminal.err().println("not settled: exposures and alerts may still change");
      terminal.err().flush();
    }
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
