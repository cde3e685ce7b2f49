package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
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

/** Sends quarantined records again. */
@Command(
    name = "replay",
    description = {
      "Sends records again that could not be taken, after the cause is gone.",
      "They are sent as they came and arrive now. One that cannot be taken comes back as a new"
          + " record, which names the one before it. To send a record twice is harmless."
    },
    footer = {
      "--json prints the answers of the API, one a line.",
      "Exit code: 0 sent, 1 some were not, 2 unreachable or not everything could be looked at,"
          + " 64 wrong usage."
    })
final class QuarantineReplayCommand implements Callable<Integer> {

  private static final int LARGEST = 1_000;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private QuarantineFilter filter = new QuarantineFilter();

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "The records' ids, from the list. Without: the open ones that match.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Send all open records, whatever their reason.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Without ids: how many at most, at most 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final Terminal terminal;

  QuarantineReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LARGEST) {
      throw Failure.usage("--limit must be from 1 to " + LARGEST + ", not " + limit);
    }
    boolean some = !filter.isEmpty() || all;
    if (ids.isEmpty() != some) {
      throw Failure.usage(
          "name ids, or say which records with --reason or --topic, or give --all; not both");
    }
    Api api = server.api(terminal);
    return some
        ? matching(api)
        : new QuarantineDecision(terminal, json)
            .each(ids, id -> api.post("/quarantine/" + Text.segment(id) + "/replay", "{}"));
  }

  private int matching(Api api) {
    JsonNode answer = api.post("/quarantine/replay?limit=" + limit + filter.query(), "{}");
    boolean failed = false;
    for (JsonNode record : answer.path("records")) {
      String problem = Text.oneLine(record.path("problem").asText(""));
      failed |= !problem.isEmpty();
      if (!json) {
        String id = Text.oneLine(record.path("id").asText());
        terminal.print(
            problem.isEmpty()
                ? id + " sent to " + Text.oneLine(record.path("topic").asText())
                : id + " not sent: " + problem);
      }
    }
    if (json) {
      terminal.out().println(JsonTree.line(answer));
    } else {
      long sent = answer.path("replayed").asLong();
      terminal.print(
          sent
              + (sent == 1 ? " record" : " records")
              + " sent"
              + (answer.path("more").asBoolean() ? "; there are more, run it again" : ""));
    }
    terminal.out().flush();
    if (!answer.path("complete").asBoolean(false)) {
      terminal.error(
          "not everything in the quarantine could be looked at in one request; raise"
              + " quarantine.scan.records, .bytes or .millis");
      return ExitCode.CANNOT;
    }
    return failed ? ExitCode.NO : ExitCode.OK;
  }
}
