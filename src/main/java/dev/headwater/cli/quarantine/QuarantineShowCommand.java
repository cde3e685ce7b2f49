package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one quarantined record. */
@Command(
    name = "show",
    description = "Shows a record that could not be taken, with its headers and its content.",
    footer = {
      "Ids look like 3-17.",
      "Exit code: 0 shown, 1 refused (no such record), 2 unreachable, 64 wrong usage."
    })
final class QuarantineShowCommand implements Callable<Integer> {

  @Mixin private ServerOption server = new ServerOption();

  @Parameters(paramLabel = "ID", description = "The record's id, from the list.")
  private String id = "";

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  QuarantineShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode answer = server.api(terminal).get("/quarantine/" + Text.segment(id));
    if (json) {
      terminal.out().println(JsonTree.line(answer));
    } else {
      QuarantineText.detail(answer).forEach(terminal::print);
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
