package dev.headwater.bench.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random steps of pipelines that run again and again. Each name belongs to a stage, from raw data
 * to models, and to a project. A name always reads the same names: of the stage before it, in its
 * own project or among those that everybody reads. A step makes a new version from their latest
 * ones. Synthetic data also reads a base model, which is made from raw data, so that no model
 * descends from its own output: the searches that such loops set off are not simulated.
 *
 * <p>The same seed makes the same steps. Not thread-safe.
 */
public final class Lineage {
  private static final int VERSION_BITS = 26;
  private static final int NAMESPACES = 64;
  private static final int WAITING_FOR_DOCUMENTS = 500;

  private final Form form;
  private final long names;
  private final boolean hasPast;
  private final SplittableRandom random;
  private final long salt;
  private final Zipf written;
  private final Zipf read;
  private final Zipf baseModels;
  private final Map<Long, Latest> latest = new HashMap<>();
  private final Queue<Step.Ref> undocumented = new ArrayDeque<>();

  private record Latest(int version, Step step) {}

  /**
   * @param names of datasets and models; at least one project
   * @param hasPast whether every name has a version from before the first step. Without it, a step
   *     reads only what earlier steps made
   */
  public Lineage(Form form, long names, boolean hasPast, long seed) {
    this.form = form;
    long project = (long) Form.STAGES * Form.PROJECT;
    this.names = Math.max(project, names / project * project);
    this.hasPast = hasPast;
    this.random = new SplittableRandom(seed);
    this.salt = random.nextLong();
    this.written = new Zipf(this.names, form.writeTail());
    this.read = new Zipf(this.names / Form.STAGES, form.readTail());
    this.baseModels = new Zipf(this.names / project, form.readTail());
  }

  /** The part of all events that are about the name that is written most. */
  double shareOfFirstName() {
    return written.shareOfFirst();
  }

  /** The next step. */
  public Step next() {
    if (undocumented.size() > WAITING_FOR_DOCUMENTS) {
      return new Step(Step.Kind.DOCUMENT, undocumented.remove(), List.of());
    }
    long name = written.draw(random) - 1;
    Latest before = latest.get(name);
    if (before != null && random.nextDouble() < form.again()) {
      return before.step();
    }
    int version = before == null ? 1 : before.version() + 1;
    Step.Ref output = ref(name, version);
    Set<Step.Ref> inputs = inputs(name, before);
    Step.Kind kind = kind(name, inputs);
    if (kind == Step.Kind.SYNTHESIZE && random.nextDouble() < form.documentedLater()) {
      undocumented.add(output);
    }
    Step step = new Step(kind, output, new ArrayList<>(inputs));
    latest.put(name, new Latest(version, step));
    return step;
  }

  private Step.Kind kind(long name, Set<Step.Ref> inputs) {
    if (!isSynthetic(name) || inputs.isEmpty()) {
      return Step.Kind.MAKE;
    }
    return random.nextDouble() < form.undocumented()
        ? Step.Kind.SYNTHESIZE
        : Step.Kind.SYNTHESIZE_DOCUMENTED;
  }

  private Set<Step.Ref> inputs(long name, Latest before) {
    Set<Step.Ref> inputs = new LinkedHashSet<>();
    int stage = stage(name);
    if (stage == 0) {
      return inputs;
    }
    if (isBaseModel(name)) {
      for (int i = 1; i <= Form.MOST_INPUTS; i++) {
        add(inputs, shared(name, i, 0));
      }
      return inputs;
    }
    int count = 1 + (int) (chance(name, 0) * (Form.MOST_INPUTS - 1) + 0.5);
    for (int i = 1; i <= count; i++) {
      boolean everybody = chance(name, 10 + i) < form.shared();
      add(inputs, everybody ? shared(name, i, stage - 1) : own(name, i, stage - 1));
    }
    if (isSynthetic(name) || stage == Form.STAGES - 1 && chance(name, 2) < form.shared()) {
      add(inputs, baseModel(name));
    }
    if (chance(name, 1) < form.previous() && before != null) {
      inputs.add(ref(name, before.version()));
    }
    return inputs;
  }

  private void add(Set<Step.Ref> inputs, long name) {
    Latest found = latest.get(name);
    if (found != null) {
      inputs.add(ref(name, found.version()));
    } else if (hasPast) {
      inputs.add(ref(name, 0));
    }
  }

  /** A name of the same project in another stage. */
  private long own(long name, int which, int stage) {
    long first = name / Form.STAGES / Form.PROJECT * Form.PROJECT;
    return (first + (long) (chance(name, 20 + which) * Form.PROJECT)) * Form.STAGES + stage;
  }

  /** One of the names of a stage that everybody reads; the same for each version. */
  private long shared(long name, int which, int stage) {
    SplittableRandom fixed = new SplittableRandom(salt ^ name * 31 + which);
    return (read.draw(fixed) - 1) * Form.STAGES + stage;
  }

  /** The model that generates, or that a training begins with. */
  private long baseModel(long name) {
    SplittableRandom fixed = new SplittableRandom(salt ^ name * 31);
    return (baseModels.draw(fixed) - 1) * Form.STAGES * Form.PROJECT + Form.STAGES - 1;
  }

  /** One model of each project is made from raw data alone. */
  private static boolean isBaseModel(long name) {
    return name % (Form.STAGES * Form.PROJECT) == Form.STAGES - 1;
  }

  private static int stage(long name) {
    return (int) (name % Form.STAGES);
  }

  private boolean isSynthetic(long name) {
    int stage = stage(name);
    return stage > 0 && stage < Form.STAGES - 1 && chance(name, 3) < form.synthetic();
  }

  /** A number between 0 and 1 that belongs to the name. */
  private double chance(long name, int what) {
    return new SplittableRandom(salt + name * 0x9E3779B97F4A7C15L + what).nextDouble();
  }

  /** The asset of a version; version 0 is from before the first step. */
  private Step.Ref ref(long name, int version) {
    boolean model = stage(name) == Form.STAGES - 1;
    String key = (model ? "model" : "dataset") + ":space-" + name % NAMESPACES + ":stage-" + name;
    return new Step.Ref(name << VERSION_BITS | version, key, model, version == 0);
  }
}
