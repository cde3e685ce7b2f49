package dev.headwater.architecture.planted.http;

import kafka.server.KafkaRaftServer;

/** The broker's own classes outside of dev. */
public record UsesBroker(KafkaRaftServer server) {}
