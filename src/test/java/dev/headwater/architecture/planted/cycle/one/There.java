package dev.headwater.architecture.planted.cycle.one;

import dev.headwater.architecture.planted.cycle.two.Back;

/** Half of a cycle. */
public record There(Back back) {}
