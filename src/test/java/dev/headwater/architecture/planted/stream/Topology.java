package dev.headwater.architecture.planted.stream;

/** Stands for a class that the engine must not use. Breaks no rule itself. */
public final class Topology {}
