package dev.headwater.architecture.planted.stray;

/** In a package that the table does not know. */
public final class NoRow {}
