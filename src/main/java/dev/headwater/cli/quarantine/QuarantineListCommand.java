package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists quarantined records. */
@Command(
    name = "list",
    description = "Lists records that could not be taken, the oldest first.",
    footer = {
      "--json prints {\"records\":[..],\"complete\":..} on one line.",
      "Exit code: 0 listed, 1 refused, 2 unreachable or not everything could be looked at, 64 wrong"
          + " usage."
    })
final class QuarantineListCommand implements Callable<Integer> {

  enum Status {
    open,
    replayed,
    discarded,
    all
  }

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private QuarantineFilter filter = new QuarantineFilter();

  @Option(
      names = "--status",
      defaultValue = "open",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Status status = Status.open;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final Terminal terminal;

  QuarantineListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the records page by page, so that many need no more memory than one page. */
  @Override
  public Integer call() {
    Api api = server.api(terminal);
    String query = "/quarantine?limit=500&status=" + status.name() + filter.query();
    String cursor = "";
    long printed = 0;
    boolean complete = true;
    if (json) {
      terminal.out().print("{\"records\":[");
    }
    do {
      String from = cursor.isEmpty() ? "" : "&cursor=" + Text.segment(cursor);
      JsonNode page = api.get(query + from);
      complete &= page.path("complete").asBoolean(false);
      for (JsonNode record : page.path("records")) {
        if (json) {
          terminal.out().print((printed == 0 ? "" : ",") + JsonTree.line(record));
        } else {
          QuarantineText.lines(record).forEach(terminal::print);
        }
        printed++;
      }
      cursor = page.path("cursor").isTextual() ? page.path("cursor").asText() : "";
    } while (!cursor.isEmpty());
    end(printed, complete);
    return complete ? ExitCode.OK : ExitCode.CANNOT;
  }

  private void end(long printed, boolean complete) {
    if (json) {
      terminal.out().println("],\"complete\":" + complete + "}");
    } else if (printed == 0) {
      terminal.out().println("no " + (status == Status.all ? "" : status + " ") + "records");
    }
    terminal.out().flush();
    if (!complete) {
      terminal.error(
          "not everything in the quarantine could be looked at in one request, so that what was"
              + " done with some records is not known; raise quarantine.scan.records, .bytes or"
              + " .millis");
    }
  }
}
