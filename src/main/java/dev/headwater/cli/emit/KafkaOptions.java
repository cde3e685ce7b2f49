package dev.headwater.cli.emit;

import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for sending events directly to Kafka, without the HTTP API. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Send straight to this Kafka, with --registry.")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry, with --bootstrap.")
  private Optional<String> registry = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "With --bootstrap: settings, for the topics' prefix and for TLS and authentication (kafka.*,"
              + " registry.*).")
  private Optional<Path> config = Optional.empty();

  boolean isGiven() {
    return bootstrap.isPresent() || registry.isPresent() || config.isPresent();
  }

  /**
   * Creates the sender.
   *
   * @throws Failure if options are missing
   * @throws dev.headwater.app.settings.SettingsException if a setting is wrong
   */
  EventSender sender(Terminal terminal) {
    if (config.isEmpty() && (bootstrap.isEmpty() || registry.isEmpty())) {
      throw Failure.usage(
          "--bootstrap HOST:PORT and --registry URL go together; "
              + (bootstrap.isEmpty() ? "--bootstrap" : "--registry")
              + " is missing");
    }
    Map<String, String> given = new HashMap<>();
    bootstrap.ifPresent(value -> given.put("bootstrap.servers", value));
    registry.ifPresent(value -> given.put("registry.url", value));
    return KafkaSender.connect(
        Settings.read(config, terminal.environment(), given), terminal.traceParent());
  }
}
