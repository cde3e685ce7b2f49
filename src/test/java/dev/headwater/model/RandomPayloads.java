package dev.headwater.model;

import static dev.headwater.model.RandomParts.list;
import static dev.headwater.model.RandomParts.map;
import static dev.headwater.model.RandomParts.maybe;
import static dev.headwater.model.RandomParts.maybeWhole;
import static dev.headwater.model.RandomParts.symbol;
import static dev.headwater.model.RandomParts.texts;

import java.util.Optional;
import java.util.Random;

/** Creates random valid payloads, with every optional field both absent and present. */
final class RandomPayloads {
  private RandomPayloads() {}

  static Ingest ingest(Random random) {
    return new Ingest(
        RandomText.maybe(random),
        RandomText.maybe(random),
        texts(random),
        RandomText.maybe(random),
        RandomText.maybe(random),
        texts(random),
        texts(random),
        RandomText.maybe(random),
        RandomText.maybe(random),
        symbol(random, Answer.class),
        symbol(random, Answer.class),
        RandomText.maybe(random),
        RandomText.maybe(random),
        RandomText.maybe(random));
  }

  static Clean clean(Random random) {
    return new Clean(
        list(
            random,
            r ->
                new CleanFilter(
                    RandomText.maybe(r),
                    RandomText.maybe(r),
                    RandomText.maybe(r),
                    RandomText.maybe(r))),
        map(random, RandomParts::whole));
  }

  static Transform transform(Random random) {
    return new Transform(
        maybe(random, r -> symbol(r, TransformOperation.class)),
        RandomText.maybe(random),
        texts(random),
        maybe(
            random,
            r ->
                new Annotation(
                    RandomText.maybe(r), maybeWhole(r), RandomText.maybe(r), RandomText.maybe(r))));
  }

  static Synthesize synthesize(Random random) {
    return new Synthesize(
        maybe(random, r -> symbol(r, SynthesisKind.class)),
        random.nextInt(3) == 0
            ? new Stated.Withheld<>(reason(random))
            : new Stated.Given<>(
                list(
                    random,
                    r ->
                        new Generator(
                            RandomText.maybe(r), RandomText.maybe(r), RandomText.maybe(r)))),
        maybe(random, RandomPayloads::unavailable),
        random.nextInt(3) == 0
            ? unavailable(random)
            : new Stated.Given<>(list(random, RandomPayloads::prompt)),
        random.nextInt(3) == 0
            ? unavailable(random)
            : new Stated.Given<>(map(random, RandomText::next)),
        maybeWhole(random),
        maybeWhole(random),
        texts(random),
        RandomText.maybe(random),
        RandomText.maybe(random));
  }

  private static Prompt prompt(Random random) {
    return new Prompt(
        RandomText.maybe(random),
        RandomText.maybe(random),
        RandomText.maybe(random),
        RandomText.maybe(random));
  }

  private static <T> Stated<T> unavailable(Random random) {
    return random.nextBoolean()
        ? new Stated.Withheld<>(reason(random))
        : new Stated.NotApplicable<>(reason(random));
  }

  private static String reason(Random random) {
    return "because " + RandomText.next(random);
  }

  static Train train(Random random) {
    return new Train(
        RandomText.maybe(random),
        map(random, RandomText::next),
        maybe(
            random,
            r ->
                new IntendedUse(
                    RandomText.maybe(r),
                    RandomText.maybe(r),
                    list(
                        r,
                        each ->
                            new Target(RandomText.maybe(each), map(each, Random::nextDouble))))));
  }

  static Document document(Random random) {
    return new Document(
        RandomParts.asset(random),
        maybe(random, RandomParts::uuid),
        maybe(random, RandomPayloads::synthesize),
        maybe(random, RandomPayloads::ingest),
        maybe(random, r -> new Reclassify(r.nextBoolean(), RandomText.next(r))),
        maybe(random, RandomPayloads::waive),
        list(random, r -> new Evidence(RandomText.next(r), RandomText.next(r))),
        RandomParts.map(random, RandomText::next));
  }

  private static Waive waive(Random random) {
    Optional<Asset> origin = maybe(random, RandomParts::asset);
    return new Waive(
        onAssets(random),
        origin,
        RandomText.next(random),
        RandomText.next(random),
        RandomParts.instant(random));
  }

  static Retract retract(Random random) {
    return new Retract(RandomParts.uuid(random), RandomText.next(random));
  }

  private static RuleName onAssets(Random random) {
    RuleName rule = symbol(random, RuleName.class);
    return rule.isOnAssets() ? rule : RuleName.UNKNOWN_ORIGIN;
  }
}
