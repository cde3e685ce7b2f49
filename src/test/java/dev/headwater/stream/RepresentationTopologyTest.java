package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.engine.RepresentationHistories;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.History;
import dev.headwater.stream.store.StateDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Shows the rules about representation with real rows, timers and topics. */
class RepresentationTopologyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration A_WHILE = Duration.ofSeconds(1);
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final Asset CLEAN = Asset.parse("dataset:lab:clean@1");

  private static LineageEvent raw(double swahili) {
    return OneTask.event(EventType.INGEST, NOW.minusSeconds(60))
        .outputs(List.of(output(RAW, swahili)))
        .build();
  }

  private static LineageEvent clean(double swahili, Instant at) {
    return OneTask.event(EventType.CLEAN, at)
        .inputs(List.of(OneTask.input(RAW, Role.SOURCE)))
        .outputs(List.of(output(CLEAN, swahili)))
        .build();
  }

  private static Output output(Asset asset, double swahili) {
    return new Output(
        asset,
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of(
            new Composition(
                "language",
                "records",
                CompositionMethod.MEASURED,
                new TreeMap<>(Map.of("en", 1000.0, "sw", swahili)),
                0)));
  }

  private static Policy with(RuleName rule, boolean enabled) {
    return new Policy(
        List.of(
            new Policy.Clause(
                "*",
                Optional.empty(),
                List.of(
                    new Policy.RuleSetting(
                        rule, Optional.of(enabled), Optional.empty(), Optional.empty())))));
  }

  private static List<Alert> removals(OneTask task) {
    return task.alerts().stream()
        .filter(alert -> alert.rule() == RuleName.DISPARATE_REMOVAL)
        .toList();
  }

  @Test
  void policyThatSwitchesARuleOff_waivesItsAlerts_andOneThatSwitchesItOnOpensThem() {
    try (OneTask task = new OneTask(Policy.DEFAULT, NOW)) {
      task.send(raw(1000), NOW);
      task.send(clean(100, NOW), NOW);
      task.passTime(A_WHILE);
      Alert opened = removals(task).get(0);
      assertThat(opened.evidence()).hasSize(1);

      task.restart(with(RuleName.DISPARATE_REMOVAL, false));
      task.passTime(A_WHILE);
      assertThat(removals(task))
          .singleElement()
          .satisfies(alert -> assertThat(alert.resolution()).contains(Resolution.WAIVED));

      task.restart(Policy.DEFAULT);
      task.passTime(A_WHILE);
      assertThat(removals(task))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.id()).isEqualTo(opened.id());
                assertThat(alert.status()).isEqualTo(AlertStatus.OPEN);
              });
    }
  }

  @Test
  void waiver_endsByTimer() {
    try (OneTask task = new OneTask(Policy.DEFAULT, NOW)) {
      task.send(raw(1000), NOW);
      task.send(clean(100, NOW), NOW);
      Waive waive =
          new Waive(
              RuleName.DISPARATE_REMOVAL,
              Optional.of(RAW),
              "steward",
              "shipping",
              NOW.plusSeconds(5));
      task.send(
          OneTask.event(EventType.DOCUMENT, NOW)
              .document(
                  new Document(
                      CLEAN,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(waive),
                      List.of()))
              .build(),
          NOW);
      task.passTime(Duration.ofSeconds(4));
      assertThat(removals(task))
          .extracting(Alert::status)
          .containsExactly(AlertStatus.OPEN, AlertStatus.RESOLVED);

      task.restart(Policy.DEFAULT);
      task.passTime(Duration.ofSeconds(2));
      assertThat(removals(task)).extracting(Alert::status).containsExactly(AlertStatus.OPEN);
    }
  }

  @Test
  void backlog_deliversOnlyWhatStillHolds() {
    Instant longAgo = NOW.minus(Duration.ofHours(1));
    try (OneTask task = new OneTask(Policy.DEFAULT, NOW)) {
      task.send(raw(1000), longAgo);
      task.send(clean(100, longAgo), longAgo);
      task.send(clean(1000, longAgo.plusSeconds(1)), longAgo);
      task.passTime(Duration.ofSeconds(5));
      assertThat(removals(task)).isEmpty();

      task.send(clean(50, longAgo.plusSeconds(2)), longAgo);
      task.send(clean(60, longAgo.plusSeconds(3)), longAgo);
      task.passTime(Duration.ofSeconds(5));
      assertThat(removals(task))
          .singleElement()
          .satisfies(alert -> assertThat(alert.evidence().get(0).after()).hasValue(60));
    }
  }

  @Test
  void derivedState_isTheSameForEveryOrderOfEvents() {
    Policy policy = with(RuleName.UNATTRIBUTED_DECISION, true);
    int alerts = 0;
    for (long seed = 0; seed < 60; seed++) {
      List<Arrival> log = RepresentationHistories.random(seed);
      List<Arrival> shuffled = new ArrayList<>(log);
      Collections.shuffle(shuffled, new Random(seed));
      String one;
      try (OneTask task = new OneTask(policy, History.START)) {
        one = digest(task, log);
        alerts += task.rows().alerts(Optional.empty(), 100).size();
      }
      try (OneTask task = new OneTask(policy, History.START)) {
        assertThat(digest(task, shuffled)).as("seed %d", seed).isEqualTo(one);
      }
    }
    assertThat(alerts).as("there were alerts to compare").isGreaterThan(60);
  }

  private static String digest(OneTask task, List<Arrival> log) {
    log.forEach(arrival -> task.send(arrival.event(), History.START));
    task.passTime(A_WHILE);
    return StateDigest.of(task.rows());
  }
}
