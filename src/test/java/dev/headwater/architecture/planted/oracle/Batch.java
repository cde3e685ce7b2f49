package dev.headwater.architecture.planted.oracle;

/** The batch answer. */
public record Batch() {}
