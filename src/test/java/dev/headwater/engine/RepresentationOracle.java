package dev.headwater.engine;

import dev.headwater.model.AgentType;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Target;
import dev.headwater.model.TransformOperation;
import dev.headwater.oracle.Arrival;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Computes in one go, from all events, which alerts about representation are open and with which
 * evidence. Written from the rules alone, without the engine; only what is surely synthetic comes
 * from {@link Derivation}, which has a brute force of its own.
 */
final class RepresentationOracle {
  /** A mistake that an oracle makes on purpose, to show that the histories would reveal it. */
  enum Flaw {
    NONE,
    /** A category is compared with all, itself included. */
    REFERENCE_INCLUDES_THE_CATEGORY,
    /** The 95 % interval does not matter. */
    INTERVAL_IGNORED,
    /** A composition in one unit is compared with one in another unit. */
    UNITS_MIXED,
    /** A composition by one dimension is compared with one by another dimension. */
    DIMENSIONS_MIXED,
    /** Only what the event states of its input counts. */
    INPUT_DECLARATION_IGNORED,
    /** What is unknown does not count for a target. */
    UNKNOWN_IGNORED,
    /** The version before is the latest other version. */
    LATEST_VERSION,
    /** Reclassifications do not matter. */
    RECLASSIFICATION_IGNORED
  }

  /** One line of evidence: its category and its numbers, those that the rule has. */
  record Line(String category, List<Double> numbers) {}

  private final List<LineageEvent> events;
  private final Instant now;
  private final Flaw flaw;
  private final Map<AlertKey, List<Line>> open = new HashMap<>();

  private RepresentationOracle(List<Arrival> log, Instant now, Flaw flaw) {
    Map<Object, LineageEvent> byId = new LinkedHashMap<>();
    log.forEach(arrival -> byId.putIfAbsent(arrival.event().eventId(), arrival.event()));
    this.events = List.copyOf(byId.values());
    this.now = now;
    this.flaw = flaw;
  }

  /** The alerts that are open at {@code now}, with all their evidence, the worst first. */
  static Map<AlertKey, List<Line>> open(List<Arrival> log, Instant now, Flaw flaw) {
    RepresentationOracle oracle = new RepresentationOracle(log, now, flaw);
    for (Asset asset : RepresentationHistories.universe()) {
      oracle.removal(asset);
      oracle.fitness(asset);
      oracle.scale(asset);
      oracle.syntheticOnly(asset);
      oracle.decisions(asset);
    }
    return oracle.open;
  }

  // ---- what the events say

  /** The live events that made the asset, the latest first. */
  private List<LineageEvent> made(Asset asset) {
    return events.stream()
        .filter(event -> event.type() != EventType.RETRACT)
        .filter(event -> event.outputs().stream().anyMatch(o -> o.asset().equals(asset)))
        .filter(event -> !retracted(event, asset))
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .toList();
  }

  private List<LineageEvent> documents(Asset asset) {
    return events.stream()
        .filter(event -> event.document().filter(d -> d.target().equals(asset)).isPresent())
        .filter(event -> !retracted(event, asset))
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .toList();
  }

  private boolean retracted(LineageEvent event, Asset asset) {
    return events.stream()
        .anyMatch(
            other ->
                other.retract().filter(r -> r.event().equals(event.eventId())).isPresent()
                    && other.outputs().stream().anyMatch(o -> o.asset().equals(asset)));
  }

  private List<Composition> declared(Asset asset) {
    Map<Measure, Composition> declared = new TreeMap<>();
    for (LineageEvent event : made(asset)) {
      for (Composition one : event.outputs().get(0).composition()) {
        declared.putIfAbsent(Measure.of(one), one);
      }
    }
    return List.copyOf(declared.values());
  }

