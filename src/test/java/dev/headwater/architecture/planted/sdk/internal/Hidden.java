package dev.headwater.architecture.planted.sdk.internal;

/** Private to the package above. Breaks no rule itself. */
public final class Hidden {}
