package dev.headwater.architecture.planted.engine;

import dev.headwater.architecture.planted.stream.Topology;

/** The engine uses what hosts it. */
public record LooksDown(Topology topology) {}
