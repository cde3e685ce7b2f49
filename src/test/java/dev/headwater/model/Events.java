package dev.headwater.model;

import static dev.headwater.model.RandomParts.list;
import static dev.headwater.model.RandomParts.maybe;
import static dev.headwater.model.RandomParts.symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Creates random valid values for tests: every optional field both absent and present, text in many
 * scripts and with characters that often break programs, numbers at their limits. The same random
 * numbers give the same value.
 */
public final class Events {
  private Events() {}

  /** Returns an event of a random type. */
  public static LineageEvent event(Random random) {
    EventType type = symbol(random, EventType.class);
    List<Input> inputs = list(random, RandomParts::input);
    if (type == EventType.TRAIN && inputs.isEmpty()) {
      inputs.add(RandomParts.input(random));
    }
    return new LineageEvent(
        RandomParts.uuid(random),
        RandomParts.instant(random),
        type,
        RandomText.next(random),
        new Job(RandomText.next(random), RandomText.next(random)),
        RandomText.next(random),
        inputs,
        outputs(random, type),
        symbol(random, Completeness.class),
        list(random, RandomParts::agent),
        list(random, RandomParts::decision),
        type == EventType.INGEST ? maybe(random, RandomPayloads::ingest) : Optional.empty(),
        type == EventType.CLEAN ? maybe(random, RandomPayloads::clean) : Optional.empty(),
        type == EventType.TRANSFORM ? maybe(random, RandomPayloads::transform) : Optional.empty(),
        type == EventType.SYNTHESIZE || type == EventType.TRANSFORM || type == EventType.INGEST
            ? maybe(random, RandomPayloads::synthesize)
            : Optional.empty(),
        type == EventType.TRAIN ? maybe(random, RandomPayloads::train) : Optional.empty(),
        type == EventType.DOCUMENT
            ? Optional.of(RandomPayloads.document(random))
            : Optional.empty(),
        type == EventType.RETRACT ? Optional.of(RandomPayloads.retract(random)) : Optional.empty());
  }

  private static List<Output> outputs(Random random, EventType type) {
    List<Output> outputs = new ArrayList<>();
    if (type == EventType.DOCUMENT) {
      return outputs;
    }
    int count = type == EventType.RETRACT ? random.nextInt(4) : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      AssetKind kind =
          switch (type) {
            case TRAIN -> AssetKind.MODEL;
            case SYNTHESIZE -> AssetKind.DATASET;
            case INGEST, CLEAN, TRANSFORM, DOCUMENT, RETRACT -> symbol(random, AssetKind.class);
          };
      Asset asset = RandomParts.asset(random, kind);
      if (outputs.stream().noneMatch(output -> output.asset().equals(asset))) {
        outputs.add(RandomParts.output(random, asset));
      }
    }
    return outputs;
  }

  /** Returns an alert of a random rule. */
  public static Alert alert(Random random) {
    RuleName rule = symbol(random, RuleName.class);
    AlertStatus status = symbol(random, AlertStatus.class);
    boolean onAssets = rule.isOnAssets();
    Party subject = onAssets ? RandomParts.asset(random) : job(random);
    Party origin = onAssets ? RandomParts.asset(random) : new ProducerInstance("host.1-42-9f");
    String dimension = rule.hasDimension() ? RandomText.next(random) : "";
    List<AlertEvidence> evidence =
        rule.hasEvidence() ? list(random, RandomParts::evidence) : new ArrayList<>();
    boolean more = rule.hasEvidence() && random.nextBoolean();
    while (more && evidence.size() < Alert.MAX_EVIDENCE) {
      evidence.add(RandomParts.evidence(random));
    }
    boolean resolved = status == AlertStatus.RESOLVED;
    return new Alert(
        new AlertKey(subject, rule, origin, dimension).id(),
        rule,
        symbol(random, Severity.class),
        status,
        subject,
        origin,
        onAssets && !rule.isAboutRepresentation() ? RandomParts.conditions(random) : List.of(),
        onAssets ? List.of() : List.of("5-7", "9", "and 12 more"),
        onAssets ? list(random, RandomParts::asset) : List.of(),
        dimension,
        evidence,
        more ? RandomParts.whole(random) : 0,
        RandomParts.instant(random),
        resolved ? Optional.of(RandomParts.instant(random)) : Optional.empty(),
        resolved ? Optional.of(symbol(random, Resolution.class)) : Optional.empty());
  }

  private static Job job(Random random) {
    return new Job(RandomText.next(random), RandomText.next(random));
  }

  /** Returns a summary of an asset. */
  public static AssetSummary summary(Random random) {
    return new AssetSummary(
        RandomParts.asset(random),
        symbol(random, Synthetic.class),
        symbol(random, Documentation.class),
        RandomParts.conditions(random),
        list(random, RandomParts::production),
        RandomParts.maybeWhole(random),
        RandomParts.maybeWhole(random),
        RandomText.maybe(random),
        list(random, RandomParts::composition),
        list(random, RandomParts::agent),
        list(random, RandomParts::decision),
        maybe(random, RandomPayloads::ingest),
        symbol(random, Completeness.class),
        new ExposureCounts(
            RandomParts.whole(random),
            RandomParts.whole(random),
            RandomParts.whole(random),
            RandomParts.whole(random)),
        random.nextInt(Integer.MAX_VALUE),
        RandomParts.map(random, RandomText::next));
  }
}
