package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Exposure;
import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that an unknown origin is announced only after a short delay, because the event that says
 * where a dataset comes from often arrives shortly after the event that uses it.
 */
class UnknownOriginTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration MOMENT = Duration.ofMillis(400);
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final Asset CORPUS = Asset.of(AssetKind.DATASET, "lab", "corpus", "1");
  private static final Asset TEXTS = Asset.of(AssetKind.DATASET, "lab", "texts", "1");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void ofWhatIsExplainedWithinAMoment_nobodyEverHears() {
    task.send(use(NOW), NOW);
    task.passTime(Duration.ofMillis(100));
    task.send(ingest(NOW), NOW.plusMillis(100));
    task.passTime(MOMENT);
    assertThat(entries(CORPUS)).isEmpty();
    assertThat(entries(TEXTS)).isEmpty();
  }

  @Test
  void whatLasts_isAnnouncedAMomentLater_andGraceRunsFromItsCause() {
    task.send(use(NOW), NOW);
    assertThat(entries(TEXTS)).isEmpty();
    task.passTime(MOMENT);
    assertThat(entries(CORPUS)).singleElement().matches(Exposure::isLive);
    assertThat(entries(TEXTS)).singleElement().matches(Exposure::isLive);
    task.passTime(GRACE.minus(MOMENT).minusMillis(100));
    assertThat(task.alerts()).isEmpty();
    task.passTime(Duration.ofMillis(150));
    assertThat(task.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.subject()).isEqualTo(CORPUS))
        .extracting(Alert::openedAt)
        .isEqualTo(NOW.plus(GRACE));
  }

  @Test
  void whatIsForgottenAndUsedAgain_isAnnouncedToo() {
    LineageEvent ingest = ingest(NOW);
    task.send(ingest, NOW);
    task.send(use(NOW), NOW);
    task.passTime(MOMENT);
    assertThat(entries(TEXTS)).isEmpty();
    task.send(retraction(ingest), NOW.plus(MOMENT));
    task.passTime(MOMENT);
    assertThat(entries(TEXTS)).singleElement().matches(Exposure::isLive);
    task.send(ingest(NOW.plusSeconds(1)), NOW.plusSeconds(1));
    assertThat(entries(TEXTS)).singleElement().matches(entry -> !entry.isLive());
  }

  @Test
  void inABacklog_nothingIsAnnouncedUntilItIsOver() {
    Instant longAgo = NOW.minus(Duration.ofHours(1));
    task.send(use(longAgo), longAgo);
    task.passTime(Duration.ofMillis(AlertHoldback.CALM_MILLIS - 500));
    task.send(ingest(longAgo), longAgo);
    task.passTime(Duration.ofMillis(AlertHoldback.CALM_MILLIS + 500));
    assertThat(entries(CORPUS)).isEmpty();
    assertThat(entries(TEXTS)).isEmpty();
  }

  private List<Exposure> entries(Asset asset) {
    return task.rows().exposures(asset, Optional.empty(), 10);
  }

  private static LineageEvent use(Instant at) {
    return OneTask.event(EventType.TRANSFORM, at)
        .inputs(List.of(OneTask.input(CORPUS, Role.SOURCE)))
        .outputs(List.of(OneTask.output(TEXTS)))
        .build();
  }

  private static LineageEvent ingest(Instant at) {
    return OneTask.event(EventType.INGEST, at).outputs(List.of(OneTask.output(CORPUS))).build();
  }

  private static LineageEvent retraction(LineageEvent event) {
    return OneTask.event(EventType.RETRACT, event.eventTime())
        .outputs(event.outputs())
        .retract(new Retract(event.eventId(), "wrong files"))
        .build();
  }
}
