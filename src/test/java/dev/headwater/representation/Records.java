package dev.headwater.representation;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * The records of a small dataset: for each category, and for those in none, how many are synthetic
 * and how many are not. All in one number, eight bits for each count, so that datasets add up as
 * numbers do.
 */
final class Records {
  static final int CELLS = 2 * (Pipeline.UNKNOWN + 1);
  static final long NONE = 0;

  private Records() {}

  static int count(long records, int category, boolean synthetic) {
    return cell(records, cellOf(category, synthetic));
  }

  static int count(long records, int category) {
    return count(records, category, true) + count(records, category, false);
  }

  static int size(long records) {
    return synthetic(records) + genuine(records);
  }

  static int synthetic(long records) {
    return of(records, true);
  }

  static int genuine(long records) {
    return of(records, false);
  }

  static int of(long records, boolean synthetic) {
    int sum = 0;
    for (int category = 0; category <= Pipeline.UNKNOWN; category++) {
      sum += count(records, category, synthetic);
    }
    return sum;
  }

  static long some(int category, boolean synthetic, int count) {
    return (long) count << 8 * cellOf(category, synthetic);
  }

  static int cellOf(int category, boolean synthetic) {
    return 2 * category + (synthetic ? 1 : 0);
  }

  static int cell(long records, int cell) {
    return (int) (records >> 8 * cell) & 0xff;
  }

  /** The amounts of each category, and of none. */
  static int[] amounts(long records) {
    int[] amounts = new int[Pipeline.UNKNOWN + 1];
    for (int category = 0; category < amounts.length; category++) {
      amounts[category] = count(records, category);
    }
    return amounts;
  }

  /** These, in no known category. */
  static long withoutCategories(long records) {
    return some(Pipeline.UNKNOWN, true, synthetic(records))
        + some(Pipeline.UNKNOWN, false, genuine(records));
  }

  static long allSynthetic(long records) {
    long all = NONE;
    for (int category = 0; category <= Pipeline.UNKNOWN; category++) {
      all += some(category, true, count(records, category));
    }
    return all;
  }

  /** Any {@code size} of the records. */
  static long part(Random random, long records, int size) {
    long left = records;
    for (int remove = size(records) - size; remove > 0; remove--) {
      int which = random.nextInt(size(left));
      int cell = 0;
      while (which >= cell(left, cell)) {
        which -= cell(left, cell++);
      }
      left -= 1L << 8 * cell;
    }
    return left;
  }

  /** Everything that can be taken of the records. */
  static Set<Long> parts(long records) {
    Set<Long> parts = new HashSet<>();
    parts.add(NONE);
    for (int cell = 0; cell < CELLS; cell++) {
      Set<Long> more = new HashSet<>();
      for (long part : parts) {
        for (int count = 0; count <= cell(records, cell); count++) {
          more.add(part + ((long) count << 8 * cell));
        }
      }
      parts = more;
    }
    return parts;
  }

  static String text(long records) {
    StringBuilder text = new StringBuilder();
    for (int category = 0; category <= Pipeline.UNKNOWN; category++) {
      text.append(category == Pipeline.UNKNOWN ? "?" : Pipeline.CATEGORIES.get(category))
          .append(count(records, category, false))
          .append('+')
          .append(count(records, category, true))
          .append("s ");
    }
    return text.toString().trim();
  }
}
