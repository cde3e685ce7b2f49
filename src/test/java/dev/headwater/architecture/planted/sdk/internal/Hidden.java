package dev.headwater.architecture.planted.sdk.internal;

/** Private to the package above. */
public final class Hidden {}
