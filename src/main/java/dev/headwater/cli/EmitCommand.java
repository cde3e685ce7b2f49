package dev.headwater.cli;

import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends files of events, in batches of bounded size. */
@Command(
    name = "emit",
    description = {
      "Sends lineage events from files of JSON lines (one event a line).",
      "Prints 'accepted N rejected M'; each rejection goes to standard error with file:line and"
          + " reason. Sending a file again is harmless: an event's id makes it count once."
    },
    footer = "Exit code: 0 all accepted, 1 some rejected, 2 could not send.")
final class EmitCommand implements Callable<Integer> {

  private static final int BATCH_EVENTS = 1_000;
  private static final int BATCH_BYTES = 1024 * 1024;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--wait",
      description =
          "Return when the events and all that they set off are processed, as the Headwater at --url"
              + " says.")
  private boolean wait;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of events; - is standard input.")
  private List<String> files = List.of();

  private final Terminal terminal;

  EmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    files.forEach(EmitCommand::requireReadable);
    Tally tally = new Tally(terminal);
    try (EventSender sender = sender()) {
      for (String file : files) {
        send(file, sender, tally);
      }
      sender.finish(tally);
      if (wait) {
        new Quiescence(server.api(terminal)).await();
      }
    } finally {
      tally.print();
    }
    return tally.rejected() == 0 ? ExitCode.OK : ExitCode.NO;
  }

  private EventSender sender() {
    return kafka.isGiven() ? kafka.sender(terminal) : new HttpSender(server.api(terminal));
  }

  private void send(String file, EventSender sender, Tally tally) {
    List<EventLine> batch = new ArrayList<>();
    int bytes = 0;
    try (EventLines lines = new EventLines(file, open(file))) {
      Optional<EventLine> next = lines.next();
      while (next.isPresent()) {
        EventLine line = next.get();
        String problem = problem(line);
        if (!problem.isEmpty()) {
          tally.reject(line, problem);
        } else {
          if (batch.size() == BATCH_EVENTS || bytes + line.json().length > BATCH_BYTES) {
            sender.send(batch, tally);
            batch.clear();
            bytes = 0;
          }
          batch.add(line);
          bytes += line.json().length;
        }
        next = lines.next();
      }
      sender.send(batch, tally);
    } catch (IOException broken) {
      throw Failure.cannot("cannot read " + file + ": " + broken.getMessage(), broken);
    }
  }

  /** What keeps the line from being sent at all: "" for nothing. The server judges the rest. */
  private static String problem(EventLine line) {
    if (line.json().length > EventLines.LONGEST_BYTES) {
      return "the line is longer than 5 MiB, the limit for an event";
    }
    try {
      return Json.parse(line.json()).isObject() ? "" : "not a JSON object; a line holds one event";
    } catch (InvalidException notJson) {
      return notJson.problem();
    }
  }

  private InputStream open(String file) throws IOException {
    return file.equals("-") ? terminal.in() : Files.newInputStream(Path.of(file));
  }

  /** Before anything is sent: a name mistyped last must not leave the first files half done. */
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
