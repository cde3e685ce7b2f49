package dev.headwater.app;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which partitions of the events this instance has taken and given. Thread-safe. */
final class PartitionLog {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

  private final int partitions;
  private Set<Integer> held = Set.of();

  /**
   * @param partitions how many there are
   */
  PartitionLog(int partitions) {
    this.partitions = partitions;
  }

  /** Compares with the partitions that it held before, and logs a line if they have changed. */
  synchronized void now(Collection<Integer> numbers) {
    Set<Integer> now = new TreeSet<>(numbers);
    Set<Integer> taken = new TreeSet<>(now);
    taken.removeAll(held);
    Set<Integer> given = new TreeSet<>(held);
    given.removeAll(now);
    held = now;
    if (!taken.isEmpty() || !given.isEmpty()) {
      LOG.info(
          "partitions taken: {}, given: {}; this instance has {} of {} now",
          said(taken),
          said(given),
          now.size(),
          partitions);
    }
  }

  private static String said(Set<Integer> numbers) {
    return numbers.isEmpty() ? "none" : numbers.toString();
  }
}
