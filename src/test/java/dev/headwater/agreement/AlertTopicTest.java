package dev.headwater.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Shows that the comparison detects wrong records in the alert topic: alerts that are delivered
 * twice, opened while open, or resolved while not open. And that it detects a wrong account of the
 * topic.
 */
class AlertTopicTest {
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(60);
  private static final Asset DATA = Asset.parse("dataset:lab:data@1");

  private final AlertTopic topic = new AlertTopic();

  @Test
  void openResolvedAndOpenAgain_isNothingToWonderAt() {
    deliver(open(FIRST, Severity.WARNING), resolved(FIRST), open(LATER, Severity.WARNING));

    assertThat(topic.faults()).isEmpty();
    assertThat(topic.compacted()).containsExactly(open(LATER, Severity.WARNING));
  }

  @Test
  void openWithOtherEvidence_isTheSameOpening() {
    deliver(open(FIRST, Severity.WARNING), open(FIRST, Severity.CRITICAL));

    assertThat(topic.faults()).isEmpty();
  }

  @Test
  void openedAnewThoughOpen_isToldOf() {
    deliver(open(FIRST, Severity.WARNING), open(LATER, Severity.WARNING));

    assertThat(topic.faults()).singleElement().asString().contains("opened anew");
  }

  @Test
  void sameRecordTwice_isToldOf() {
    deliver(open(FIRST, Severity.WARNING), open(FIRST, Severity.WARNING));

    assertThat(topic.faults()).singleElement().asString().contains("delivered twice");
  }

  @Test
  void resolvedThoughNotOpen_isToldOf() {
    deliver(resolved(FIRST));

    assertThat(topic.faults()).singleElement().asString().contains("was not open");
  }

  @Test
  void differences_ofTheSameAccount_areNone() {
    deliver(open(FIRST, Severity.WARNING), resolved(FIRST));

    assertThat(topic.differences(List.of(resolved(FIRST)))).isEmpty();
  }

  @Test
  void differences_nameWhatIsOtherwiseMissingOrTwice() {
    deliver(open(FIRST, Severity.WARNING), resolved(FIRST));

    assertThat(topic.differences(List.of(open(FIRST, Severity.WARNING))))
        .singleElement()
        .asString()
        .contains("differs from the topic's last");
    assertThat(topic.differences(List.of())).singleElement().asString().contains("does not have");
    assertThat(topic.differences(List.of(resolved(FIRST), resolved(FIRST))))
        .singleElement()
        .asString()
        .contains("twice");
  }

  private void deliver(Alert... alerts) {
    List.of(alerts).forEach(topic::deliver);
  }

  private static Alert open(Instant openedAt, Severity severity) {
    return alert(AlertStatus.OPEN, openedAt, severity, Optional.empty(), Optional.empty());
  }

  private static Alert resolved(Instant openedAt) {
    return alert(
        AlertStatus.RESOLVED,
        openedAt,
        Severity.WARNING,
        Optional.of(openedAt.plusSeconds(1)),
        Optional.of(Resolution.DOCUMENTED));
  }

  private static Alert alert(
      AlertStatus status,
      Instant openedAt,
      Severity severity,
      Optional<Instant> resolvedAt,
      Optional<Resolution> resolution) {
    return new Alert(
        Alert.id(RuleName.UNDOCUMENTED_SYNTHETIC, DATA, DATA),
        RuleName.UNDOCUMENTED_SYNTHETIC,
        severity,
        status,
        DATA,
        DATA,
        List.of(),
        List.of(DATA),
        openedAt,
        resolvedAt,
        resolution);
  }
}
