package dev.headwater.architecture.planted.query;

import dev.headwater.architecture.planted.oracle.Batch;

/** Uses the oracle, against which the processor is tested, in a package that serves requests. */
public record UsesOracle(Batch answer) {}
