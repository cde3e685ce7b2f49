package dev.headwater.bench.faults;

import dev.headwater.bench.faults.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A plan of faults; the same seed gives the same plan.
 *
 * @param processors at the beginning
 * @param faults by time
 */
record FaultPlan(int processors, List<Fault> faults) {
  static final int MOST_PROCESSORS = 3;

  private static final List<Kind> BAG =
      List.of(
          Kind.KILL_PROCESSOR,
          Kind.KILL_PROCESSOR,
          Kind.KILL_BROKER,
          Kind.PAUSE_PROCESSOR,
          Kind.ADD_PROCESSOR,
          Kind.REMOVE_PROCESSOR);
  private static final int FIRST_MILLIS = 3_000;
  private static final int LEAST_GAP_MILLIS = 1_000;
  private static final int GAP_MILLIS = 7_000;
  private static final int DOWN_MILLIS = 4_000;
  private static final int LONGER_MILLIS = 5_000;

  FaultPlan {
    faults = List.copyOf(faults);
  }

  /**
   * Makes a plan for one round. Kinds come from a shuffled bag. The bag is refilled only when it
   * has no kind left that is possible at the moment, so that all kinds occur about as often as in
   * {@link #BAG}.
   *
   * @param processors at the beginning, 1 to {@link #MOST_PROCESSORS}
   * @param durationMillis of the round; all faults begin within it
   * @param sessionMillis the session timeout, after which a silent processor is given up
   */
  static FaultPlan random(Random random, int processors, long durationMillis, long sessionMillis) {
    List<Fault> faults = new ArrayList<>();
    List<Kind> bag = new ArrayList<>();
    int now = processors;
    long at = FIRST_MILLIS + random.nextInt(GAP_MILLIS);
    while (at < durationMillis) {
      Kind kind = next(random, bag, now);
      now += kind == Kind.ADD_PROCESSOR ? 1 : kind == Kind.REMOVE_PROCESSOR ? -1 : 0;
      faults.add(new Fault(at, kind, random.nextInt(6), duration(random, kind, sessionMillis)));
      at += LEAST_GAP_MILLIS + random.nextInt(GAP_MILLIS);
    }
    return new FaultPlan(processors, faults);
  }

  /** When the first fault begins; {@code otherwise} if there is none. */
  long firstMillis(long otherwise) {
    return faults.isEmpty() ? otherwise : faults.get(0).atMillis();
  }

  /** When the last fault begins; 0 if there is none. */
  long lastMillis() {
    return faults.stream().mapToLong(Fault::atMillis).max().orElse(0);
  }

  /** The same plan, for a beginning that is later by this. */
  FaultPlan from(long millis) {
    return new FaultPlan(
        processors,
        faults.stream()
            .map(
                fault ->
                    new Fault(
                        fault.atMillis() - millis, fault.kind(), fault.which(), fault.forMillis()))
            .toList());
  }

  /** The number of processors after all faults. */
  int processorsAfter() {
    return processors + count(Kind.ADD_PROCESSOR) - count(Kind.REMOVE_PROCESSOR);
  }

  int count(Kind kind) {
    return (int) faults.stream().filter(fault -> fault.kind() == kind).count();
  }

  private static Kind next(Random random, List<Kind> bag, int processors) {
    while (true) {
      for (int i = 0; i < bag.size(); i++) {
        if (isPossible(bag.get(i), processors)) {
          return bag.remove(i);
        }
      }
      List<Kind> more = new ArrayList<>(BAG);
      Collections.shuffle(more, random);
      bag.addAll(more);
    }
  }

  private static boolean isPossible(Kind kind, int processors) {
    return switch (kind) {
      case ADD_PROCESSOR -> processors < MOST_PROCESSORS;
      case REMOVE_PROCESSOR -> processors > 1;
      case KILL_PROCESSOR, KILL_BROKER, PAUSE_PROCESSOR -> true;
    };
  }

  private static long duration(Random random, Kind kind, long sessionMillis) {
    return switch (kind) {
      case KILL_PROCESSOR, KILL_BROKER -> random.nextInt(DOWN_MILLIS);
      case PAUSE_PROCESSOR -> sessionMillis + 1_000 + random.nextInt(LONGER_MILLIS);
      case ADD_PROCESSOR, REMOVE_PROCESSOR -> 0;
    };
  }
}
