package dev.headwater;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Checks a property with random inputs, once for each seed. A seed gives the same inputs on every
 * machine. A failure names its seed; {@code -Dtest=SomeTest#property -Dseed=N} runs that seed
 * alone.
 */
public final class Seeds {
  /**
   * What must hold for every input. It throws where it does not hold.
   *
   * @param <T> the input
   */
  @FunctionalInterface
  public interface Property<T> {
    void check(T input) throws Exception;
  }

  private Seeds() {}

  /**
   * Checks a property with the seeds from 0 on. If the system property {@code seed} is set, checks
   * it with that seed only.
   *
   * @param seeds how many; at least 1
   * @throws AssertionError at the first seed with which the property fails or throws anything else
   */
  public static void forEach(int seeds, Property<Random> property) {
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
    }
    Long only = Long.getLong("seed");
    LongStream tried = only == null ? LongStream.range(0, seeds) : LongStream.of(only);
    tried.forEach(seed -> check(seed, property));
  }

  /** As above, for a property of the inputs that a generator makes from the random numbers. */
  public static <T> void forEach(int seeds, Function<Random, T> generator, Property<T> property) {
    forEach(seeds, random -> property.check(generator.apply(random)));
  }

  private static void check(long seed, Property<Random> property) {
    try {
      property.check(random(seed));
    } catch (Exception | AssertionError | StackOverflowError failure) {
      throw new AssertionError("seed " + seed + ": " + failure, failure);
    }
  }

  /** Mixes the seed, because the numbers of neighbouring seeds begin nearly the same. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
