package dev.headwater.architecture.planted.engine;

import java.util.UUID;

/** Randomness in an id. */
public final class DrawsId {
  public UUID draw() {
    return UUID.randomUUID();
  }
}
