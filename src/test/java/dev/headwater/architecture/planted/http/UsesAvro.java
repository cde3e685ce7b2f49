package dev.headwater.architecture.planted.http;

import org.apache.avro.Schema;

/** Uses Avro outside codec and avro. */
public record UsesAvro(Schema schema) {}
