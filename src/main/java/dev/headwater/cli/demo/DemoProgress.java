package dev.headwater.cli.demo;

import dev.headwater.cli.terminal.Terminal;
import dev.headwater.demo.Progress;

/**
 * Shows the progress of the workflow, one line for each step. On a terminal, the line appears
 * already while the step runs.
 */
final class DemoProgress implements Progress {

  private final Terminal terminal;
  private String step = "";

  DemoProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void started(int number, int of, String name) {
    step = "  [" + number + "/" + of + "] " + name;
    if (terminal.watched()) {
      terminal.err().print(step + " ...");
      terminal.err().flush();
    }
  }

  @Override
  public void finished(int number, int of, String result) {
    clear();
    terminal.out().println(step + ": " + result);
    terminal.out().flush();
  }

  @Override
  public void report(String line) {
    clear();
    terminal.out().println("        " + line);
    terminal.out().flush();
  }

  private void clear() {
    if (terminal.watched()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }
}
