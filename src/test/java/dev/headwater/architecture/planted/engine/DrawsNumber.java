package dev.headwater.architecture.planted.engine;

import java.util.Random;

/** Randomness. */
public final class DrawsNumber {
  public int draw() {
    return new Random().nextInt();
  }
}
