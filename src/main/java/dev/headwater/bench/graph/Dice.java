package dev.headwater.bench.graph;

import java.util.UUID;

/**
 * Random numbers that depend only on a seed and a number, so that any event can be made on any
 * thread without those before it. The mixing function is that of SplitMix64.
 */
public final class Dice {
  private Dice() {}

  static long roll(long seed, long number) {
    long z = seed + number * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 up to but not including {@code bound}. */
  public static long below(long bound, long seed, long number) {
    return Math.floorMod(roll(seed, number), bound);
  }

  static UUID id(long seed, long number) {
    return new UUID(roll(seed, 2 * number), roll(~seed, 2 * number + 1));
  }

  /** 64 hexadecimal digits. */
  static String sha256(long seed, long number) {
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      String part = Long.toHexString(roll(seed + i, number));
      text.append("0".repeat(16 - part.length())).append(part);
    }
    return text.toString();
  }
}
