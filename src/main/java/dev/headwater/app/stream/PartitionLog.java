package dev.headwater.app.stream;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Logs which partitions of the events this instance has taken and given. Thread-safe. */
public final class PartitionLog {

  private final Consumer<String> lines;
  private final int partitions;
  private Set<Integer> held = Set.of();

  /**
   * @param lines takes the lines
   * @param partitions how many there are
   */
  public PartitionLog(Consumer<String> lines, int partitions) {
    this.lines = lines;
    this.partitions = partitions;
  }

  /** Compares with the partitions that it held before, and logs a line if they have changed. */
  public synchronized void now(Collection<Integer> numbers) {
    Set<Integer> now = new TreeSet<>(numbers);
    Set<Integer> taken = new TreeSet<>(now);
    taken.removeAll(held);
    Set<Integer> given = new TreeSet<>(held);
    given.removeAll(now);
    held = now;
    if (!taken.isEmpty() || !given.isEmpty()) {
      lines.accept(
          String.format(
              "partitions taken: %s, given: %s; this instance has %d of %d now",
              said(taken), said(given), now.size(), partitions));
    }
  }

  private static String said(Set<Integer> numbers) {
    return numbers.isEmpty() ? "none" : numbers.toString();
  }
}
