package dev.headwater.codec.registry;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;

/** The in-memory registry of the client library; it checks no compatibility when registering. */
class MockRegistryTest extends SchemaRegistryContract {
  private final SchemaRegistry registry = SchemaRegistry.overClient(new MockSchemaRegistryClient());

  @Override
  protected SchemaRegistry registry() {
    return registry;
  }
}
