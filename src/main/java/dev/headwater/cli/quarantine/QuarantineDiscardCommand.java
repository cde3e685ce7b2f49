package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Discards quarantined records. */
@Command(
    name = "discard",
    description = {
      "Says that records are not needed, and why. They are no longer open.",
      "They are kept until their time is over, and replay takes a discard back."
    },
    footer = {
      "--json prints the answers of the API, one a line.",
      "Exit code: 0 discarded, 1 refused (no such record, or sent again already), 2 unreachable,"
          + " 64 wrong usage."
    })
final class QuarantineDiscardCommand implements Callable<Integer> {

  @Mixin private ServerOption server = new ServerOption();

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The records' ids, from the list.")
  private List<String> ids = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final Terminal terminal;

  QuarantineDiscardCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (reason.isBlank()) {
      throw Failure.usage("--reason is blank; say why the records are not needed");
    }
    Api api = server.api(terminal);
    String body =
        JsonTree.line(JsonNodeFactory.instance.objectNode().put("reason", reason.strip()));
    return new QuarantineDecision(terminal, json)
        .each(ids, id -> api.post("/quarantine/" + Text.segment(id) + "/discard", body));
  }
}
