package dev.headwater.architecture.planted.stream;

/** What the engine must not know. */
public final class Topology {}
