package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints who and what is represented in an asset. */
@Command(
    name = "representation",
    description =
        "Prints who and what is represented in a dataset, or in the data of a model: what events"
            + " declare, and what follows from it for everything that is made from it.",
    footer = {
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Exit code: 0 printed, 1 refused (no such asset), 2 unreachable, 64 wrong usage."
    })
public final class RepresentationCommand implements Callable<Integer> {

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = "Only this dimension, as language (default: all).")
  private String dimension = "";

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  public RepresentationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    String only = dimension.isEmpty() ? "" : "dimension=" + Text.segment(dimension) + "&";
    String path =
        moment.appendTo("/assets/" + Text.segment(urn) + "/representation?" + only + "wait=true");
    JsonNode answer = server.api(terminal).get(path);
    if (json) {
      terminal.out().println(JsonTree.line(answer));
    } else {
      print(answer);
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private void print(JsonNode answer) {
    terminal.print(urn);
    boolean complete = answer.path("complete").asBoolean(false);
    JsonNode dimensions = answer.path("dimensions");
    if (dimensions.isEmpty()) {
      terminal.print(
          complete
              ? "No event states a composition of it, or of what it was made from."
              : "No composition of it was found.");
    }
    RepresentationTable table = new RepresentationTable(terminal, urn);
    dimensions.forEach(table::print);
    JsonNode truncated = answer.path("truncated");
    if (truncated.isTextual()) {
      terminal.print("cut short: " + Text.oneLine(truncated.asText()));
    }
    if (!complete) {
      terminal.print("not complete: there may be more than is shown");
    }
  }
}
