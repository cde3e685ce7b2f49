package dev.headwater.architecture.planted.engine;

import java.util.Random;

/** Draws a random number. */
public final class DrawsNumber {
  public int draw() {
    return new Random().nextInt();
  }
}
