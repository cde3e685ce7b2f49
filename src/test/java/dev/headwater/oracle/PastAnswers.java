package dev.headwater.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import java.util.Optional;

/** Asks the oracle about the past of a story. Every question is asked at minute 1,000. */
class PastAnswers {
  static final Moment NOW = Moment.at(Story.minute(1000));

  final Story story = new Story();

  static Moment asOf(long minute) {
    return NOW.withAsOf(Story.minute(minute));
  }

  static Moment knownAt(long minute) {
    return NOW.withKnownAt(Story.minute(minute));
  }

  static Moment both(long asOf, long knownAt) {
    return asOf(asOf).withKnownAt(Story.minute(knownAt));
  }

  static Asset asset(String urn) {
    return Asset.parse(urn);
  }

  Oracle oracle(Moment moment) {
    return new Oracle(story.log(), Terms.DEFAULT, moment);
  }

  void assertNotFound(String urn, Moment moment) {
    assertGate(urn, moment, Optional.empty());
  }

  void assertGate(String urn, Moment moment, Expected.Gate verdict) {
    assertGate(urn, moment, Optional.of(verdict));
  }

  void assertGate(String urn, Moment moment, Optional<Expected.Gate> verdict) {
    assertThat(oracle(moment).gate(asset(urn)).map(GateAnswer::verdict))
        .as(urn + " " + moment)
        .isEqualTo(verdict);
  }
}
