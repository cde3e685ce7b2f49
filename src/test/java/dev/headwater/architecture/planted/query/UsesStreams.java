package dev.headwater.architecture.planted.query;

import org.apache.kafka.streams.KafkaStreams;

/** Kafka Streams outside of stream. */
public record UsesStreams(KafkaStreams streams) {}
