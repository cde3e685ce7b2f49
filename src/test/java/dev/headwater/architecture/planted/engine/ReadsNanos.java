package dev.headwater.architecture.planted.engine;

/** A clock without a name in java.time. */
public final class ReadsNanos {
  public long now() {
    return System.nanoTime();
  }
}
