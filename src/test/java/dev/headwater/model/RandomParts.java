package dev.headwater.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Creates random valid parts of events, with every optional field both absent and present. */
final class RandomParts {
  private static final long[] WHOLES = {
    0, 1, 175, 52_002, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE
  };
  private static final double[] AMOUNTS = {
    0, 1, 0.1, 1e-9, 1234.5, 1L << 53, 1e300, Double.MIN_VALUE, Double.MAX_VALUE
  };
  private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private RandomParts() {}

  static <T> List<T> list(Random random, Function<Random, T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.apply(random));
    }
    return items;
  }

  static List<String> texts(Random random) {
    return list(random, RandomText::next);
  }

  static <V> SortedMap<String, V> map(Random random, Function<Random, V> value) {
    SortedMap<String, V> map = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(RandomText.next(random), value.apply(random));
    }
    return map;
  }

  static <T> Optional<T> maybe(Random random, Function<Random, T> value) {
    return random.nextBoolean() ? Optional.of(value.apply(random)) : Optional.empty();
  }

  static <E extends Enum<E>> E symbol(Random random, Class<E> type) {
    E[] values = type.getEnumConstants();
    return values[random.nextInt(values.length)];
  }

  static long whole(Random random) {
    return WHOLES[random.nextInt(WHOLES.length)];
  }

  static OptionalLong maybeWhole(Random random) {
    return random.nextBoolean() ? OptionalLong.of(whole(random)) : OptionalLong.empty();
  }

  static double amount(Random random) {
    return random.nextBoolean()
        ? AMOUNTS[random.nextInt(AMOUNTS.length)]
        : random.nextDouble() * 1e6;
  }

  static Instant instant(Random random) {
    long second = EARLIEST + (long) (random.nextDouble() * (LATEST - EARLIEST));
    return Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L);
  }

  static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  static Asset asset(Random random, AssetKind kind) {
    String namespace = RandomText.next(random);
    String name = RandomText.next(random);
    return random.nextBoolean()
        ? Asset.of(kind, namespace, name)
        : Asset.of(kind, namespace, name, RandomText.next(random));
  }

  static Asset asset(Random random) {
    return asset(random, symbol(random, AssetKind.class));
  }

  static Composition composition(Random random) {
    return new Composition(
        RandomText.next(random),
        RandomText.next(random),
        symbol(random, CompositionMethod.class),
        map(random, RandomParts::amount),
        random.nextBoolean() ? 0 : amount(random));
  }

  static AlertEvidence evidence(Random random) {
    return new AlertEvidence(
        RandomText.maybe(random),
        maybeAmount(random),
        maybeAmount(random),
        maybeAmount(random),
        maybeAmount(random),
        maybeAmount(random),
        maybeAmount(random));
  }

  private static OptionalDouble maybeAmount(Random random) {
    return random.nextBoolean() ? OptionalDouble.of(amount(random)) : OptionalDouble.empty();
  }

  static Input input(Random random) {
    return new Input(
        asset(random),
        symbol(random, Role.class),
        maybeWhole(random),
        maybeWhole(random),
        maybeAmount(random),
        RandomText.maybe(random),
        list(random, RandomParts::composition),
        random.nextBoolean());
  }

  static Output output(Random random, Asset asset) {
    return new Output(
        asset,
        maybeWhole(random),
        maybeWhole(random),
        RandomText.maybe(random),
        list(random, RandomParts::composition),
        map(random, RandomText::next));
  }

  static Agent agent(Random random) {
    return new Agent(
        RandomText.next(random),
        symbol(random, AgentType.class),
        RandomText.next(random),
        RandomText.maybe(random));
  }

  static Decision decision(Random random) {
    List<String> decidedBy = texts(random);
    return new Decision(
        RandomText.next(random),
        symbol(random, DecisionKind.class),
        RandomText.next(random),
        RandomText.next(random),
        RandomText.next(random),
        decidedBy.isEmpty() ? List.of("org:lab") : decidedBy,
        texts(random),
        texts(random),
        texts(random),
        texts(random),
        maybe(random, RandomParts::instant));
  }

  static Production production(Random random) {
    return new Production(
        uuid(random),
        symbol(random, EventType.class),
        instant(random),
        new Job(RandomText.next(random), RandomText.next(random)),
        RandomText.next(random),
        RandomText.next(random));
  }

  static List<Condition> conditions(Random random) {
    List<Condition> conditions = new ArrayList<>(List.of(Condition.values()));
    conditions.removeIf(condition -> random.nextBoolean());
    return conditions;
  }
}
