package dev.headwater.codec.registry;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;

/**
 * The in-memory registry of the client library. It checks no compatibility when registering, and
 * takes an unknown id for a failure to read.
 */
class MockRegistryTest extends SchemaRegistryContract {
  private final SchemaRegistry registry = SchemaRegistry.overClient(new MockSchemaRegistryClient());

  @Override
  protected SchemaRegistry registry() {
    return registry;
  }
}
