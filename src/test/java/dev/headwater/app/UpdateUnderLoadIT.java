package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.RandomLoad;
import dev.headwater.app.repartition.FollowerSetup;
import dev.headwater.app.repartition.Takeover;
import dev.headwater.app.settings.Settings;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.stream.store.StateFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that an update to a version whose state has another format loses no event under a load,
 * that no read is wrong meanwhile, and that no alert is lost or said twice. What must hold is
 * computed by the oracle.
 */
@Timeout(400)
@SuppressWarnings("try") // an instance is closed before the end of its block
class UpdateUnderLoadIT {
  private static final Duration LONG = FilledInstallation.LONG;

  /** How many reads are answered, and how many events are taken, in each step. */
  private static final int READS = 20;

  private static final int EVENTS = 20;

  @TempDir private Path folder;

  private FilledInstallation installed;

  @BeforeEach
  void fill() throws Exception {
    installed = new FilledInstallation(folder);
    installed.fill();
    installed.state(StateFormat.VERSION - 1);
  }

  @AfterEach
  void stop() {
    installed.close();
  }

  private static void awaitLoad(RandomLoad load) {
    int reads = load.answered() + READS;
    int events = load.posted() + EVENTS;
    await().atMost(LONG).until(() -> load.answered() >= reads && load.posted() >= events);
  }

  private void assertAgreement(RandomLoad load, Supplier<Optional<URI>> instance) throws Exception {
    assertThat(load.stopPosting(LONG)).as("events").isGreaterThan(50);
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(load.differences(instance)).isEmpty());
    assertThat(load.faults()).isEmpty();
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(load.differences(latestAlerts().values())).isEmpty());
  }

  private Map<String, Alert> latestAlerts() {
    Map<String, Alert> latest = new HashMap<>();
    for (Alert record : installed.alertRecords()) {
      Alert former = latest.put(record.id(), record);
      if (former != null && former.status() == record.status()) {
        assertThat(record.status()).as("it resolves once").isEqualTo(AlertStatus.OPEN);
        assertThat(record.openedAt()).as("it opens once").isEqualTo(former.openedAt());
        assertThat(record).as("each record says something new").isNotEqualTo(former);
      }
    }
    return latest;
  }

  @Test
  void instancesOfTheNextFormat_oneAfterTheOther() throws Exception {
    try (Headwater earlier = Headwater.start(installed.settings("earlier"), ReadsAnyFormat::of)) {
      earlier.awaitReady(LONG);
      FormatSupervised one = new FormatSupervised(installed.settings("one"));
      try (FormatSupervised two = new FormatSupervised(installed.settings("two"));
          RandomLoad load =
              RandomLoad.start(List.of(() -> Optional.of(earlier.url()), one::url, two::url), 21)) {
        awaitLoad(load);
        earlier.close();
        awaitLoad(load);
        one.close();
        awaitLoad(load);
        try (FormatSupervised again = new FormatSupervised(installed.settings("one"))) {
          await().atMost(LONG).until(() -> again.url().isPresent());
          awaitLoad(load);
          assertAgreement(load, two::url);
        }
      } finally {
        one.close();
      }
    }
  }

  @Test
  void nextGeneration_withoutAPause() throws Exception {
    Settings next =
        installed.settings(
            "next", Map.of("topic.generation", "2", "application.id", "headwater-2"));
    try (Headwater earlier = Headwater.start(installed.settings("earlier"), ReadsAnyFormat::of)) {
      earlier.awaitReady(LONG);
      new FollowerSetup(next).run();
      try (FormatSupervised follower = new FormatSupervised(next);
          RandomLoad load =
              RandomLoad.start(List.of(() -> Optional.of(earlier.url()), follower::url), 22)) {
        await().atMost(LONG).until(() -> follower.url().isPresent());
        awaitLoad(load);
        CompletableFuture<List<String>> finished =
            CompletableFuture.supplyAsync(
                () -> new Takeover(next, "headwater", LONG, what -> {}).run());
        awaitLoad(load);
        earlier.close();
        assertThat(finished.get(LONG.toSeconds(), TimeUnit.SECONDS)).isNotEmpty();
        awaitLoad(load);
        assertAgreement(load, follower::url);
      }
    }
  }
}
