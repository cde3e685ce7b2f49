package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that each kind of party (asset, job, producer instance) is recovered from its URN, and that
 * alerts and waivers accept only the parties and rules that belong together.
 */
class PartyTest {
  private static final Job JOB = new Job("pipelines", "make");
  private static final ProducerInstance PRODUCER = new ProducerInstance("host-1");
  private static final Asset ASSET = Asset.parse("dataset:lab:d@1");

  @Test
  void urn_ofAnyJob_leadsBackToIt() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Job job = new Job(RandomText.next(random), RandomText.next(random));
      assertThat(Party.parse(job.urn())).isEqualTo(job);
    }
    assertThat(Party.parse("producer:host-1")).isEqualTo(PRODUCER);
    assertThat(Party.parse("dataset:lab:d@1")).isEqualTo(ASSET);
    assertThat(new Job("s3://lake", "a b").urn()).isEqualTo("job:s3%3A//lake:a%20b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job:",
        "job:a",
        "job::b",
        "job:a:",
        "job:a:b:c",
        "job:a:b c",
        "job:a:%62",
        "job:%20:b",
        "producer:",
        "producer:a b",
        "producer:a:b",
        "producer:ä",
        "person:a:b",
        ""
      })
  void otherSpellings_areRefused(String urn) {
    assertThatThrownBy(() -> Party.parse(urn)).isInstanceOf(InvalidException.class);
  }

  @Test
  void alert_isAboutWhatItsRuleIsAbout() {
    assertThat(alert(RuleName.LOST_EVENTS, JOB, PRODUCER, List.of("1-3")).owner())
        .isEqualTo(PRODUCER);
    assertThat(alert(RuleName.UNKNOWN_ORIGIN, ASSET, ASSET, List.of()).owner()).isEqualTo(ASSET);
    assertThatThrownBy(() -> alert(RuleName.LOST_EVENTS, ASSET, PRODUCER, List.of()))
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> alert(RuleName.LOST_EVENTS, JOB, JOB, List.of()))
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> alert(RuleName.UNKNOWN_ORIGIN, JOB, PRODUCER, List.of()))
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> alert(RuleName.UNKNOWN_ORIGIN, ASSET, ASSET, List.of("1")))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  void waiver_ofLostEvents_isRefused() {
    assertThatThrownBy(
            () ->
                new Waive(
                    RuleName.LOST_EVENTS, Optional.empty(), "steward", "shipping", Instant.EPOCH))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("not about assets");
  }

  private static Alert alert(RuleName rule, Party subject, Party origin, List<String> missing) {
    return new Alert(
        Alert.id(rule, subject, origin),
        rule,
        Severity.WARNING,
        AlertStatus.OPEN,
        subject,
        origin,
        List.of(),
        missing,
        List.of(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }
}
