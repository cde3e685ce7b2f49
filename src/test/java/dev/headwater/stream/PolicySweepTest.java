package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.EventType;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that a task judges its rows again when the policy has changed, and only then. It restarts
 * one task under another policy.
 */
class PolicySweepTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration A_WHILE = Duration.ofSeconds(1);
  private static final int MANY = 250;
  private static final Asset GENERATOR = Asset.of(AssetKind.MODEL, "openai", "davinci", "3");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);

  @AfterEach
  void close() {
    task.close();
  }

  private static Policy requiring(Condition condition) {
    return new Policy(List.of(new Policy.Clause("*", Optional.of(Set.of(condition)), List.of())));
  }

  private static Policy with(Policy.RuleSetting setting) {
    return new Policy(List.of(new Policy.Clause("*", Optional.empty(), List.of(setting))));
  }

  private void synthesizeMany() {
    for (int i = 0; i < MANY; i++) {
      Asset made = Asset.of(AssetKind.DATASET, "lab", "made-" + i, "1");
      task.send(
          OneTask.event(EventType.SYNTHESIZE, NOW)
              .inputs(List.of(OneTask.input(GENERATOR, Role.GENERATOR)))
              .outputs(List.of(OneTask.output(made)))
              .build(),
          NOW);
    }
    assertThat(task.alerts()).hasSize(MANY);
  }

  private Map<AlertStatus, Long> delivered() {
    return task.alerts().stream()
        .collect(Collectors.groupingBy(Alert::status, Collectors.counting()));
  }

  @Test
  void aMilderPolicy_resolves_andAStricterOneRaisesAgain() {
    synthesizeMany();
    task.restart(requiring(Condition.GENERATOR));
    task.passTime(A_WHILE);
    List<Alert> resolved = task.alerts();
    assertThat(resolved).hasSize(MANY).extracting(Alert::status).containsOnly(AlertStatus.RESOLVED);
    assertThat(resolved)
        .extracting(Alert::resolution)
        .containsOnly(Optional.of(Resolution.DOCUMENTED));

    task.restart(requiring(Condition.AGENT));
    task.passTime(A_WHILE);
    assertThat(delivered()).isEqualTo(Map.of(AlertStatus.OPEN, (long) MANY));
  }

  @Test
  void aPolicyThatRequiresSources_makesUnsourcedIngestsUnknown_andOneThatDoesNotMakesThemKnown() {
    Asset raw = Asset.of(AssetKind.DATASET, "lab", "raw", "1");
    Asset clean = Asset.of(AssetKind.DATASET, "lab", "clean", "1");
    task.send(
        OneTask.event(EventType.INGEST, NOW).outputs(List.of(OneTask.output(raw))).build(), NOW);
    task.send(
        OneTask.event(EventType.CLEAN, NOW)
            .inputs(List.of(OneTask.input(raw, Role.SOURCE)))
            .outputs(List.of(OneTask.output(clean)))
            .build(),
        NOW);
    task.passTime(A_WHILE);
    assertThat(task.alerts()).isEmpty();

    Policy.RuleSetting atOnce =
        new Policy.RuleSetting(
            RuleName.UNKNOWN_ORIGIN,
            Optional.empty(),
            Optional.of(Duration.ZERO),
            Optional.empty());
    task.restart(
        new Policy(
            List.of(
                new Policy.Clause("other", Optional.empty(), Optional.of(true), List.of()),
                new Policy.Clause("*", Optional.empty(), List.of(atOnce)))));
    task.passTime(A_WHILE);
    assertThat(task.alerts()).isEmpty();

    task.restart(
        new Policy(
            List.of(
                new Policy.Clause("lab", Optional.empty(), Optional.of(true), List.of(atOnce)))));
    task.passTime(A_WHILE);
    assertThat(task.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.rule()).isEqualTo(RuleName.UNKNOWN_ORIGIN);
              assertThat(alert.subject()).isEqualTo(raw);
              assertThat(alert.status()).isEqualTo(AlertStatus.OPEN);
            });

    task.restart(Policy.DEFAULT);
    task.passTime(A_WHILE);
    assertThat(task.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.resolution()).contains(Resolution.ORIGIN_KNOWN));
  }

  @Test
  void theSamePolicy_judgesNothingAnew() {
    synthesizeMany();
    task.passTime(A_WHILE);
    task.restart(Policy.DEFAULT);
    task.passTime(A_WHILE);
    assertThat(task.alerts()).isEmpty();
  }

  @Test
  void anotherSeverity_renewsTheAlerts() {
    synthesizeMany();
    task.restart(
        with(
            new Policy.RuleSetting(
                RuleName.UNDOCUMENTED_SYNTHETIC,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Severity.CRITICAL))));
    task.passTime(A_WHILE);
    assertThat(task.alerts())
        .hasSize(MANY)
        .extracting(Alert::severity)
        .containsOnly(Severity.CRITICAL);
  }

  @Test
  void aRuleThatIsOff_resolves_andALongerGraceRunsFromTheCause() {
    synthesizeMany();
    task.restart(
        with(
            new Policy.RuleSetting(
                RuleName.UNDOCUMENTED_SYNTHETIC,
                Optional.of(false),
                Optional.empty(),
                Optional.empty())));
    task.passTime(A_WHILE);
    assertThat(delivered()).isEqualTo(Map.of(AlertStatus.RESOLVED, (long) MANY));

    task.restart(
        with(
            new Policy.RuleSetting(
                RuleName.UNDOCUMENTED_SYNTHETIC,
                Optional.empty(),
                Optional.of(Duration.ofSeconds(30)),
                Optional.empty())));
    task.passTime(A_WHILE);
    assertThat(task.alerts()).isEmpty();
    task.passTime(Duration.ofSeconds(29));
    assertThat(delivered()).isEqualTo(Map.of(AlertStatus.OPEN, (long) MANY));
  }
}
