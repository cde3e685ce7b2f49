package dev.headwater.architecture.planted.engine;

import dev.headwater.architecture.planted.stream.Topology;

/** Makes the engine use the stream package. */
public record LooksDown(Topology topology) {}
