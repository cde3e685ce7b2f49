package dev.headwater.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Access;
import dev.headwater.cli.server.AccessOptions;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.dev.DevServer;
import dev.headwater.dev.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the example data workflow and shows how Headwater reacts to it. */
@Command(
    name = "demo",
    description = {
      "Runs a real data workflow from raw text to a trained model, on a Headwater of its own: an"
          + " undocumented synthetic dataset raises alerts, its documentation resolves them; a"
          + " filter removes languages, and the next version restores them.",
      "Exits 0 if all of that happened."
    })
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--keep",
      description =
          "Stay up afterwards, to look around; one more dataset is then left undocumented.")
  private boolean keep;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Run it against the Headwater at --url instead, which has this Kafka.")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry of that Headwater.")
  private Optional<String> registry = Optional.empty();

  @Option(names = "--url", paramLabel = "URL", description = "The address of that Headwater.")
  private Optional<String> url = Optional.empty();

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--json",
      description =
          "Print the dataset, the model, its alerts, its lineage and who is represented before and"
              + " after as JSON; the progress goes to standard error.")
  private boolean json;

  private final Terminal terminal;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (bootstrap.isPresent() || registry.isPresent() || url.isPresent()) {
      return outside();
    }
    say("starting Kafka, a schema registry and Headwater in this process ...");
    DevServer server = DevServer.start(DevServer.Options.FREE);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "headwater-stop"));
    server.awaitReady();
    say("ready " + server.url());
    int exit =
        run(
            new Api(server.url(), Access.NONE),
            server.bootstrapServers(),
            server.registryUrl().toString());
    if (keep) {
      say("");
      say(
          "Open "
              + server.url()
              + " in a browser. Kafka is at "
              + server.bootstrapServers()
              + ", the registry at "
              + server.registryUrl()
              + "; stop it with Ctrl-C");
      stayUp(server);
    }
    server.close();
    return exit;
  }

  private int outside() {
    if (bootstrap.isEmpty() || registry.isEmpty() || url.isEmpty()) {
      throw Failure.usage(
          "--bootstrap HOST:PORT, --registry URL and --url URL go together; give all or none");
    }
    if (keep) {
      throw Failure.usage("--keep is for a Headwater of the demo's own; leave it out");
    }
    URI server = URI.create(url.get().replaceAll("/+$", ""));
    Api api = new Api(server, access.access(server, terminal));
    return run(api, bootstrap.get(), registry.get());
  }

  private int run(Api headwater, String kafka, String schemaRegistry) {
    TemporaryFolder folder = TemporaryFolder.create("headwater-demo-");
    // Deletes the folder also when the process is interrupted.
    Thread cleaning = new Thread(() -> delete(folder), "headwater-demo-clean");
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      JsonNode result =
          new DemoRun(headwater, forPeople()).run(kafka, schemaRegistry, folder.path(), keep);
      if (json) {
        terminal.out().println(JsonTree.line(result));
        terminal.out().flush();
      }
      return ExitCode.OK;
    } catch (IOException failed) {
      throw Failure.cannot(
          "cannot write the example's data to " + folder.path() + ": " + failed.getMessage(),
          failed);
    } finally {
      delete(folder);
    }
  }

  /** The terminal for text: with {@code --json}, standard output is for the answer alone. */
  private Terminal forPeople() {
    return json ? terminal.withOutToErr() : terminal;
  }

  private void say(String line) {
    forPeople().out().println(line);
    forPeople().out().flush();
  }

  private void delete(TemporaryFolder folder) {
    try {
      folder.close();
    } catch (IOException failed) {
      terminal.error("could not delete " + folder.path() + ": " + failed.getMessage());
    }
  }

  private static void stayUp(DevServer server) {
    try {
      Throwable cause = server.failure().get();
      throw Failure.cannot(String.valueOf(cause.getMessage()), cause);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a failure is told as a value", impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
