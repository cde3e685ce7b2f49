package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HoldOutTest {

  @Test
  void split_noTextIsOnBothSides() {
    HoldOut split = HoldOut.split(Names.ALL);

    Set<String> learnt = new HashSet<>();
    split.pool().forEach(sample -> learnt.add(sample.text()));
    assertThat(split.heldOut()).noneMatch(sample -> learnt.contains(sample.text()));
    assertThat(split.pool().size() + split.heldOut().size()).isEqualTo(Names.ALL.size());
    assertThat(split.heldOut().size())
        .isCloseTo(Names.ALL.size() / 10, Percentage.withPercentage(10));
  }
}
