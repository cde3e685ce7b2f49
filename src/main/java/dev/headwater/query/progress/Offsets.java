package dev.headwater.query.progress;

import dev.headwater.query.question.Feed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An offset for each partition of each {@link Feed}, all read at the same time. Immutable. */
public final class Offsets {
  private final Map<Feed, List<Long>> byFeed = new EnumMap<>(Feed.class);

  /**
   * @param byFeed the offsets in the order of the partitions. Offsets that are compared have the
   *     same feeds and partitions
   */
  public Offsets(Map<Feed, List<Long>> byFeed) {
    byFeed.forEach((feed, offsets) -> this.byFeed.put(feed, List.copyOf(offsets)));
  }

  /** The offsets of one feed, in the order of its partitions; empty if it has none. */
  public List<Long> of(Feed feed) {
    return byFeed.getOrDefault(feed, List.of());
  }

  /** Whether none of these offsets is before its counterpart in {@code ends}. */
  public boolean cover(Offsets ends) {
    return byFeed.keySet().stream().allMatch(feed -> behind(feed, ends) == 0);
  }

  /**
   * How far the offsets of a feed are before their counterparts in {@code ends}, summed over its
   * partitions.
   */
  public long behind(Feed feed, Offsets ends) {
    long behind = 0;
    for (int partition = 0; partition < of(feed).size(); partition++) {
      behind += Math.max(0, ends.of(feed).get(partition) - of(feed).get(partition));
    }
    return behind;
  }

  @Override
  public String toString() {
    return byFeed.toString();
  }
}
