package dev.headwater.architecture.planted.http;

import kafka.server.KafkaRaftServer;

/** Uses a class of the Kafka broker outside dev. */
public record UsesBroker(KafkaRaftServer server) {}
