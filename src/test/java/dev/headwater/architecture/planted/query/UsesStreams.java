package dev.headwater.architecture.planted.query;

import org.apache.kafka.streams.KafkaStreams;

/** Uses Kafka Streams in query, which may not see it. */
public record UsesStreams(KafkaStreams streams) {}
