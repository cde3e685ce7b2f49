package dev.headwater.architecture.planted.http;

import dev.headwater.architecture.planted.sdk.internal.Hidden;

/** Uses an internal package of another package. */
public record UsesInternals(Hidden hidden) {}
