package dev.headwater.representation;

import dev.headwater.representation.Pipeline.Event;
import dev.headwater.representation.Pipeline.Kind;
import dev.headwater.representation.Pipeline.Made;
import dev.headwater.representation.Pipeline.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Makes small pipelines: first the records, step by step, then statements about them that are true,
 * of which many are left out.
 */
final class RandomPipelines {
  private static final int LARGEST = 3;

  private final Random random;
  private final Measure measure;
  private final List<Made> assets = new ArrayList<>();

  private RandomPipelines(Random random) {
    this.random = random;
    this.measure =
        new Measure(
            random.nextBoolean() ? "language" : "region",
            random.nextInt(4) == 0 ? "hours" : "records");
  }

  /** Up to six assets, the last one of them a dataset or a model. */
  static Pipeline next(Random random) {
    RandomPipelines pipelines = new RandomPipelines(random);
    int sources = 1 + random.nextInt(2);
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < sources; i++) {
      pipelines.source();
    }
    for (int i = 1; i < steps; i++) {
      pipelines.step(false);
    }
    pipelines.step(random.nextInt(4) == 0);
    return new Pipeline(pipelines.measure, List.copyOf(pipelines.assets));
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private void source() {
    Kind kind =
        switch (random.nextInt(4)) {
          case 0 -> Kind.INGEST_OF_GENUINE;
          case 1 -> Kind.SYNTHESIZE;
          default -> Kind.INGEST;
        };
    add(List.of(new Work(kind, List.of(), own(kind), false)), !chance(4));
  }

  /** Records that an event adds itself. */
  private long own(Kind kind) {
    long records = Records.NONE;
    for (int i = random.nextInt(LARGEST + 1); i > 0; i--) {
      boolean synthetic = kind == Kind.SYNTHESIZE || kind == Kind.INGEST && random.nextBoolean();
      records += Records.some(random.nextInt(Pipeline.UNKNOWN + 1), synthetic, 1);
    }
    return records;
  }

  /** An event, and the records that it made. */
  private record Work(Kind kind, List<Take> takes, long made, boolean incomplete) {}

  private void step(boolean model) {
    List<Work> works = new ArrayList<>();
    works.add(work(model ? Kind.TRAIN : kind()));
    if (!model && chance(6)) {
      works.add(work(kind()));
    }
    add(works, !model && chance(3));
  }

  private Kind kind() {
    return switch (random.nextInt(12)) {
      case 0 -> Kind.TRANSLATE;
      case 1 -> Kind.TRANSLATE_BY_MODEL;
      case 2 -> Kind.PARAPHRASE;
      case 3 -> Kind.SYNTHESIZE;
      case 4 -> Kind.INGEST_OF_GENUINE;
      case 5, 6, 7, 8 -> Kind.CLEAN;
      default -> Kind.MERGE;
    };
  }

