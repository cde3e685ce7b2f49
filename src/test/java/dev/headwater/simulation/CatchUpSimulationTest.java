package dev.headwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Fault;
import dev.headwater.engine.Mark;
import dev.headwater.engine.View;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.oracle.Arrival;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.progress.Offsets;
import dev.headwater.query.progress.RoundsProbe;
import dev.headwater.query.question.SpreadsQuestion;
import dev.headwater.stream.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that a reader that has caught up finds, in the committed rows of the owners, all facts of
 * the events that were acknowledged before it began to wait. Events arrive meanwhile, some under
 * the wrong key or with many outputs. Tasks work between any two looks at the offsets, and they
 * crash.
 */
class CatchUpSimulationTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int SEEDS = 300;
  private static final int EVENTS = 40;
  private static final int ASSETS = 30;
  private static final int MANY_OUTPUTS = 60;
  private static final int MAX_RECORDS = 200_000;

  private static final String STILL_WAITING = "still waiting at rest: ";

  /** A planted fault that makes waiting end too early. */
  private enum Planted {
    NOTHING,
    ENDS_BEFORE_COMMITTED,
    SPREADS_COMMITTED_AT_ONCE,
    ENDS_BEFORE_SPREADS
  }

  /** A reader that waits for the first {@code events} events of the log. */
  private record Waiter(int events, CatchUp.Level level, RoundsProbe rounds) {}

  private static final class Run {
    private final Random random;
    private final String leftOut;
    private final Planted planted;
    private final Simulation simulation;
    private final int partitions;
    private final List<LineageEvent> log = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int served;
    private int servedUnderStream;

    Run(long seed, String leftOut, Planted planted) {
      this.random = new Random(seed);
      this.leftOut = leftOut;
      this.planted = planted;
      this.partitions = 1 + random.nextInt(5);
      int[] budgets = {1, 3, 20, 5_000};
      this.simulation =
          new Simulation(
              random,
              partitions,
              partitions,
              budgets[random.nextInt(budgets.length)],
              Task.Guarantee.EXACTLY_ONCE,
              Fault.NONE,
              MAX_RECORDS,
              START);
    }

    void run() {
      while (log.size() < EVENTS) {
        int steps = random.nextInt(12);
        for (int i = 0; i < steps; i++) {
          simulation.work();
          if (!waiters.isEmpty() && random.nextInt(3) == 0) {
            look();
          }
        }
        LineageEvent event = event();
        log.add(event);
        simulation.arrive(new Arrival(event, simulation.now().plusMillis(random.nextInt(20))));
        if (random.nextBoolean()) {
          CatchUp.Level level = random.nextBoolean() ? CatchUp.Level.FACTS : CatchUp.Level.EDGES;
          waiters.add(
              new Waiter(
                  log.size(),
                  level,
                  new RoundsProbe(
                      level,
                      level == CatchUp.Level.FACTS && leftOut.equals("EDGES") ? "" : leftOut)));
        }
      }
      servedUnderStream = served;
      simulation.restAt(simulation.now().plusSeconds(1));
      look();
      if (!waiters.isEmpty()) {
        problems.add(STILL_WAITING + waiters.size());
      }
      simulation.spreads().values().stream()
          .filter(spreads -> !spreads.events().isEmpty())
          .forEach(spreads -> problems.add("still being spread at rest: " + spreads));
      simulation.close();
    }

    private void look() {
      Offsets first = planted == Planted.ENDS_BEFORE_COMMITTED ? simulation.ends() : null;
      workABit();
      Offsets committed = simulation.committed();
      workABit();
      Offsets ends = first == null ? simulation.ends() : first;
      workABit();
      Map<Integer, SpreadsQuestion.Spreads> spreads = new HashMap<>();
      for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
        Waiter waiter = each.next();
        if (waiter
            .rounds()
            .advance(
                committed,
                ends,
                () -> askOnce(spreads),
                planted == Planted.ENDS_BEFORE_SPREADS ? () -> ends : simulation::ends)) {
          each.remove();
          served++;
          check(waiter);
        }
      }
    }

    private Map<Integer, SpreadsQuestion.Spreads> askOnce(
        Map<Integer, SpreadsQuestion.Spreads> known) {
      if (known.isEmpty()) {
        simulation
            .spreads()
            .forEach(
                (partition, found) ->
                    known.put(
                        partition,
                        planted == Planted.SPREADS_COMMITTED_AT_ONCE
                            ? new SpreadsQuestion.Spreads(found.events(), found.more(), 0)
                            : found));
      }
      return known;
    }

    private void workABit() {
      int most = random.nextInt(8) == 0 ? 60 : 4;
      for (int i = random.nextInt(most); i > 0; i--) {
        simulation.work();
      }
      if (random.nextInt(20) == 0) {
        simulation.move();
      }
    }

    private void check(Waiter waiter) {
      Map<Integer, View> views = new HashMap<>();
      for (LineageEvent event : log.subList(0, waiter.events())) {
        for (Output output : event.outputs()) {
          Asset to = output.asset();
          View owner = owner(to, views);
          if (!stands(event, to, owner)) {
            problems.add(waiter.level() + ": " + event.eventId() + " does not stand at " + to);
          }
          if (waiter.level() == CatchUp.Level.EDGES) {
            for (Input input : event.inputs()) {
              Asset from = input.asset();
              View upstream = owner(from, views);
              if (upstream.outEdge(from, to).isEmpty()) {
                problems.add("EDGES: " + from + " does not know of its edge to " + to);
              }
            }
          }
        }
      }
    }

    private View owner(Asset asset, Map<Integer, View> views) {
      return views.computeIfAbsent(
          Partitioning.partition(asset.key(), partitions),
          partition -> simulation.committedOwner(asset));
    }

    private static boolean stands(LineageEvent event, Asset to, View owner) {
      Optional<UUID> retracted = event.retract().map(Retract::event);
      Optional<Mark> mark = owner.mark(to, retracted.orElse(event.eventId()));
      return retracted.isPresent()
          ? mark.filter(Mark::withdrawn).isPresent()
          : mark.filter(known -> known.asserted().isPresent()).isPresent();
    }

    private LineageEvent event() {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      List<LineageEvent> made =
          log.stream().filter(event -> event.type() != EventType.RETRACT).toList();
      boolean retracts = !made.isEmpty() && random.nextInt(6) == 0;
      LineageEvent target = retracts ? made.get(random.nextInt(made.size())) : null;
      int outputs = random.nextInt(4) == 0 ? 1 + random.nextInt(MANY_OUTPUTS) : 1;
      LineageEvent.Builder event =
          LineageEvent.builder(retracts ? EventType.RETRACT : EventType.TRANSFORM)
              .eventId(id)
              .eventTime(START.plusSeconds(log.size()))
              .producer("test")
              .job(new Job("test", "test"))
              .run("run")
              .inputs(retracts ? target.inputs() : List.of(Input.of(asset(), Role.SOURCE)))
              .outputs(
                  retracts
                      ? target.outputs()
                      : random
                          .ints(0, 2 * MANY_OUTPUTS)
                          .distinct()
                          .limit(outputs)
                          .mapToObj(i -> Output.of(asset(i)))
                          .toList());
      return retracts
          ? event.retract(new Retract(target.eventId(), "wrong")).build()
          : event.build();
    }

    private Asset asset() {
      return asset(random.nextInt(ASSETS));
    }

    private static Asset asset(int number) {
      return Asset.of(AssetKind.DATASET, "lab", "data-" + number, "1");
    }
  }

  private static Run run(long seed, String leftOut, Planted planted) {
    Run run = new Run(seed, leftOut, planted);
    run.run();
    return run;
  }

  @Test
  void whoeverHasWaited_findsTheFactsOfAllThatWasThereBefore() {
    List<Run> runs =
        LongStream.range(0, SEEDS)
            .parallel()
            .mapToObj(
                seed -> {
                  Run run = run(seed, "", Planted.NOTHING);
                  assertThat(run.problems).as("seed " + seed).isEmpty();
                  return run;
                })
            .toList();
    int early = runs.stream().mapToInt(run -> run.servedUnderStream).sum();
    assertThat(early).as("who waited and was served while events came").isGreaterThan(SEEDS);
  }

  /** Without any one of the rounds, some reader stops waiting although facts are missing. */
  @ParameterizedTest
  @ValueSource(strings = {"EVENTS", "ADMITTED", "SPREAD", "CONTRIBUTED", "EDGES"})
  void everyRound_isNeeded(String round) {
    assertThat(isCaught(round, Planted.NOTHING)).isTrue();
  }

  @Test
  void endsTakenBeforeWhatIsCommitted_areTooEarly() {
    assertThat(isCaught("", Planted.ENDS_BEFORE_COMMITTED)).isTrue();
  }

  @Test
  void aSpreadThatEndedAndIsNotCommitted_isNotOver() {
    assertThat(isCaught("", Planted.SPREADS_COMMITTED_AT_ONCE)).isTrue();
  }

  /** A task that starts again does not know which spreads ended in its last transactions. */
  @Test
  void endsTakenBeforeTheSpreads_areTooEarly() {
    assertThat(isCaught("", Planted.ENDS_BEFORE_SPREADS)).isTrue();
  }

  private static boolean isCaught(String leftOut, Planted planted) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> run(seed, leftOut, planted))
        .flatMap(run -> run.problems.stream())
        .anyMatch(problem -> !problem.startsWith(STILL_WAITING));
  }
}
