package dev.headwater.bench.faults;

import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.nio.file.Path;

/**
 * The main class of the broker's process: Kafka, and the schema registry that stores its schemas in
 * it.
 */
final class BrokerProcess {
  private BrokerProcess() {}

  /** Takes the data folder, the port of Kafka and the port of the registry. */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    try {
      EmbeddedBroker broker =
          EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      DevRegistry registry =
          DevRegistry.start(broker.bootstrapServers(), Integer.parseInt(arguments[2]));
      System.out.println("ready " + registry.url());
      System.err.println("the broker failed: " + broker.failure().join());
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
