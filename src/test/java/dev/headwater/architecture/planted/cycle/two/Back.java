package dev.headwater.architecture.planted.cycle.two;

import dev.headwater.architecture.planted.cycle.one.There;

/** The second half of a package cycle: uses the first half. */
public record Back(There there) {}
