package dev.headwater.architecture.planted.export;

import dev.headwater.architecture.planted.query.UsesOracle;

/** A card that reads what it is to be given. */
public record AsksItself(UsesOracle answer) {}
