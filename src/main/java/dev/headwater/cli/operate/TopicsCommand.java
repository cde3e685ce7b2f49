package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates the topics. */
@Command(
    name = "topics",
    description = {
      "Creates the topics that are missing, and checks the others, as 'serve' does: for a Kafka where"
          + " the user of 'serve' may not create them. Waits for Kafka if it is away.",
      "Those of Kafka Streams, which begin with application.id and a hyphen, are created by 'serve'"
          + " alone."
    })
public final class TopicsCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings that 'serve' runs with.")
  private Path config;

  @Option(names = "--json", description = "Print what was done as JSON: {\"topics\":[..]}.")
  private boolean json;

  private final Terminal terminal;

  public TopicsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    List<String> done = new TopicSetup(settings).run();
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      done.forEach(answer.putArray("topics")::add);
      terminal.out().println(JsonTree.line(answer));
    } else {
      done.forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
