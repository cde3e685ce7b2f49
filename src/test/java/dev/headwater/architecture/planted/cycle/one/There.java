package dev.headwater.architecture.planted.cycle.one;

import dev.headwater.architecture.planted.cycle.two.Back;

/** The first half of a package cycle: uses the other half. */
public record There(Back back) {}
