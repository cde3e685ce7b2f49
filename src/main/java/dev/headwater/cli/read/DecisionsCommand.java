package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints who took part in making an asset and who decided what. */
@Command(
    name = "decisions",
    description =
        "Prints who did what to make a dataset or model, on whose behalf, which decisions shaped it"
            + " and why, and what nobody is named for.",
    footer = {
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Annotators are not listed where an event names fewer than 5 of them.",
      "Exit code: 0 printed, 1 refused (no such asset), 2 unreachable, 64 wrong usage."
    })
public final class DecisionsCommand implements Callable<Integer> {

  private static final int MOST_ASSETS = 10_000;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(names = "--upstream", description = "Include all that the asset descends from.")
  private boolean upstream;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of how many assets to read, at most 10000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  public DecisionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    if (limit < 1 || limit > MOST_ASSETS) {
      throw Failure.usage("--limit must be from 1 to " + MOST_ASSETS + ", not " + limit);
    }
    String path =
        moment.appendTo(
            "/assets/"
                + Text.segment(urn)
                + "/decisions?upstream="
                + upstream
                + "&limit="
                + limit
                + "&wait=true");
    JsonNode answer = server.api(terminal).get(path);
    if (json) {
      terminal.out().println(JsonTree.line(answer));
    } else {
      DecisionText.lines(answer, terminal).forEach(terminal::print);
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
