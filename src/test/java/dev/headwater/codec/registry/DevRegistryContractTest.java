package dev.headwater.codec.registry;

import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the contract with the development registry, on an embedded broker. */
class DevRegistryContractTest extends RemoteRegistryContract {
  private static EmbeddedBroker broker;
  private static DevRegistry registry;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Override
  protected URI url() {
    return registry.url();
  }
}
