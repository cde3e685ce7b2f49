package dev.headwater.architecture.planted.oracle;

/** Stands for the answer of the batch oracle. Breaks no rule itself. */
public record Batch() {}
