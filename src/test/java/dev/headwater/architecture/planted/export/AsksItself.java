package dev.headwater.architecture.planted.export;

import dev.headwater.architecture.planted.query.UsesOracle;

/** Makes export read the answers that it should receive as values. */
public record AsksItself(UsesOracle answer) {}
