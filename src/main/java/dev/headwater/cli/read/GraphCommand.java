package dev.headwater.cli.read;

import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the picture of a lineage graph, which the server draws. */
@Command(
    name = "graph",
    description =
        "Writes the lineage of a dataset or model as a picture, or in a language for pictures.",
    footer = {
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Exit code: 0 written, 1 refused (no such asset), 2 unreachable, 64 wrong usage."
    })
public final class GraphCommand implements Callable<Integer> {

  enum Format {
    svg("image/svg+xml", "SVG"),
    dot("text/vnd.graphviz", "DOT"),
    mermaid("text/plain", "Mermaid"),
    png("image/png", "PNG");

    private final String type;
    private final String label;

    Format(String type, String label) {
      this.type = type;
      this.label = label;
    }
  }

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(
      names = "--format",
      defaultValue = "svg",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.svg;

  @Option(
      names = "--direction",
      description = "One of ${COMPLETION-CANDIDATES} (default: the server's).")
  private Optional<LineageCommand.Direction> direction = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "How many edges to follow (default: the server's).")
  private Optional<Integer> depth = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many assets to draw (default: the server's).")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there, instead of to standard output.")
  private Optional<Path> output = Optional.empty();

  private final Terminal terminal;

  public GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    depth.ifPresent(edges -> LineageCommand.requireDepth(edges));
    limit.ifPresent(assets -> LineageCommand.requireLimit(assets));
    if (format == Format.png && output.isEmpty() && terminal.outIsTerminal()) {
      throw Failure.usage(
          "a PNG would garble the terminal; write it to a file with --output FILE, or to a pipe");
    }
    write(server.api(terminal).document(path(), format.type, format.label));
    return ExitCode.OK;
  }

  private String path() {
    String path =
        "/assets/"
            + Text.segment(urn)
            + "/graph?format="
            + format.name()
            + direction.map(given -> "&direction=" + given.name()).orElse("")
            + depth.map(given -> "&depth=" + given).orElse("")
            + limit.map(given -> "&limit=" + given).orElse("");
    return moment.appendTo(path);
  }

  /** Writes only a picture that came as a whole: what stands in the file is never half of one. */
  private void write(byte[] picture) {
    String place = output.map(Path::toString).orElse("standard output");
    try {
      if (output.isPresent()) {
        Files.write(output.get(), picture);
      } else {
        OutputStream out = terminal.bytes();
        out.write(picture);
        out.flush();
      }
    } catch (IOException failed) {
      throw Failure.cannot("cannot write the picture to " + place + ": " + failed, failed);
    }
  }
}
