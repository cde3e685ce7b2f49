package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Shows that seeds are repeatable, give different numbers, and that a failure names its seed. */
class SeedsTest {
  @Test
  @DisabledIfSystemProperty(named = "seed", matches = ".+")
  void forEach_givesEachSeedItsOwnNumbersAndTheSameAgain() {
    List<Long> first = new ArrayList<>();
    Seeds.forEach(100, random -> first.add(random.nextLong()));
    List<Long> again = new ArrayList<>();
    Seeds.forEach(100, random -> again.add(random.nextLong()));

    assertThat(first).hasSize(100).doesNotHaveDuplicates().isEqualTo(again);
  }

  @Test
  @DisabledIfSystemProperty(named = "seed", matches = ".+")
  void forEach_firstNumbersReachAllOfASmallRange() {
    Set<Integer> seen = new HashSet<>();
    Seeds.forEach(100, random -> seen.add(random.nextInt(8)));

    assertThat(seen).hasSize(8);
  }

  @Test
  @DisabledIfSystemProperty(named = "seed", matches = ".+")
  void forEach_stopsAtTheFirstSeedThatFailsAndNamesIt() {
    int[] tries = {0};
    IllegalStateException failure = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                Seeds.forEach(
                    100,
                    random -> {
                      if (tries[0]++ == 7) {
                        throw failure;
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("seed 7: ")
        .hasCause(failure);
    assertThat(tries[0]).isEqualTo(8);
  }

  @Test
  void forEach_withoutSeeds_isRefused() {
    assertThatThrownBy(() -> Seeds.forEach(0, random -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
