package dev.headwater.cli.read;

import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the data card of an asset: what is recorded of it, on one page. */
@Command(
    name = "card",
    description =
        "Prints the data card of a dataset or model: the verdict, how it was made, who decided what,"
            + " who is represented, where it comes from, and what of that is not known.",
    footer = {
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Exit code: 0 printed, 1 refused (no such asset), 2 unreachable, 64 wrong usage."
    })
public final class CardCommand implements Callable<Integer> {

  enum Format {
    markdown,
    json
  }

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(names = "--format", description = "One of ${COMPLETION-CANDIDATES} (default: markdown).")
  private Optional<Format> format = Optional.empty();

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  private final Terminal terminal;

  public CardCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    if (json && format.equals(Optional.of(Format.markdown))) {
      throw Failure.usage("--json and --format markdown exclude each other; leave one out");
    }
    Format wanted = json ? Format.json : format.orElse(Format.markdown);
    String path = moment.appendTo("/assets/" + Text.segment(urn) + "/card?format=" + wanted.name());
    Api api = server.api(terminal);
    switch (wanted) {
      case markdown -> terminal.out().print(api.markdown(path));
      case json -> terminal.out().println(JsonTree.line(api.get(path)));
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
