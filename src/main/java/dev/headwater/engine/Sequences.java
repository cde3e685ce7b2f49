package dev.headwater.engine;

import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.util.List;

/**
 * Keeps which events of a producer have come, by their numbers. What is known is a function of the
 * set of numbers alone, whatever their order and however often they come: so what comes late out of
 * a spool, or is read again, never makes a gap. Therefore nothing is forgotten of a producer that
 * has ended either; of one of which nothing is missing that is one short row.
 */
final class Sequences {
  /** Numbers come over all partitions: some are always missing for a moment. */
  static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  /** While alerts are open: they need not be told of each number that comes. */
  static final Duration NEXT_LOOK = Duration.ofSeconds(5);

  /** Parts of a producer's numbers that are judged at once, from the first gap on. */
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

  /** Judges what is missing now. */
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

  /** Has it judged at that time, unless it will be earlier. */
  static Sequence remind(Turn turn, Sequence sequence, long dueMillis) {
    if (sequence.dueMillis() != 0 && sequence.dueMillis() <= dueMillis) {
      return sequence;
    }
    GraphCommand.ReviewGaps review = new GraphCommand.ReviewGaps(sequence.producer());
    turn.put(new Change.PutTimer(new Timer(dueMillis, review)));
    return sequence.dueAt(dueMillis);
  }
}
