package dev.headwater.query;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rounds that facts take to their owners, for those who began to wait at the same time. Each
 * round waits for records that are in a topic when it begins, and for none that come later. Not
 * thread-safe.
 *
 * <p>Why this is enough. A task commits its offsets and what it made of the records before them in
 * one transaction, and what it made is in the topics before the offsets are committed. So ends that
 * are taken after a round is over are behind all that the records of the round have caused. A fact
 * takes these steps, each of which ends with a commit:
 *
 * <ol>
 *   <li>OPENLINEAGE, REKEYED: an OpenLineage record becomes events; one under another key than that
 *       of its run goes through the topic once more.
 *   <li>CONTINUED: a run of which many events are made sends itself a record to go on, again and
 *       again. Such runs are listed by name as in SPREAD, and are waited for in the same way.
 *   <li>EVENTS: an event is admitted at its home, or sent there.
 *   <li>ADMITTED: it is admitted, and what it says of its outputs is sent to their owners. What is
 *       beyond the budget of a record goes to the own partition instead and takes the same step.
 *   <li>SPREAD: an event with many outputs sends its home a command for the next ones, again and
 *       again, so that no number of rounds would do. Such events are listed in the rows of their
 *       home until the last outputs are sent. Those that are listed now are waited for by name.
 *   <li>CONTRIBUTED: the owners of the outputs have written what the event says of them: the
 *       contribution, the edges into the output, what is retracted.
 *   <li>EDGES: the owners of the inputs know of the edges that lead out of them.
 * </ol>
 */
final class Rounds {

  /** See above. */
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

  /** Through these rounds only, of which each is needed; for tests. */
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
   * Goes on as far as that is possible now.
   *
   * @param sight of which the ends were taken after all who wait had begun to
   * @return whether the last round is over
   * @throws UnavailableException if that cannot be told now
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
   * Whether all events that were being spread when this was asked first have been sent to all their
   * outputs, and that is committed: rows may be ahead of the commit.
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

  /** What is waited for in one partition. */
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
          endedAt = now.endedAt(); // of those that end later nobody here waits for the end
        }
      }
      return endedAt >= 0 && committed >= endedAt;
    }
  }

  /** What comes after the last that is listed may be there all the same. */
  private static boolean isListed(String event, SpreadsQuestion.Spreads now) {
    List<String> events = now.events();
    return events.contains(event)
        || now.more() && event.compareTo(events.get(events.size() - 1)) > 0;
  }
}
