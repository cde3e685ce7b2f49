package dev.headwater.architecture.planted.remedy;

import dev.headwater.architecture.planted.query.UsesOracle;

/** Makes a remedy read the answers that it should receive as values. */
public record AsksQuery(UsesOracle answer) {}
