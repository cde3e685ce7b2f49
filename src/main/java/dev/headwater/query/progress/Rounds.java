package dev.headwater.query.progress;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.SpreadsQuestion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rounds of catching up, for callers that began to wait at the same time. Each round waits for
 * the records that are in a topic when the round begins, and not for later ones. Not thread-safe.
 *
 * <p>Why this is enough: a task commits its offsets, and the records that it sent for the records
 * before these offsets, in one transaction. The records that it sent are in the topics before the
 * offsets are committed. So the end of a topic that is read after a round is over lies after all
 * records that the records of the round have caused. A fact takes these steps to its owner, and
 * each step ends with a commit:
 *
 * <ol>
 *   <li>OPENLINEAGE, REKEYED: an OpenLineage record becomes events. A record whose key is not that
 *       of its run goes through the topic once more.
 *   <li>CONTINUED: a run that becomes many events sends itself a record to continue, again and
 *       again. The partition lists such runs by name as in SPREAD, and this round waits for them in
 *       the same way.
 *   <li>EVENTS: the event is admitted at its home, or sent to its home.
 *   <li>ADMITTED: the event is admitted, and its contributions are sent to the owners of its
 *       outputs. Commands beyond the work budget of a record go through the topic to the task's own
 *       partition, and take the same steps as commands to other partitions.
 *   <li>SPREAD: an event with many outputs sends its home a command for the next ones, again and
 *       again, so that no fixed number of rounds is enough. The rows of its home list such an event
 *       until its last contributions are sent. This round waits by name for the events that are
 *       listed when it begins.
 *   <li>CONTRIBUTED: the owners of the outputs have written what the event says of them: the
 *       contribution, the edges into the output, the retraction.
 *   <li>EDGES: the owners of the inputs have written the edges that lead out of them.
 * </ol>
 */
final class Rounds {

  /** The steps that {@link Rounds} describes, in order. */
  enum Round {
    OPENLINEAGE(Feed.OPENLINEAGE),
    REKEYED(Feed.OPENLINEAGE),
    CONTINUED(Feed.OPENLINEAGE),
    EVENTS(Feed.EVENTS),
    ADMITTED(Feed.GRAPH),
    SPREAD(Feed.GRAPH),
    CONTRIBUTED(Feed.GRAPH),
    EDGES(Feed.GRAPH);

    private final Feed feed;

    Round(Feed feed) {
      this.feed = feed;
    }
  }

  private final Deque<Round> rounds;
  private List<Long> targets = List.of();
  private Map<Integer, Spread> spreads = Map.of();

  Rounds(CatchUp.Level level) {
    this(roundsTo(level));
  }

  /** Only these rounds, to test that each of them is needed. */
  Rounds(Collection<Round> rounds) {
    this.rounds = new ArrayDeque<>(rounds);
  }

  static Collection<Round> roundsTo(CatchUp.Level level) {
    return switch (level) {
      case FACTS -> EnumSet.range(Round.OPENLINEAGE, Round.CONTRIBUTED);
      case EDGES -> EnumSet.allOf(Round.class);
    };
  }

  /**
   * Advances through as many rounds as are over now.
   *
   * @param sight its ends were read after all callers of this group had begun to wait
   * @return whether the last round is over
   * @throws UnavailableException if a partition cannot be asked now
   */
  boolean advance(Sight sight) {
    if (sight.isAtRest()) {
      return true;
    }
    while (!rounds.isEmpty() && isOver(rounds.element(), sight)) {
      rounds.remove();
      targets = List.of();
      spreads = Map.of();
    }
    return rounds.isEmpty();
  }

  private boolean isOver(Round round, Sight sight) {
    if (round == Round.CONTINUED || round == Round.SPREAD) {
      return areSpread(round.feed, sight);
    }
    if (targets.isEmpty()) {
      targets = sight.endsAfterSpreads().of(round.feed);
    }
    return sight.reached(round.feed, targets);
  }

  /**
   * Whether all events that were being spread at the first call have been sent to all their
   * outputs, and this is committed. The commit has to be checked too, because rows may be ahead of
   * it.
   */
  private boolean areSpread(Feed feed, Sight sight) {
    Map<Integer, SpreadsQuestion.Spreads> now = sight.spreads(feed);
    if (spreads.isEmpty()) {
      spreads = new HashMap<>();
      now.forEach((partition, first) -> spreads.put(partition, new Spread(first)));
    }
    boolean all = true;
    for (Map.Entry<Integer, Spread> one : spreads.entrySet()) {
      int partition = one.getKey();
      all &= one.getValue().isOver(now.get(partition), sight.committed().of(feed).get(partition));
    }
    return all;
  }

  /** The spreads that the round waits for in one partition. */
  private static final class Spread {
    private final Set<String> awaited;
    private boolean unnamed;
    private long endedAt = -1;

    Spread(SpreadsQuestion.Spreads first) {
      awaited = new HashSet<>(first.events());
      unnamed = first.more();
    }

    boolean isOver(SpreadsQuestion.Spreads now, long committed) {
      if (endedAt < 0) {
        awaited.removeIf(event -> !isListed(event, now));
        unnamed &= !now.events().isEmpty();
        if (awaited.isEmpty() && !unnamed) {
          endedAt = now.endedAt(); // this round does not wait for spreads that end later
        }
      }
      return endedAt >= 0 && committed >= endedAt;
    }
  }

  /**
   * Whether an event may still be listed. If there are more events than the answer lists, one that
   * sorts after the last listed event may be among them.
   */
  private static boolean isListed(String event, SpreadsQuestion.Spreads now) {
    List<String> events = now.events();
    return events.contains(event) || now.more() && isAfter(event, events.get(events.size() - 1));
  }

  /** In the order of the rows: by the bytes of UTF-8. */
  private static boolean isAfter(String event, String other) {
    return Arrays.compareUnsigned(
            event.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
        > 0;
  }
}