  private OptionalLong records(Asset asset) {
    return made(asset).stream()
        .map(event -> event.outputs().get(0).records())
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private boolean synthetic(Asset asset) {
    Optional<Boolean> said =
        flaw == Flaw.RECLASSIFICATION_IGNORED
            ? Optional.empty()
            : documents(asset).stream()
                .flatMap(event -> event.document().get().reclassify().stream())
                .findFirst()
                .map(reclassify -> reclassify.synthetic());
    return asset.kind() == AssetKind.DATASET
        && said.orElseGet(
            () ->
                made(asset).stream()
                    .anyMatch(
                        event ->
                            event.type() == EventType.SYNTHESIZE
                                || event
                                    .ingest()
                                    .filter(i -> i.containsSynthetic() == Answer.YES)
                                    .isPresent()));
  }

  private static Set<Asset> sources(LineageEvent event) {
    return event.inputs().stream()
        .filter(input -> input.role() == Role.SOURCE)
        .map(Input::asset)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean waived(Asset subject, RuleName rule, Asset origin) {
    return documents(subject).stream()
        .flatMap(event -> event.document().get().waive().stream())
        .anyMatch(
            waive ->
                waive.rule() == rule
                    && waive.origin().map(origin::equals).orElse(true)
                    && now.isBefore(waive.until()));
  }

  private void raise(
      RuleName rule, Asset subject, Asset origin, String dimension, List<Line> evidence) {
    if (!evidence.isEmpty() && !waived(subject, rule, origin)) {
      open.put(new AlertKey(subject, rule, origin, dimension), evidence);
    }
  }

  private boolean comparable(Composition one, Composition other) {
    boolean sameUnit = flaw == Flaw.UNITS_MIXED || one.unit().equals(other.unit());
    return sameUnit && (flaw == Flaw.DIMENSIONS_MIXED || one.dimension().equals(other.dimension()));
  }

  private Optional<Composition> like(Composition pattern, List<Composition> candidates) {
    return candidates.stream().filter(one -> comparable(one, pattern)).findFirst();
  }

  private static double count(Composition of, String category) {
    return of.counts().getOrDefault(category, 0.0);
  }

  private static double total(Composition of) {
    return of.unknown() + of.counts().values().stream().mapToDouble(count -> count).sum();
  }

  // ---- the rules

  private void removal(Asset asset) {
    Map<Asset, List<Composition>> stated = new LinkedHashMap<>();
    for (LineageEvent event : made(asset)) {
      Optional<TransformOperation> operation = event.transform().flatMap(t -> t.operation());
      boolean filters =
          event.type() == EventType.CLEAN
              || operation.equals(Optional.of(TransformOperation.SAMPLE))
              || operation.equals(Optional.of(TransformOperation.DEDUPLICATE));
      Set<Asset> sources = sources(event);
      if (filters && sources.size() == 1 && !sources.contains(asset)) {
        for (Input input : event.inputs()) {
          if (sources.contains(input.asset()) && input.role() == Role.SOURCE) {
            stated
                .computeIfAbsent(input.asset(), key -> new ArrayList<>())
                .addAll(input.composition());
          }
        }
      }
    }
    stated.forEach(
        (source, byEvents) -> {
          Map<String, List<Line>> removed = new TreeMap<>();
          Map<String, List<Line>> erased = new TreeMap<>();
          for (Composition after : declared(asset)) {
            Optional<Composition> before =
                flaw == Flaw.INPUT_DECLARATION_IGNORED
                    ? like(after, byEvents)
                    : like(after, declared(source)).or(() -> like(after, byEvents));
            before.ifPresent(
                known -> {
                  String dimension = after.dimension();
                  removed.computeIfAbsent(dimension, d -> new ArrayList<>());
                  erased.computeIfAbsent(dimension, d -> new ArrayList<>());
                  for (String category : known.counts().keySet()) {
                    compare(known, after, category, removed.get(dimension));
                    if (count(known, category) >= 30 && count(after, category) == 0) {
                      erased
                          .get(dimension)
                          .add(new Line(category, List.of(0.0, count(known, category), 0.0)));
                    }
                  }
                });
          }
          removed.forEach(
              (dimension, lines) -> {
                lines.sort(
                    Comparator.comparing((Line line) -> line.numbers().get(0))
                        .thenComparing(Line::category));
                raise(RuleName.DISPARATE_REMOVAL, asset, source, dimension, lines);
              });
          erased.forEach(
              (dimension, lines) -> {
                lines.sort(
                    Comparator.comparing((Line line) -> -line.numbers().get(1))
                        .thenComparing(Line::category));
                raise(RuleName.GROUP_ERASED, asset, source, dimension, lines);
              });
        });
  }

  private void compare(Composition before, Composition after, String category, List<Line> found) {
    double in = count(before, category);
    double out = count(after, category);
    double othersIn = 0;
    double othersOut = 0;
    for (String other : before.counts().keySet()) {
      if (flaw == Flaw.REFERENCE_INCLUDES_THE_CATEGORY || !other.equals(category)) {
        othersIn += count(before, other);
      }
    }
    for (String other : after.counts().keySet()) {
      if (flaw == Flaw.REFERENCE_INCLUDES_THE_CATEGORY || !other.equals(category)) {
        othersOut += count(after, other);
      }
    }
    if (in < 30 || out == 0 || othersIn == 0 || othersOut == 0) {
      return;
    }
    double ratio = out / in / (othersOut / othersIn);
    double variance = 1 / out - 1 / in + 1 / othersOut - 1 / othersIn;
    double width = 1.959963984540054 * Math.sqrt(Math.max(0, variance));
    double high = Math.exp(Math.log(ratio) + width);
    if (ratio < 0.8 - 1e-9 && (flaw == Flaw.INTERVAL_IGNORED || high < 1)) {
      found.add(
          new Line(
              category, List.of(ratio, Math.exp(Math.log(ratio) - width), high, 0.8, in, out)));
    }
  }

  private void scale(Asset asset) {
    List<Composition> declared = declared(asset);
    if (asset.kind() != AssetKind.DATASET || declared.isEmpty()) {
      return;
    }
    LineageEvent latest = made(asset).get(0);
    Optional<Asset> previous =
        RepresentationHistories.universe().stream()
            .filter(other -> !other.equals(asset) && other.key().equals(asset.key()))
            .filter(other -> !declared(other).isEmpty())
            .filter(
                other ->
                    flaw == Flaw.LATEST_VERSION
                        || made(other).get(0).stamp().compareTo(latest.stamp()) < 0)
            .max(Comparator.comparing(other -> made(other).get(0).stamp()));
    if (previous.isEmpty()) {
      return;
    }
    Map<String, List<Line>> found = new TreeMap<>();
    for (Composition after : declared) {
      like(after, declared(previous.get()))
          .filter(before -> known(before) > 0 && known(after) > 0)
          .ifPresent(
              before -> {
                double was = Math.exp(entropy(before));
                double is = Math.exp(entropy(after));
                boolean grown = total(after) >= 1.05 * total(before) - 1e-9;
                if (grown && is <= 0.95 * was + 1e-9) {
                  found
                      .computeIfAbsent(after.dimension(), dimension -> new ArrayList<>())
                      .add(new Line("", List.of(is / was, 0.95, was, is)));
                }
              });
    }
    found.forEach(
        (dimension, lines) -> {
          lines.sort(Comparator.comparing(line -> line.numbers().get(0)));
          raise(RuleName.SCALE_WITHOUT_DIVERSITY, asset, previous.get(), dimension, lines);
        });
  }

  private static double known(Composition of) {
    return total(of) - of.unknown();
  }

  private static double entropy(Composition of) {
    return of.counts().values().stream()
        .filter(count -> count > 0)
        .mapToDouble(count -> -count / known(of) * Math.log(count / known(of)))
        .sum();
  }

  private void syntheticOnly(Asset asset) {
    List<LineageEvent> made = made(asset);
    Set<Asset> inputs = new TreeSet<>();
    made.forEach(event -> inputs.addAll(sources(event)));
    inputs.remove(asset);
    boolean some = inputs.stream().anyMatch(this::synthetic);
    if (asset.kind() != AssetKind.DATASET || synthetic(asset) || !some) {
      return;
    }
    Map<Asset, Statements> statements = new HashMap<>();
    statements.put(asset, Statements.of(asset, made, Optional.empty(), false));
    for (Asset input : inputs) {
      Optional<Boolean> all = synthetic(input) ? Optional.of(true) : Optional.empty();
      statements.put(
          input, new Statements(input, declared(input), records(input), List.of(), all, false));
    }
    Map<Measure, Representation> derived =
        Derivation.of(asset, one -> Optional.ofNullable(statements.get(one)), Optional.empty());
    Map<String, List<Line>> found = new TreeMap<>();
    for (Composition one : declared(asset)) {
      Map<String, Representation.Part> parts = derived.get(Measure.of(one)).categories();
      double surely = parts.values().stream().mapToDouble(part -> part.synthetic().low()).sum();
      if (surely < 0.5 * total(one) - 1e-9) {
        parts.forEach(
            (category, part) -> {
              double low = part.synthetic().low();
              if (low > 0.5 * count(one, category) + 1e-9) {
                double share = low / count(one, category);
                found
                    .computeIfAbsent(one.dimension(), dimension -> new ArrayList<>())
                    .add(new Line(category, List.of(share, share, 0.5)));
              }
            });
      }
    }
    found.forEach(
        (dimension, lines) -> {
          lines.sort(
              Comparator.comparing((Line line) -> -line.numbers().get(0))
                  .thenComparing(Line::category));
          raise(RuleName.SYNTHETIC_ONLY_GROUP, asset, asset, dimension, lines);
        });
  }

  private void decisions(Asset asset) {
    List<LineageEvent> all = new ArrayList<>(made(asset));
    all.addAll(documents(asset));
    all.sort(Comparator.comparing(LineageEvent::stamp).reversed());
    Map<String, Boolean> attributed = new TreeMap<>();
    for (LineageEvent event : all) {
      event
          .decisions()
          .forEach(
              decision ->
                  attributed.putIfAbsent(
                      decision.id(),
                      event.agents().stream()
                          .anyMatch(
                              agent ->
                                  agent.type() != AgentType.SOFTWARE
                                      && decision.decidedBy().contains(agent.id()))));
    }
    List<Line> found = new ArrayList<>();
    attributed.forEach(
        (id, holds) -> {
          if (!holds) {
            found.add(new Line(id, List.of()));
          }
        });
    raise(RuleName.UNATTRIBUTED_DECISION, asset, asset, "", found);
  }

  private void fitness(Asset asset) {
    List<LineageEvent> trainings =
        made(asset).stream().filter(event -> event.type() == EventType.TRAIN).toList();
    Map<Asset, List<Input>> uses = new TreeMap<>();
    trainings.forEach(
        event ->
            event.inputs().stream()
                .filter(input -> input.role() == Role.SOURCE)
                .forEach(
                    input ->
                        uses.computeIfAbsent(input.asset(), key -> new ArrayList<>()).add(input)));
    if (uses.isEmpty()
        || trainings.stream().anyMatch(t -> t.inputsComplete() == Completeness.INCOMPLETE)) {
      return;
    }
    List<List<Input>> mixes =
        trainings.stream()
            .map(event -> event.inputs().stream().filter(i -> i.role() == Role.SOURCE).toList())
            .filter(inputs -> !inputs.isEmpty())
            .toList();
    boolean weighted =
        mixes.stream()
            .allMatch(
                inputs ->
                    inputs.stream().allMatch(input -> input.weight().isPresent())
                        && inputs.stream().anyMatch(input -> input.weight().getAsDouble() > 0));
    Asset origin = uses.size() == 1 ? uses.keySet().iterator().next() : asset;
    Map<String, Target> targets = new TreeMap<>();
    for (LineageEvent training : trainings) {
      for (Target target : training.train().get().intendedUse().get().targets()) {
        targets.putIfAbsent(target.dimension(), target);
      }
    }
    targets.forEach(
        (dimension, target) -> {
          List<Line> found = new ArrayList<>();
          for (String unit : List.of("records", "tokens")) {
            target
                .minimumShare()
                .forEach(
                    (category, minimum) -> {
                      double[] share =
                          weighted
                              ? weightedShare(mixes, dimension, unit, category)
                              : share(uses, dimension, unit, category);
                      boolean isKnown =
                          uses.entrySet().stream().anyMatch(use -> isKnown(use, dimension, unit));
                      if (isKnown && share[1] < minimum - 1e-9) {
                        found.add(
                            new Line(category, List.of(share[0], share[0], share[1], minimum)));
                      }
                    });
          }
          found.sort(
              Comparator.comparing((Line line) -> line.numbers().get(2) - line.numbers().get(3))
                  .thenComparing(Line::category)
                  .thenComparing(line -> line.numbers().get(0)));
          raise(RuleName.FITNESS_GAP, asset, origin, dimension, found);
        });
  }

  private boolean isKnown(Map.Entry<Asset, List<Input>> use, String dimension, String unit) {
    return composition(use.getKey(), use.getValue(), dimension, unit).isPresent();
  }

  private Optional<Composition> composition(
      Asset asset, List<Input> uses, String dimension, String unit) {
    List<Composition> all = new ArrayList<>();
    if (flaw != Flaw.INPUT_DECLARATION_IGNORED) {
      all.addAll(declared(asset));
    }
    uses.forEach(use -> all.addAll(use.composition()));
    return all.stream()
        .filter(
            one ->
                (flaw == Flaw.DIMENSIONS_MIXED || one.dimension().equals(dimension))
                    && (flaw == Flaw.UNITS_MIXED || one.unit().equals(unit)))
        .findFirst();
  }

  /** From the least share in one of the trainings to the largest. */
  private double[] weightedShare(
      List<List<Input>> trainings, String dimension, String unit, String category) {
    double least = 1;
    double most = 0;
    for (List<Input> training : trainings) {
      double low = 0;
      double high = 0;
      double weights = 0;
      for (Input input : training) {
        double[] share = share(List.of(bounds(List.of(input), dimension, unit, category)));
        double weight = input.weight().getAsDouble();
        low += weight * share[0];
        high += weight * share[1];
        weights += weight;
      }
      least = Math.min(least, low / weights);
      most = Math.max(most, high / weights);
    }
    return new double[] {least, most};
  }

  private double[] share(
      Map<Asset, List<Input>> uses, String dimension, String unit, String category) {
    return share(
        uses.values().stream().map(inputs -> bounds(inputs, dimension, unit, category)).toList());
  }

  /** How much of a dataset was taken, and how much of that may be what category. */
  private record Bounds(double least, double most, double ofCategory, double ofOthers) {}

  private Bounds bounds(List<Input> taking, String dimension, String unit, String category) {
    Asset asset = taking.get(0).asset();
    Optional<Composition> known = composition(asset, taking, dimension, unit);
    OptionalLong records = records(asset);
    boolean inRecords = unit.equals("records");
    double all =
        known.isPresent()
            ? total(known.get())
            : inRecords && records.isPresent() ? records.getAsLong() : 1e18;
    double least = 0;
    double most = 0;
    for (Input use : taking) {
      if (use.inferred()) {
        most = all;
      } else if (use.records().isEmpty()) {
        least = all;
        most = all;
      } else {
        double taken = use.records().getAsLong();
        boolean whole = !inRecords && records.isPresent() && taken >= records.getAsLong();
        if (whole) {
          least = all;
          most = all;
        } else if (inRecords || taken == 0) {
          least = Math.max(least, Math.min(all, taken));
          most += Math.min(all, taken);
        } else {
          most = all;
        }
      }
    }
    most = Math.max(least, Math.min(all, most));
    double unknown = flaw == Flaw.UNKNOWN_IGNORED ? 0 : known.map(Composition::unknown).orElse(all);
    double mine = known.map(one -> count(one, category)).orElse(0.0);
    double others = known.isPresent() ? all - mine : all;
    return new Bounds(least, most, Math.min(most, mine + unknown), Math.min(most, others));
  }

  private static double[] share(List<Bounds> parts) {
    double mine = 0;
    double others = 0;
    double low = 0;
    double lowOthers = 0;
    for (Bounds part : parts) {
      mine += part.ofCategory();
      others += Math.max(0, part.least() - part.ofCategory());
      low += Math.max(0, part.least() - part.ofOthers());
      lowOthers += part.ofOthers();
    }
    boolean unbounded = parts.stream().anyMatch(part -> part.most() >= 1e18);
    double high = unbounded || mine + others == 0 ? 1 : mine / (mine + others);
    return new double[] {low == 0 || unbounded ? 0 : low / (low + lowOthers), high};
  }
}
