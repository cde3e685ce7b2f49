package dev.headwater.architecture.planted.stray;

/** Lies in a package that has no row in the table of {@code Layers}. */
public final class NoRow {}
