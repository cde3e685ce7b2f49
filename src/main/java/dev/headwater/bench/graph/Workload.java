package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a throughput benchmark: each has two inputs and one output, and depends only on the
 * seed and its number. Of all assets, {@value #SYNTHETIC_PERCENT} percent are synthetic, and half
 * of these lack documentation. Of the outputs, {@value #MODEL_PERCENT} percent are models. The
 * sources are ingested first, so that no asset is of unknown origin. Thread-safe.
 */
public final class Workload implements Backlog {
  static final int SYNTHETIC_PERCENT = 2;
  static final int MODEL_PERCENT = 2;

  private static final int NAMESPACES = 16;
  private static final int INGESTED_AT_ONCE = 100;

  /** The number that dice and descriptions use for the first source; the others follow. */
  static final long SOURCES = 1L << 40;

  private final String prefix;
  private final Shape shape;
  private final long seed;
  private final long events;
  private final long sources;
  private final Descriptions describe;

  /** What an event or a source makes. */
  enum Made {
    DATASET,
    MODEL,
    DOCUMENTED,
    UNDOCUMENTED;

    boolean isSynthetic() {
      return this == DOCUMENTED || this == UNDOCUMENTED;
    }
  }

  /**
   * @param prefix of all namespaces: two workloads with different prefixes share no asset
   * @param seed must differ from that of a workload with another prefix, since event ids depend on
   *     it
   */
  public Workload(String prefix, Shape shape, long seed, long events) {
    this.prefix = prefix;
    this.shape = shape;
    this.seed = seed;
    this.events = events;
    this.sources = shape.sources(events);
    this.describe = new Descriptions(seed);
  }

  @Override
  public long events() {
    return events;
  }

  /** How many blocks {@link #ingest} has, each for up to {@value #INGESTED_AT_ONCE} sources. */
  @Override
  public long ingests() {
    return (sources + INGESTED_AT_ONCE - 1) / INGESTED_AT_ONCE;
  }

  /**
   * The events that make one block of sources: one for each synthetic source, and one INGEST for
   * all the others.
   */
  @Override
  public List<LineageEvent> ingest(long block) {
    List<LineageEvent> made = new ArrayList<>();
    List<Asset> collected = new ArrayList<>();
    for (long source = firstOf(block); source < firstOf(block + 1); source++) {
      Made how = made(SOURCES + source);
      if (how.isSynthetic()) {
        made.add(
            describe.synthesis(SOURCES + source, source(source), how == Made.DOCUMENTED).build());
      } else {
        collected.add(source(source));
      }
    }
    if (!collected.isEmpty()) {
      made.add(describe.ingest(2 * SOURCES + block, collected).build());
    }
    return made;
  }

  @Override
  public LineageEvent event(long number) {
    Asset output = output(number);
    Made how = made(number);
    LineageEvent.Builder event =
        switch (how) {
          case DATASET -> describe.transform(number, output);
          case MODEL -> describe.training(number, output);
          case DOCUMENTED -> describe.synthesis(number, output, true);
          case UNDOCUMENTED -> describe.synthesis(number, output, false);
        };
    List<Input> inputs = new ArrayList<>();
    for (Shape.Read read : shape.reads(seed, number, events)) {
      Asset asset = read.isSource() ? source(read.number()) : output(read.number());
      inputs.add(describe.input(read.number(), asset, role(how, asset)));
    }
    return event.inputs(inputs).build();
  }

  /** The first source of a block. The last block ends at that of the block after it. */
  long firstOf(long block) {
    return Math.min(sources, block * INGESTED_AT_ONCE);
  }

  private static Role role(Made how, Asset input) {
    boolean model = input.kind() == AssetKind.MODEL;
    return switch (how) {
      case DATASET -> model ? Role.TEACHER : Role.SOURCE;
      case MODEL -> model ? Role.BASE_MODEL : Role.SOURCE;
      case DOCUMENTED, UNDOCUMENTED -> model ? Role.GENERATOR : Role.SEED;
    };
  }

  Asset source(long number) {
    return Asset.of(
        AssetKind.DATASET, prefix + "lake-" + number % NAMESPACES, "crawl-" + number, "2026-03-01");
  }

  private Asset output(long number) {
    Shape.Place place = shape.place(number, events);
    AssetKind kind = made(number) == Made.MODEL ? AssetKind.MODEL : AssetKind.DATASET;
    return Asset.of(kind, prefix + "curated", place.name(), place.version());
  }

  /** What an event makes, or a source, whose number begins at {@link #SOURCES}. */
  Made made(long number) {
    long roll = Dice.below(200, seed, number);
    if (roll < SYNTHETIC_PERCENT) {
      return Made.UNDOCUMENTED;
    }
    if (roll < 2 * SYNTHETIC_PERCENT) {
      return Made.DOCUMENTED;
    }
    boolean model = roll < 2 * (SYNTHETIC_PERCENT + MODEL_PERCENT) && number < SOURCES;
    return model ? Made.MODEL : Made.DATASET;
  }
}
