package dev.headwater.bench.graph;

import java.util.function.IntToDoubleFunction;

/**
 * Which step each event of a {@link Pipeline} is, and how many records of each language it leaves.
 * The counts of a step follow from those of its inputs, down to the sources. They depend only on
 * the seed and the number of the event. Thread-safe.
 *
 * <p>Nearly all filters remove of each language about as much as of the others. {@value
 * #HARMFUL_PER_THOUSAND} in a thousand do not: most of these keep too little of two small
 * languages, and one in four removes a small language whole. Synthetic datasets are smaller than
 * collected ones, and have the same shares; but one in {@value #FILLING_ONE_IN} consists of records
 * of the smallest languages only.
 */
final class PipelineSteps {
  static final int HARMFUL_PER_THOUSAND = 8;
  static final int FILLING_ONE_IN = 8;

  private static final int RECORDS = 50_000;
  private static final int SYNTHETIC_RECORDS = 20_000;
  private static final int FILLED_RECORDS = 4_000;
  private static final int FILLED_LANGUAGES = 3;
  private static final double LEFT_BY_HARM = 0.4;

  /** A kind of step. */
  enum Step {
    MERGE,
    CLEAN,
    DEDUPLICATE,
    SAMPLE,
    TRAIN,
    SYNTHESIZE;

    /** Whether the step removes records of one dataset. */
    boolean removes() {
      return this == CLEAN || this == DEDUPLICATE || this == SAMPLE;
    }
  }

  /** What is rolled for an event; each has a seed of its own. */
  private enum Roll {
    STEP,
    HARM,
    FILLING,
    KEPT,
    LANGUAGE
  }

  private final Workload graph;
  private final Shape shape;
  private final long seed;

  PipelineSteps(Workload graph, Shape shape, long seed) {
    this.graph = graph;
    this.shape = shape;
    this.seed = seed;
  }

  /** Half of the steps that are neither synthesis nor training remove, if there is a dataset. */
  Step step(long number) {
    Workload.Made made = graph.made(number);
    if (made == Workload.Made.MODEL) {
      return Step.TRAIN;
    }
    if (made.isSynthetic()) {
      return Step.SYNTHESIZE;
    }
    long roll = isData(reads(number)[0]) ? roll(Roll.STEP, 8, number) : 0;
    return roll < 4
        ? Step.MERGE
        : roll < 6 ? Step.CLEAN : roll < 7 ? Step.DEDUPLICATE : Step.SAMPLE;
  }

  Shape.Read[] reads(long number) {
    return shape.reads(seed, number, graph.events());
  }

  boolean isData(Shape.Read read) {
    return read.isSource() || graph.made(read.number()) != Workload.Made.MODEL;
  }

  /** What an input has; nothing if it is a model. */
  LanguageCounts of(Shape.Read read) {
    return read.isSource() ? ofSource(read.number()) : ofOutput(read.number());
  }

  LanguageCounts ofSource(long source) {
    long number = Workload.SOURCES + source;
    return graph.made(number).isSynthetic() ? synthesized(number) : like(RECORDS, number);
  }

  /** What the output of an event has; nothing if it is a model. */
  LanguageCounts ofOutput(long number) {
    Step step = step(number);
    return switch (step) {
      case TRAIN -> LanguageCounts.NONE;
      case SYNTHESIZE -> synthesized(number);
      case MERGE -> {
        Shape.Read[] reads = reads(number);
        yield of(reads[0]).plus(of(reads[1]));
      }
      case CLEAN, DEDUPLICATE, SAMPLE -> filtered(step, number, of(reads(number)[0]));
    };
  }

  /** The typical share of a language, from a third down to half a percent. */
  static double share(int language) {
    return SHARES[language];
  }

  private static final double[] SHARES = shares();

  private static double[] shares() {
    double[] shares = new double[LanguageCounts.LANGUAGES];
    double all = 0;
    for (int language = 0; language < shares.length; language++) {
      shares[language] = Math.pow(language + 1.0, -1.5);
      all += shares[language];
    }
    for (int language = 0; language < shares.length; language++) {
      shares[language] /= all;
    }
    return shares;
  }

  private LanguageCounts like(long records, long number) {
    return LanguageCounts.of(
        language -> records * share(language) * between(0.95, 1.05, language, number),
        records / 1_000.0);
  }

  private LanguageCounts synthesized(long number) {
    int from = LanguageCounts.LANGUAGES - FILLED_LANGUAGES;
    return roll(Roll.FILLING, FILLING_ONE_IN, number) == 0
        ? LanguageCounts.of(language -> language < from ? 0 : FILLED_RECORDS, 0)
        : like(SYNTHETIC_RECORDS, number);
  }

  private LanguageCounts filtered(Step step, long number, LanguageCounts before) {
    double part =
        switch (step) {
          case CLEAN -> 0.8 + roll(Roll.KEPT, 150, number) / 1_000.0;
          case DEDUPLICATE -> 0.7 + roll(Roll.KEPT, 250, number) / 1_000.0;
          default -> 0.5;
        };
    IntToDoubleFunction left = harm(number);
    return before.kept(
        language -> part * between(0.99, 1.01, language, number) * left.applyAsDouble(language),
        part);
  }

  /** The part of a language that remains in spite of the harm that the filter does, if any. */
  private IntToDoubleFunction harm(long number) {
    long roll = roll(Roll.HARM, 1_000, number);
    if (roll >= HARMFUL_PER_THOUSAND) {
      return language -> 1;
    }
    int small = LanguageCounts.LANGUAGES / 2;
    int first = small + (int) roll(Roll.LANGUAGE, small, number);
    if (roll < HARMFUL_PER_THOUSAND / 4) {
      return language -> language == first ? 0 : 1;
    }
    int second = small + (first - small + 1) % small;
    return language -> language == first || language == second ? LEFT_BY_HARM : 1;
  }

  private double between(double low, double high, int language, long number) {
    long salt = Roll.values().length + language;
    return low + (high - low) * Dice.below(1_000, seed + 1_000 * salt, number) / 1_000.0;
  }

  private long roll(Roll what, long bound, long number) {
    return Dice.below(bound, seed + 1_000L * what.ordinal() + 500, number);
  }
}
