package dev.headwater.architecture.planted.cycle.two;

import dev.headwater.architecture.planted.cycle.one.There;

/** The other half. */
public record Back(There there) {}
