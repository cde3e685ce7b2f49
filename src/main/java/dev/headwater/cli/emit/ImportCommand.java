package dev.headwater.cli.emit;

import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.EventJson;
import dev.headwater.importer.ImportException;
import dev.headwater.importer.ImportFormat;
import dev.headwater.importer.ImportOptions;
import dev.headwater.importer.Imported;
import dev.headwater.importer.Imports;
import dev.headwater.importer.RecordFile;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends what the records of other tools say, as events. */
@Command(
    name = "import",
    description =
        "Reads records that data tools leave behind, and sends what they say as events. To import a"
            + " file again changes nothing, unless its records state no time and the file's own has"
            + " changed.",
    footer = {
      "Formats: data-designer (builder_config.json, metadata.json), distilabel (pipeline.yaml),"
          + " datatrove (stats.json), dvc (dvc.lock), croissant (JSON-LD), huggingface (README.md).",
      "Exit code: 0 all accepted, 1 some rejected or a record that cannot be understood, 2 could not"
          + " send, 64 wrong usage."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final long LARGEST_BYTES = 64L * 1024 * 1024;

  @Mixin private ServerOption server = new ServerOption();

  @Parameters(index = "0", paramLabel = "FORMAT", description = "What the files are; see below.")
  private String format = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The records.")
  private List<Path> files = List.of();

  @Option(names = "--asset", paramLabel = "URN", description = "What the record is about.")
  private Optional<String> asset = Optional.empty();

  @Option(
      names = "--namespace",
      description = "The namespace of what the record names without one.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = "--dry-run", description = "Print the events, one a line, and send nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ImportFormat known =
        ImportFormat.ofText(format)
            .orElseThrow(
                () ->
                    Failure.usage(
                        "FORMAT is one of "
                            + Arrays.stream(ImportFormat.values())
                                .map(ImportFormat::text)
                                .collect(Collectors.joining(", "))
                            + ", not "
                            + Text.oneLine(format)));
    asset.ifPresent(Urns::requireCanonical);
    Imported imported = imported(known, new ImportOptions(asset.map(Asset::parse), namespace));
    for (String note : imported.notes()) {
      terminal.err().println("note: " + Text.oneLine(note));
    }
    terminal.err().flush();
    List<EventLine> lines = lines(imported);
    if (dryRun) {
      lines.forEach(
          line -> terminal.out().println(new String(line.json(), StandardCharsets.UTF_8)));
      terminal.out().flush();
      return ExitCode.OK;
    }
    return send(lines);
  }

  private Imported imported(ImportFormat known, ImportOptions options) {
    try {
      return Imports.read(known, files.stream().map(ImportCommand::read).toList(), options);
    } catch (ImportException notUnderstood) {
      throw Failure.refused(Text.oneLine(String.valueOf(notUnderstood.getMessage())));
    }
  }

  private static RecordFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw Failure.cannot("there is no file " + file + "; nothing was sent");
      }
      if (Files.size(file) > LARGEST_BYTES) {
        throw Failure.cannot(file + " is larger than 64 MiB, the limit for a record");
      }
      return new RecordFile(
          file.toString(),
          Files.readAllBytes(file),
          Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (IOException broken) {
      throw Failure.cannot("cannot read " + file + ": " + broken.getMessage(), broken);
    }
  }

  private List<EventLine> lines(Imported imported) {
    List<EventLine> lines = new ArrayList<>();
    for (LineageEvent event : imported.events()) {
      lines.add(
          new EventLine(
              format,
              lines.size() + 1L,
              EventJson.write(event).toString().getBytes(StandardCharsets.UTF_8)));
    }
    return lines;
  }

  private int send(List<EventLine> lines) {
    EmitProgress progress = new EmitProgress(OptionalLong.empty(), System.nanoTime());
    EmitOutcome outcome = new EmitOutcome(terminal, progress, false);
    try (EventSender sender = new HttpSender(server.api(terminal), terminal.traceParent());
        BatchSender batches = new BatchSender(sender, outcome)) {
      lines.forEach(batches::add);
      batches.finish();
    } catch (RuntimeException failed) {
      outcome.print(Optional.empty(), Optional.of(String.valueOf(failed.getMessage())));
      throw failed;
    }
    outcome.print(Optional.empty(), Optional.empty());
    return outcome.rejected() == 0 ? ExitCode.OK : ExitCode.NO;
  }
}