  private Work work(Kind kind) {
    List<Take> takes = new ArrayList<>();
    long pool = Records.NONE;
    int inputs = 1 + random.nextInt(Math.min(3, assets.size()));
    boolean weights = kind == Kind.TRAIN && random.nextBoolean();
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      int from = random.nextInt(assets.size());
      if (kind == Kind.TRAIN && taken.contains(from)) {
        continue;
      }
      taken.add(from);
      long all = assets.get(from).truth();
      boolean inferred = chance(8);
      boolean said = random.nextBoolean();
      boolean whole = kind == Kind.TRAIN && !said && !inferred || random.nextBoolean();
      int size = whole ? Records.size(all) : random.nextInt(Records.size(all) + 1);
      long part = Records.part(random, all, size);
      if (kind == Kind.SYNTHESIZE || kind == Kind.INGEST_OF_GENUINE) {
        part = Records.part(random, all, 0);
      }
      pool += part;
      Optional<int[]> stated =
          assets.get(from).declared().isEmpty() && chance(2)
              ? Optional.of(Records.amounts(random.nextBoolean() ? all : part))
              : Optional.empty();
      takes.add(
          new Take(
              from,
              said ? records(from, Records.size(part)) : OptionalInt.empty(),
              weights ? OptionalDouble.of(1 + random.nextInt(3)) : OptionalDouble.empty(),
              inferred,
              stated));
    }
    boolean incomplete = chance(20);
    long made = made(kind, pool);
    return new Work(kind, takes, incomplete ? Records.withoutCategories(made) : made, incomplete);
  }

  /** How many records went in; if another unit is counted, as many as fit to that. */
  private OptionalInt records(int from, int taken) {
    if (measure.inRecords()) {
      return OptionalInt.of(taken);
    }
    int size = assets.get(from).size().orElse(100);
    int all = Records.size(assets.get(from).truth());
    return OptionalInt.of(taken == all ? size : taken == 0 ? 0 : Math.max(1, size / 2));
  }

  private long made(Kind kind, long pool) {
    return switch (kind) {
      case CLEAN -> Records.part(random, pool, random.nextInt(Records.size(pool) + 1));
      case MERGE, TRAIN -> pool;
      case TRANSLATE -> language() ? Records.withoutCategories(pool) : pool;
      case TRANSLATE_BY_MODEL ->
          Records.allSynthetic(language() ? Records.withoutCategories(pool) : pool);
      case INGEST, INGEST_OF_GENUINE, SYNTHESIZE -> Records.withoutCategories(own(kind));
      case PARAPHRASE -> {
        int size = random.nextInt(LARGEST + 1);
        int synthetic = Records.synthetic(pool) > 0 ? random.nextInt(size + 1) : 0;
        yield Records.some(Pipeline.UNKNOWN, true, synthetic)
            + Records.some(Pipeline.UNKNOWN, false, size - synthetic);
      }
    };
  }

  private boolean language() {
    return measure.dimension().equals("language");
  }

  private void add(List<Work> works, boolean declares) {
    // Of several events, the latest replaces what was there, or adds to it.
    boolean adds = works.size() > 1 && random.nextBoolean();
    long truth = works.get(0).made() + (adds ? works.get(1).made() : 0);
    Optional<Boolean> reclassified = chance(12) ? reclassified(works, truth) : Optional.empty();
    if (reclassified.equals(Optional.of(true))) {
      truth = Records.allSynthetic(truth);
    }
    Optional<int[]> declared = Optional.empty();
    int rest = 0;
    if (declares) {
      truth = relabelled(truth, works);
      long accounted = truth;
      if (measure.inRecords() && chance(3)) {
        accounted = Records.part(random, truth, random.nextInt(Records.size(truth) + 1));
        rest = Records.size(truth) - Records.size(accounted);
        long unaccounted = truth - accounted;
        truth = accounted + Records.withoutCategories(unaccounted);
      }
      declared = Optional.of(Records.amounts(accounted));
    } else if (works.stream().allMatch(work -> work.takes().isEmpty())) {
      truth = Records.withoutCategories(truth);
    }
    OptionalInt size =
        rest > 0 || random.nextBoolean()
            ? OptionalInt.of(measure.inRecords() ? Records.size(truth) : 50 + random.nextInt(50))
            : OptionalInt.empty();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      Work work = works.get(i);
      OptionalInt records = i == 0 ? size : OptionalInt.empty();
      if (i > 0 && chance(2) && size.isPresent()) {
        records = OptionalInt.of(Records.size(work.made()));
      }
      events.add(new Event(work.kind(), work.takes(), records, work.incomplete()));
    }
    boolean model = works.get(0).kind() == Kind.TRAIN;
    String name = "d" + assets.size();
    assets.add(
        new Made(
            model ? Stated.model(name) : Stated.dataset(name),
            truth,
            declared,
            size,
            reclassified,
            events));
  }

  private Optional<Boolean> reclassified(List<Work> works, long truth) {
    boolean own =
        works.stream()
            .anyMatch(w -> w.kind() == Kind.SYNTHESIZE || w.kind() == Kind.TRANSLATE_BY_MODEL);
    return own && Records.synthetic(truth) > 0 || chance(2)
        ? Optional.of(true)
        : Records.synthetic(truth) == 0 ? Optional.of(false) : Optional.empty();
  }

  /** Some records lose their category, and of some it is found. */
  private long relabelled(long truth, List<Work> works) {
    long changed = truth;
    long left = truth;
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(Pipeline.UNKNOWN + 1);
      boolean synthetic = random.nextBoolean();
      if (Records.count(left, from, synthetic) > 0) {
        int to = from == Pipeline.UNKNOWN ? random.nextInt(Pipeline.UNKNOWN) : Pipeline.UNKNOWN;
        left -= Records.some(from, synthetic, 1);
        changed += Records.some(to, synthetic, 1) - Records.some(from, synthetic, 1);
      }
    }
    return works.get(0).takes().isEmpty() ? truth : changed;
  }
}
