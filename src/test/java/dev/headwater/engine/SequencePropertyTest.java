package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Shows that the engine knows the same gaps as {@link Numbers}, which keeps every number, and that
 * one row is left of a producer when all its numbers have arrived. It applies random arrivals to
 * rows in memory.
 */
class SequencePropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<Job> JOBS =
      List.of(new Job("pipelines", "a"), new Job("pipelines", "b"), new Job("lab", "a"));

  private final Engine engine = new Engine(Policy.DEFAULT);

  @Test
  void whateverTheOrder_theGapsAreThoseOfTheSet() {
    Seeds.forEach(400, this::assertGapsAreThoseOfTheSet);
  }

  private void assertGapsAreThoseOfTheSet(Random random) {
    MemoryState state = new MemoryState();
    Map<ProducerInstance, Numbers> naive = new HashMap<>();
    List<ProducerInstance> producers =
        List.of(new ProducerInstance("one"), new ProducerInstance("other"));
    for (int i = 0; i < 12; i++) {
      ProducerInstance producer = producers.get(random.nextInt(2));
      Numbers numbers = naive.computeIfAbsent(producer, key -> new Numbers());
      arrive(state, producer, some(random, numbers));
      check(state, producer, numbers);
    }
    assertThat(state.missing())
        .isEqualTo(
            new MissingEvents(
                naive.values().stream().filter(numbers -> numbers.missing() > 0).count(),
                naive.values().stream().mapToLong(Numbers::missing).sum()));
  }

  @Test
  void onceAllHaveCome_aProducerIsOneRow() {
    Seeds.forEach(200, this::assertOneRowIsLeft);
  }

  private void assertOneRowIsLeft(Random random) {
    MemoryState state = new MemoryState();
    ProducerInstance producer = new ProducerInstance("one");
    int last = 1 + random.nextInt(3 * (int) SequencePart.SIZE);
    List<Long> numbers = new ArrayList<>();
    for (long number = 1; number <= last; number++) {
      numbers.add(number);
    }
    Collections.shuffle(numbers, random);
    for (int from = 0; from < last; from += 700) {
      List<NumberRun> runs = new ArrayList<>();
      for (long number : new TreeSet<>(numbers.subList(from, Math.min(last, from + 700)))) {
        runs.add(new NumberRun(number, number, job(number)));
      }
      arrive(state, producer, runs);
    }
    Sequence sequence = state.sequence(producer).orElseThrow();
    assertThat(sequence.completeTo()).isEqualTo(last);
    assertThat(sequence.missing()).isZero();
    assertThat(state.sequenceParts(producer, 10)).isEmpty();
    assertThat(state.missing()).isEqualTo(MissingEvents.NONE);

    long again = 1 + random.nextInt(last);
    arrive(state, producer, List.of(new NumberRun(again, again, job(again))));
    assertThat(state.sequence(producer)).as("read again").contains(sequence);
  }

  /**
   * Returns random runs of numbers: close together, around the ends of parts, far away, and some
   * that arrived before. Adds them to {@code numbers}.
   */
  private static List<NumberRun> some(Random random, Numbers numbers) {
    List<NumberRun> runs = new ArrayList<>();
    long at = 0;
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      at +=
          switch (random.nextInt(12)) {
            case 0 -> random.nextInt(2 * (int) SequencePart.SIZE);
            case 1 -> Math.max(0, SequencePart.end(SequencePart.indexOf(at + 1)) - 2 - at);
            default -> random.nextInt(4);
          };
      long first = at + 1;
      at += 1 + (random.nextInt(6) == 0 ? random.nextInt(3_000) : random.nextInt(3));
      Optional<Job> job = Optional.empty();
      for (long number = first; number <= at; number++) {
        job = job.or(new Known(number)::job);
        numbers.add(number, job(number));
      }
      runs.add(new NumberRun(first, at, job));
    }
    return runs;
  }

  private record Known(long number) {
    Optional<Job> job() {
      return SequencePropertyTest.job(number);
    }
  }

  /**
   * Returns the job of a number. The job stays the same for several numbers in a row. Every fifth
   * event cannot be read, so it has none.
   */
  private static Optional<Job> job(long number) {
    return number % 5 == 0
        ? Optional.empty()
        : Optional.of(JOBS.get((int) (number / 7 % JOBS.size())));
  }

  private void arrive(MemoryState state, ProducerInstance producer, List<NumberRun> runs) {
    GraphCommand.Arrived arrived = new GraphCommand.Arrived(producer, runs);
    Effects decision = engine.decide(arrived, state, NOW, NOW.toEpochMilli(), false);
    decision.changes().forEach(state::apply);
    assertThat(decision.commands()).isEmpty();
  }

  private static void check(MemoryState state, ProducerInstance producer, Numbers numbers) {
    Sequence sequence = state.sequence(producer).orElseThrow();
    assertThat(sequence.last()).isEqualTo(numbers.last());
    assertThat(sequence.missing()).isEqualTo(numbers.missing());
    List<SequencePart> parts = state.sequenceParts(producer, Integer.MAX_VALUE);
    assertThat(Numbers.gaps(Gap.in(sequence.completeTo(), parts))).isEqualTo(numbers.gaps());
  }
}
