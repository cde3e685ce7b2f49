package dev.headwater.architecture.planted.codec;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;

/** Uses the registry client outside codec.registry. */
public record UsesRegistryClient(SchemaRegistryClient client) {}
