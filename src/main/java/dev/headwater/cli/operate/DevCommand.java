package dev.headwater.cli.operate;

import dev.headwater.app.settings.SettingsException;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.dev.DevServer;
import dev.headwater.dev.DevSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs Kafka, a schema registry and Headwater in this process. */
@Command(
    name = "dev",
    description = {
      "Runs Kafka, a schema registry and Headwater in one process, for development.",
      "Prints where Kafka and the registry are, and 'ready URL' on a line of its own once it"
          + " serves. Listens on 127.0.0.1 only."
    })
public final class DevCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of the API; 0 is a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of Kafka; 0 is a free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the schema registry; 0 is a free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in this folder; without it nothing is left behind.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy (YAML): required conditions, grace periods, limits, severities.")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting that serve has too, as openlineage.versions=facet; may be repeated. Ports,"
              + " folder and policy have options of their own.")
  private List<String> set = List.of();

  private final Terminal terminal;

  public DevCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    requirePort("--port", port);
    requirePort("--kafka-port", kafkaPort);
    requirePort("--registry-port", registryPort);
    DevServer.Options options =
        new DevServer.Options(port, kafkaPort, registryPort, data, policy, settings());
    return Running.untilStopped(
        terminal,
        () -> {
          DevServer server = DevServer.start(options);
          terminal.out().println("kafka " + server.bootstrapServers());
          terminal.out().println("registry " + server.registryUrl());
          return new Running.Service(
              server.url(), server::awaitReady, server.failure(), server::close);
        });
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String one : set) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw Failure.usage("--set must be KEY=VALUE, not '" + one + "'");
      }
      String key = one.substring(0, equals).strip();
      if (settings.put(key, one.substring(equals + 1).strip()) != null) {
        throw Failure.usage("--set gives " + key + " twice; leave one out");
      }
    }
    try {
      DevSettings.check(settings);
    } catch (SettingsException wrong) {
      throw Failure.usage("--set: " + wrong.getMessage());
    }
    return settings;
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw Failure.usage(option + " must be from 0 to 65535, not " + port);
    }
  }
}
