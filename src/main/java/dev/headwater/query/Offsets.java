package dev.headwater.query;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An offset for each partition of each {@link Feed}, all taken at one moment. Immutable. */
public final class Offsets {
  private final Map<Feed, List<Long>> byFeed = new EnumMap<>(Feed.class);

  /**
   * @param byFeed in the order of the partitions; the same feeds and partitions each time
   */
  public Offsets(Map<Feed, List<Long>> byFeed) {
    byFeed.forEach((feed, offsets) -> this.byFeed.put(feed, List.copyOf(offsets)));
  }

  /** Of one feed, in the order of its partitions; empty if it has none. */
  public List<Long> of(Feed feed) {
    return byFeed.getOrDefault(feed, List.of());
  }

  /** Whether none of these is before its counterpart. */
  public boolean cover(Offsets ends) {
    return byFeed.keySet().stream().allMatch(feed -> behind(feed, ends) == 0);
  }

  /** How many offsets of a feed these are before their counterparts, in all. */
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
