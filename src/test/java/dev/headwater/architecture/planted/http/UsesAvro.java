package dev.headwater.architecture.planted.http;

import org.apache.avro.Schema;

/** Avro outside of codec. */
public record UsesAvro(Schema schema) {}
