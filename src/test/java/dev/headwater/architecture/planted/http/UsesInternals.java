package dev.headwater.architecture.planted.http;

import dev.headwater.architecture.planted.sdk.internal.Hidden;

/** The inside of another package. */
public record UsesInternals(Hidden hidden) {}
