package dev.headwater.architecture.planted.engine;

import java.time.Instant;
import java.util.function.Supplier;

/** Reads a clock through a method reference. */
public final class ReadsClock {
  public static final Supplier<Instant> NOW = Instant::now;
}
