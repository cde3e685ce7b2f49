package dev.headwater.query.progress;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.SpreadsQuestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one turn of {@link CatchUp} reads: how far the consumer group had committed, and after that
 * where the topics ended. Used by one thread.
 */
final class Sight {
  private final Offsets committed;
  private final Offsets ends;
  private final Gaps gaps;
  private final Supplier<Map<Feed, Map<Integer, SpreadsQuestion.Spreads>>> ask;
  private final Supplier<Offsets> lookAgain;
  private Map<Feed, Map<Integer, SpreadsQuestion.Spreads>> spreads;
  private Optional<Offsets> laterEnds = Optional.empty();

  /**
   * @param committed read before the ends
   * @param ask returns the events that are being spread, in every partition; called once at most
   * @param lookAgain returns where the topics end now
   */
  Sight(
      Offsets committed,
      Offsets ends,
      Gaps gaps,
      Supplier<Map<Feed, Map<Integer, SpreadsQuestion.Spreads>>> ask,
      Supplier<Offsets> lookAgain) {
    this.committed = committed;
    this.ends = ends;
    this.gaps = gaps;
    this.ask = ask;
    this.lookAgain = lookAgain;
  }

  Offsets committed() {
    return committed;
  }

  Offsets ends() {
    return ends;
  }

  /**
   * Where the topics ended after the spreads were read; {@link #ends} if they were not read. The
   * list of spreads does not contain a spread that had ended and was committed before the list was
   * read. The last commands of such a spread are before these ends, but possibly not before {@link
   * #ends}.
   */
  Offsets endsAfterSpreads() {
    if (spreads == null) {
      return ends;
    }
    if (laterEnds.isEmpty()) {
      laterEnds = Optional.of(lookAgain.get());
    }
    return laterEnds.get();
  }

  /** Whether all records before the targets are processed and committed. */
  boolean reached(Feed feed, List<Long> targets) {
    for (int partition = 0; partition < targets.size(); partition++) {
      long at = committed.of(feed).get(partition);
      long target = targets.get(partition);
      if (at < target && !gaps.isEmpty(new Feed.Place(feed, partition), at, target)) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing was left to process when the ends were read. */
  boolean isAtRest() {
    for (Feed feed : Feed.values()) {
      if (!reached(feed, ends.of(feed))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The events that are being spread, by partition of a topic. They are read after the offsets.
   *
   * @throws UnavailableException if a partition cannot be asked
   */
  Map<Integer, SpreadsQuestion.Spreads> spreads(Feed feed) {
    if (spreads == null) {
      spreads = ask.get();
    }
    return spreads.getOrDefault(feed, Map.of());
  }
}
