package dev.headwater.model;

import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Creates random commands of every kind. Finds the kinds by reflection, so that a new kind is never
 * forgotten.
 */
public final class RandomCommands {
  private static final List<Class<?>> KINDS = kinds(GraphCommand.class).toList();

  private RandomCommands() {}

  /** Returns one command of each kind, in random order. */
  public static List<CommandEnvelope> oneOfEachKind(Random random) {
    List<CommandEnvelope> all = new ArrayList<>();
    for (Class<?> kind : KINDS) {
      all.add(
          new CommandEnvelope(
              (GraphCommand) value(random, kind), random.nextLong(), random.nextLong()));
    }
    Collections.shuffle(all, random);
    return all;
  }

  private static Alert openAlert(Random random) {
    Alert alert = Events.alert(random);
    while (alert.status() != AlertStatus.OPEN) {
      alert = Events.alert(random);
    }
    return alert;
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RandomCommands::kinds)
        : Stream.of(type);
  }

  private static Object value(Random random, Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type item = parameterized.getActualTypeArguments()[0];
      if (item == NumberRun.class) {
        return runs(random);
      }
      if (item == TraceParent.class) {
        return Optional.empty(); // It is in a header of the record, and not in the encoded command.
      }
      return parameterized.getRawType() == List.class
          ? RandomParts.list(random, each -> value(each, item))
          : RandomParts.maybe(random, each -> value(each, item));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == long.class || plain == Long.class) {
      return random.nextBoolean() ? random.nextLong() : RandomParts.whole(random);
    } else if (plain == int.class) {
      return random.nextInt();
    } else if (plain == boolean.class) {
      return random.nextBoolean();
    } else if (plain == Asset.class) {
      return RandomParts.asset(random);
    } else if (plain == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    } else if (plain == Composition.class) {
      return RandomParts.composition(random);
    } else if (plain == Alert.class) {
      return openAlert(random);
    } else if (plain == LineageEvent.class) {
      return Events.event(random);
    } else if (plain == UUID.class) {
      return RandomParts.uuid(random);
    } else if (plain == Instant.class) {
      return RandomParts.instant(random);
    } else if (plain == ProducerInstance.class) {
      return new ProducerInstance("host-" + random.nextInt(1_000));
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    }
    return record(random, plain);
  }

  private static Object record(Random random, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components)
            .map(component -> value(random, component.getGenericType()))
            .toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no value of " + type, e);
    }
  }

  /** Returns runs of numbers in ascending order, with gaps, as a task sends them. */
  private static List<NumberRun> runs(Random random) {
    List<NumberRun> runs = new ArrayList<>();
    long at = random.nextInt(1_000_000);
    for (int i = random.nextInt(50); i > 0; i--) {
      long first = at + 2 + random.nextInt(30);
      at = first + random.nextInt(3);
      Optional<Job> job =
          random.nextInt(5) == 0
              ? Optional.empty()
              : Optional.of(new Job("s3://lake", "j" + random.nextInt(3)));
      runs.add(new NumberRun(first, at, job));
    }
    return runs;
  }
}
