package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.export.standard.ExportFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the record of an asset as a document of a public standard. */
@Command(
    name = "export",
    description =
        "Prints the record of a dataset or model as a document of a public standard. What no event"
            + " states is left out; --missing lists it.",
    footer = {
      "Formats: croissant (datasets only), prov-json, prov-n, spdx, cyclonedx, huggingface,"
          + " eu-summary, dps, openlineage.",
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Exit code: 0 printed, 1 refused (no such asset), 2 unreachable or not up to date, 64 wrong"
          + " usage."
    })
public final class ExportCommand implements Callable<Integer> {

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(names = "--format", required = true, description = "The standard; see below.")
  private String format = "";

  @Option(
      names = "--missing",
      description = "Lists what the standard asks for and no event states, instead.")
  private boolean missing;

  @Option(names = "--json", description = "With --missing: prints the list as JSON.")
  private boolean json;

  private final Terminal terminal;

  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    ExportFormat wanted = format();
    if (json && !missing) {
      throw Failure.usage("--json goes with --missing; a document has the form of its standard");
    }
    String path =
        moment.appendTo("/assets/" + Text.segment(urn) + "/export?format=" + wanted.text());
    Api api = server.api(terminal);
    if (missing) {
      list(api.get(path + "&missing=true"));
    } else {
      byte[] document = api.document(path, wanted.mediaType(), "a document of " + wanted.text());
      terminal.out().print(new String(document, StandardCharsets.UTF_8));
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private ExportFormat format() {
    Optional<ExportFormat> known = ExportFormat.ofText(format);
    return known.orElseThrow(
        () ->
            Failure.usage(
                "--format is one of "
                    + Arrays.stream(ExportFormat.values())
                        .map(ExportFormat::text)
                        .collect(Collectors.joining(", "))
                    + ", not "
                    + Text.oneLine(format)));
  }

  private void list(JsonNode answer) {
    if (json) {
      terminal.out().println(JsonTree.line(answer));
      return;
    }
    for (JsonNode one : answer.path("missing")) {
      terminal
          .out()
          .println(
              Text.oneLine(one.path("field").asText())
                  + ": "
                  + Text.oneLine(one.path("reason").asText()));
    }
  }
}
