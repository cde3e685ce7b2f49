package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.repartition.FollowerRemoval;
import dev.headwater.app.repartition.FollowerSetup;
import dev.headwater.app.repartition.FormerRemoval;
import dev.headwater.app.repartition.Takeover;
import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the number of partitions, by a second generation that takes over from the first. */
@Command(
    name = "repartition",
    description = {
      "Changes the number of partitions while events keep coming. The settings are those of a new"
          + " generation: another topic.generation, application.id and topic.partitions.",
      "After --begin, start its instances: they build their state beside those in charge. Then run"
          + " --finish and stop the instances in charge. It waits for that, and the new ones take"
          + " over by themselves."
    })
public final class RepartitionCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings that 'serve' of the new generation runs with.")
  private Path config;

  @Option(names = "--begin", description = "Create the topics of the new generation.")
  private boolean begin;

  @Option(names = "--finish", description = "Put the new generation in charge.")
  private boolean finish;

  @Option(
      names = "--cancel",
      description =
          "Delete the topics of the new generation instead. Its instances must be stopped; those in"
              + " charge go on.")
  private boolean cancel;

  @Option(
      names = "--clean",
      description =
          "After --finish: delete the topics of the generation that was in charge before.")
  private boolean clean;

  @Option(
      names = "--from",
      paramLabel = "ID",
      description =
          "With --finish and --clean: the application.id of the generation that is replaced.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--json", description = "Print what was done as JSON: {\"repartition\":[..]}.")
  private boolean json;

  private final Terminal terminal;

  public RepartitionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Stream.of(begin, finish, cancel, clean).filter(wanted -> wanted).count() != 1) {
      throw Failure.usage("repartition needs one of --begin, --finish, --cancel and --clean");
    }
    if ((finish || clean) != from.isPresent()) {
      throw Failure.usage(
          from.isPresent()
              ? "--from belongs to --finish and --clean"
              : (finish ? "--finish" : "--clean")
                  + " needs --from ID, the application.id of the generation that is replaced");
    }
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    List<String> done = run(settings);
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      done.forEach(answer.putArray("repartition")::add);
      terminal.out().println(JsonTree.line(answer));
    } else {
      done.forEach(terminal.out()::println);
      terminal.out().println(outcome());
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private List<String> run(Settings settings) {
    if (begin) {
      return new FollowerSetup(settings).run();
    }
    if (clean) {
      return new FormerRemoval(settings, from.orElseThrow()).run();
    }
    return cancel
        ? new FollowerRemoval(settings).run()
        : new Takeover(settings, from.orElseThrow(), terminal.err()::println).run();
  }

  private String outcome() {
    if (begin) {
      return "begun; start the instances of the new generation beside those in charge";
    }
    if (clean) {
      return "the generation before is gone";
    }
    return cancel
        ? "the new generation is gone; the one in charge goes on"
        : "the new generation is in charge";
  }
}
