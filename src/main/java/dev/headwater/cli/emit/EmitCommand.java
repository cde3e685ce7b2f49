package dev.headwater.cli.emit;

import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends files of events as a stream: it needs no more memory for larger files. */
@Command(
    name = "emit",
    description = {
      "Sends lineage events from files of JSON lines (one event a line).",
      "Prints 'accepted N rejected M'; each rejection goes to standard error with file:line and"
          + " reason. Sending a file again is harmless: an event's id makes it count once.",
      "If TRACEPARENT is set (W3C Trace Context), the events are sent in that trace."
    },
    footer = "Exit code: 0 all accepted, 1 some rejected, 2 could not send, 64 wrong usage.")
public final class EmitCommand implements Callable<Integer> {

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--wait",
      description =
          "Return when what is read at --url reflects the events; 10 minutes at most. If what they"
              + " set off (exposures, alerts) has not come to its end 2 s later, a line on standard"
              + " error says so.")
  private boolean wait;

  @Option(
      names = "--json",
      description =
          "Print {\"accepted\":n,\"rejected\":[{\"file\",\"line\",\"reason\"}]} at the end instead; with"
              + " \"settled\" after --wait, and \"error\" if not all was sent. Of more than 10,000"
              + " rejections, \"moreRejected\" counts the rest, which goes to standard error.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of events; - is standard input.")
  private List<String> files = List.of();

  private final Terminal terminal;

  public EmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    files.forEach(EmitCommand::requireReadable);
    EmitProgress progress = new EmitProgress(totalBytes(), System.nanoTime());
    EmitOutcome tally = new EmitOutcome(terminal, progress, json);
    Optional<Boolean> settled;
    try {
      settled = sendAll(tally, progress);
    } catch (RuntimeException failed) {
      tally.print(Optional.empty(), Optional.of(String.valueOf(failed.getMessage())));
      throw failed;
    }
    tally.print(settled, Optional.empty());
    return tally.rejected() == 0 ? ExitCode.OK : ExitCode.NO;
  }

  /** Returns whether what the events set off has settled; empty without {@code --wait}. */
  private Optional<Boolean> sendAll(EmitOutcome tally, EmitProgress progress) {
    try (EventSender sender = sender();
        BatchSender batches = new BatchSender(sender, tally)) {
      for (String file : files) {
        send(file, batches, tally, progress);
      }
      batches.finish();
      return wait ? Optional.of(new Processing(server.api(terminal)).await()) : Optional.empty();
    }
  }

  private EventSender sender() {
    return kafka.isGiven()
        ? kafka.sender(terminal)
        : new HttpSender(server.api(terminal), terminal.traceParent());
  }

  private void send(String file, BatchSender batches, EmitOutcome tally, EmitProgress progress) {
    long told = 0;
    boolean first = true;
    try (EventLines lines = new EventLines(file, open(file))) {
      for (Optional<EventLine> next = lines.next(); next.isPresent(); next = lines.next()) {
        Optional<String> noLines = first ? next.get().noLines() : Optional.empty();
        if (noLines.isPresent()) {
          tally.reject(next.get(), noLines.get());
          return;
        }
        first = false;
        batches.add(next.get());
        progress.read(lines.bytesRead() - told);
        told = lines.bytesRead();
      }
    } catch (IOException broken) {
      throw Failure.cannot("cannot read " + file + ": " + broken.getMessage(), broken);
    }
  }

  /** The size of all files; empty if one of them has no size, for example a pipe. */
  private OptionalLong totalBytes() {
    long total = 0;
    for (String file : files) {
      if (file.equals("-") || !Files.isRegularFile(Path.of(file))) {
        return OptionalLong.empty();
      }
      try {
        total += Files.size(Path.of(file));
      } catch (IOException unknown) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(total);
  }

  private InputStream open(String file) throws IOException {
    return file.equals("-") ? terminal.in() : Files.newInputStream(Path.of(file));
  }

  /**
   * Checks a file before anything is sent: a mistyped name at the end must not leave the first
   * files half sent.
   */
  private static void requireReadable(String file) {
    if (file.equals("-")) {
      return;
    }
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw Failure.cannot("there is no file " + file + "; nothing was sent");
    }
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw Failure.cannot("cannot read " + file + " as a file; nothing was sent");
    }
  }
}
