package dev.headwater.engine;

import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.util.List;

/**
 * Records which numbered events of a producer have arrived. Which numbers count as missing depends
 * only on the set of numbers, not on their order or on duplicates. So numbers that arrive late from
 * a spool, or that are read again, never create a gap. For this reason, producers that have ended
 * are never deleted. A producer without missing numbers takes one short row.
 */
final class Sequences {
  /**
   * The minimum delay of a planned judgement. Numbers arrive over all partitions, so some are
   * always missing for a moment.
   */
  static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  /**
   * The delay from an arrival to the next judgement while alerts are open, so that not every
   * arrival changes the alerts.
   */
  static final Duration NEXT_LOOK = Duration.ofSeconds(5);

  /** The maximum number of parts that one judgement reads, starting with the first gap. */
  static final int PARTS_JUDGED = 1_000;

  private Sequences() {}

  static void arrived(Turn turn, GraphCommand.Arrived arrived) {
    Sequence before = sequence(turn, arrived.target());
    SequenceUpdate update = new SequenceUpdate(turn.view, before);
    update.add(arrived.runs(), turn.causeMillis);
    Sequence after = update.after();
    if (after.count() == before.count()) {
      return;
    }
    update.parts().forEach(part -> turn.put(new Change.PutSequencePart(part)));
    if (after.missing() != before.missing()) {
      turn.put(
          new Change.PutMissing(turn.view.missing().changed(before.missing(), after.missing())));
    }
    Sequence judged =
        after.missing() == 0 ? LostEvents.judge(turn, after, List.of()) : remind(turn, after);
    turn.put(new Change.PutSequence(judged));
  }

  /** Judges the numbers that are missing now. */
  static void review(Turn turn, ProducerInstance producer) {
    Sequence known = sequence(turn, producer);
    List<Gap> gaps =
        known.missing() == 0
            ? List.of()
            : Gap.in(known.completeTo(), turn.view.sequenceParts(producer, PARTS_JUDGED));
    Sequence judged = LostEvents.judge(turn, known.dueAt(0), gaps);
    if (!judged.equals(known)) {
      turn.put(new Change.PutSequence(judged));
    }
  }

  private static Sequence sequence(Turn turn, ProducerInstance producer) {
    return turn.view.sequence(producer).orElseGet(() -> Sequence.of(producer));
  }

  private static Sequence remind(Turn turn, Sequence sequence) {
    long nowMillis = turn.now.toEpochMilli();
    if (!sequence.alerted().isEmpty()) {
      return remind(turn, sequence, nowMillis + NEXT_LOOK.toMillis());
    }
    Duration grace = turn.policy.shortestGrace(RuleName.LOST_EVENTS);
    return remind(
        turn,
        sequence,
        Math.max(turn.causeMillis + grace.toMillis(), nowMillis + FIRST_LOOK.toMillis()));
  }

  /** Plans a judgement at {@code dueMillis}, unless an earlier one is planned already. */
  static Sequence remind(Turn turn, Sequence sequence, long dueMillis) {
    if (sequence.dueMillis() != 0 && sequence.dueMillis() <= dueMillis) {
      return sequence;
    }
    GraphCommand.ReviewGaps review = new GraphCommand.ReviewGaps(sequence.producer());
    turn.put(new Change.PutTimer(new Timer(dueMillis, review)));
    return sequence.dueAt(dueMillis);
  }
}
