package dev.headwater.bench.graph;

/**
 * Which assets each event of a workload reads, by number. Sources have numbers of their own, from 0
 * on.
 */
public enum Shape {
  /** Every event has its own two sources. */
  INDEPENDENT {
    @Override
    long sources(long events) {
      return 2 * events;
    }

    @Override
    Place place(long event, long events) {
      return new Place("corpus-" + event, "1");
    }

    @Override
    Read[] reads(long seed, long event, long events) {
      return new Read[] {Read.source(2 * event), Read.source(2 * event + 1)};
    }
  },

  /**
   * A pipeline of {@value #LAYERS} layers that runs again and again. Each event reads two assets of
   * the layer before it, and each round makes new versions of the same datasets.
   */
  LAYERED {
    @Override
    long sources(long events) {
      return rounds(events) * width(events);
    }

    @Override
    Place place(long event, long events) {
      long inRound = event % (LAYERS * width(events));
      return new Place(
          "stage" + inRound / width(events) + "-" + inRound % width(events),
          Long.toString(1 + event / (LAYERS * width(events))));
    }

    @Override
    Read[] reads(long seed, long event, long events) {
      long width = width(events);
      long round = event / (LAYERS * width);
      long layer = event % (LAYERS * width) / width;
      long one = Dice.below(width, seed, 2 * event);
      long other = (one + 1 + Dice.below(width - 1, seed, 2 * event + 1)) % width;
      long before = round * LAYERS * width + (layer - 1) * width;
      return layer == 0
          ? new Read[] {Read.source(round * width + one), Read.source(round * width + other)}
          : new Read[] {Read.output(before + one), Read.output(before + other)};
    }
  },

  /**
   * One input is one of {@value #HUBS} datasets that all events share; the other belongs to the
   * event.
   */
  HUB {
    @Override
    long sources(long events) {
      return HUBS + events;
    }

    @Override
    Place place(long event, long events) {
      return new Place("corpus-" + event, "1");
    }

    @Override
    Read[] reads(long seed, long event, long events) {
      return new Read[] {Read.source(Dice.below(HUBS, seed, event)), Read.source(HUBS + event)};
    }
  },

  /** Both inputs are among the same {@value #SHARED} datasets, so that the load need not end. */
  POOL {
    @Override
    long sources(long events) {
      return SHARED;
    }

    @Override
    Place place(long event, long events) {
      return new Place("corpus-" + event, "1");
    }

    @Override
    Read[] reads(long seed, long event, long events) {
      long one = Dice.below(SHARED, seed, 2 * event);
      long other = (one + 1 + Dice.below(SHARED - 1, seed, 2 * event + 1)) % SHARED;
      return new Read[] {Read.source(one), Read.source(other)};
    }
  };

  private static final int LAYERS = 5;
  private static final int HUBS = 4;
  private static final int SHARED = 1_000;
  private static final int MOST_WIDTH = 10_000;
  private static final int LEAST_WIDTH = 2;

  /** An asset that is read: a source, or the output of an event. */
  record Read(boolean isSource, long number) {
    static Read source(long number) {
      return new Read(true, number);
    }

    static Read output(long event) {
      return new Read(false, event);
    }
  }

  /** The name and version of an output. */
  record Place(String name, String version) {}

  /** How many sources this number of events reads. */
  abstract long sources(long events);

  /** The name and version of the output of an event. */
  abstract Place place(long event, long events);

  /** The inputs of an event. */
  abstract Read[] reads(long seed, long event, long events);

  /**
   * The number of datasets in a layer: so few that there are two rounds, unless there are too few
   * events.
   */
  static long width(long events) {
    return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, events / (2 * LAYERS)));
  }

  static long rounds(long events) {
    return Math.floorDiv(events - 1, LAYERS * width(events)) + 1;
  }
}
