package dev.headwater.sdk.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A set of sequence numbers, stored as ranges. It is small as long as numbers are added nearly in
 * order. Not safe for use by several threads.
 */
public final class SequenceSet {

  /** A range of numbers; both ends are included. */
  public record Range(long first, long last) {}

  private final NavigableMap<Long, Long> lastByFirst = new TreeMap<>();

  /** Adds a number. Does nothing if it is in the set already. */
  public void add(long sequence) {
    add(sequence, sequence);
  }

  /** Adds all numbers from {@code first} to {@code last}. */
  public void add(long first, long last) {
    long from = first;
    long to = last;
    Map.Entry<Long, Long> before = lastByFirst.floorEntry(from);
    if (before != null && before.getValue() >= from - 1) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> after = lastByFirst.higherEntry(from);
    while (after != null && after.getKey() <= to + 1) {
      to = Math.max(to, after.getValue());
      lastByFirst.remove(after.getKey());
      after = lastByFirst.higherEntry(from);
    }
    lastByFirst.put(from, to);
  }

  public boolean contains(long sequence) {
    Map.Entry<Long, Long> range = lastByFirst.floorEntry(sequence);
    return range != null && range.getValue() >= sequence;
  }

  /** Adds all numbers from 1 to {@code last} that are not in {@code others}. */
  public void addMissing(SequenceSet others, long last) {
    long next = 1;
    for (Map.Entry<Long, Long> other : others.lastByFirst.entrySet()) {
      if (other.getKey() > next) {
        add(next, Math.min(last, other.getKey() - 1));
      }
      next = other.getValue() + 1;
    }
    if (next <= last) {
      add(next, last);
    }
  }

  /** Returns the numbers that are not in {@code others}, in order. */
  public LongStream without(SequenceSet others) {
    return ranges(Integer.MAX_VALUE).stream()
        .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
        .filter(sequence -> !others.contains(sequence));
  }

  /**
   * Returns the largest number up to which the set has all numbers from 1 on; 0 if 1 is not in it.
   */
  public long completeTo() {
    Map.Entry<Long, Long> range = lastByFirst.firstEntry();
    return range == null || range.getKey() > 1 ? 0 : range.getValue();
  }

  /** Returns the first {@code limit} ranges, in order. */
  public List<Range> ranges(int limit) {
    List<Range> ranges = new ArrayList<>();
    for (Map.Entry<Long, Long> range : lastByFirst.entrySet()) {
      if (ranges.size() == limit) {
        break;
      }
      ranges.add(new Range(range.getKey(), range.getValue()));
    }
    return ranges;
  }
}
