package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Shows that a {@link SequenceSet} holds the numbers that were added, in joined ranges. Compares it
 * with a {@code HashSet} for random ranges.
 */
class SequenceSetTest {

  @Test
  void add_joinsRanges() {
    SequenceSet set = new SequenceSet();
    set.add(3);
    set.add(1);
    assertThat(set.completeTo()).isEqualTo(1);
    set.add(2);
    set.add(5, 7);

    assertThat(set.ranges(9))
        .containsExactly(new SequenceSet.Range(1, 3), new SequenceSet.Range(5, 7));
    assertThat(set.ranges(1)).containsExactly(new SequenceSet.Range(1, 3));
    assertThat(set.completeTo()).isEqualTo(3);
    assertThat(new SequenceSet().completeTo()).isZero();
  }

  @Test
  void add_inAnyOrder_isASet() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      SequenceSet set = new SequenceSet();
      Set<Long> expected = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        long first = 1 + random.nextInt(80);
        long last = first + (random.nextInt(4) == 0 ? random.nextInt(12) : 0);
        set.add(first, last);
        for (long n = first; n <= last; n++) {
          expected.add(n);
        }
      }
      long complete = 0;
      while (expected.contains(complete + 1)) {
        complete++;
      }
      assertThat(set.completeTo()).as("seed %d", seed).isEqualTo(complete);
      for (long n = 1; n < 100; n++) {
        assertThat(set.contains(n)).as("seed %d, %d", seed, n).isEqualTo(expected.contains(n));
      }
      List<SequenceSet.Range> ranges = set.ranges(1000);
      for (int i = 1; i < ranges.size(); i++) {
        assertThat(ranges.get(i).first()).isGreaterThan(ranges.get(i - 1).last() + 1);
      }
    }
  }
}
