package dev.headwater.codec.registry;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;

/**
 * Runs the contract with the in-memory registry of the client library. That registry does not check
 * compatibility at registration and reports an unknown id as a read failure, so it cannot run
 * {@link RemoteRegistryContract}.
 */
class MockRegistryTest extends SchemaRegistryContract {
  private final SchemaRegistry registry = SchemaRegistry.overClient(new MockSchemaRegistryClient());

  @Override
  protected SchemaRegistry registry() {
    return registry;
  }
}
