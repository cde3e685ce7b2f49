package dev.headwater.architecture.planted.engine;

import java.util.UUID;

/** Draws a random id. */
public final class DrawsId {
  public UUID draw() {
    return UUID.randomUUID();
  }
}
