package dev.headwater.architecture.planted.query;

import dev.headwater.architecture.planted.oracle.Batch;

/** What the processor is held against, in what serves. */
public record UsesOracle(Batch answer) {}
