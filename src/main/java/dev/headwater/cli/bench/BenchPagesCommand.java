package dev.headwater.cli.bench;

import dev.headwater.bench.Pages;
import dev.headwater.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many milliseconds the server takes for a page. */
@Command(
    name = "pages",
    description = {
      "Milliseconds from a request to its page: overview, searches, assets, alerts, gate; and how"
          + " fast the search index is built.",
      "On a quiet system, and while half of the events come in that it can take."
    })
final class BenchPagesCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--assets",
      defaultValue = "24000",
      description = "That the pages are about (default: ${DEFAULT-VALUE}).")
  private long assets;

  @Option(
      names = "--repetitions",
      defaultValue = "50",
      description = "Of each kind of page (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS/S",
      defaultValue = "0",
      description =
          "What the processor manages, half of which is sent; 0 takes what it managed when the"
              + " graph was loaded.")
  private double rate;

  private final Terminal terminal;

  BenchPagesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Pages pages =
        new Pages(
            new Pages.Options(bench.setup(), assets, repetitions, rate, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(pages.run(), terminal);
  }
}
