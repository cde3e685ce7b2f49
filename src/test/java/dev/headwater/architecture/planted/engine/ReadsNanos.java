package dev.headwater.architecture.planted.engine;

/** Reads a clock that is not in java.time. */
public final class ReadsNanos {
  public long now() {
    return System.nanoTime();
  }
}
