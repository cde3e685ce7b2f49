package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.app.repartition.FollowerSetup;
import dev.headwater.app.repartition.Takeover;
import dev.headwater.app.settings.Settings;
import dev.headwater.model.Alert;
import dev.headwater.stream.store.StateFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that a second generation with the same number of partitions takes over from instances of an
 * earlier version, whose state has another format.
 */
@Timeout(300)
@SuppressWarnings("try") // an instance is closed before the end of its block
class UpdateByGenerationIT {
  private static final Duration LONG = FilledInstallation.LONG;

  @TempDir private Path folder;

  @Test
  void generationWithAsManyPartitions_takesOverFromAnEarlierFormat() throws Exception {
    try (FilledInstallation installed = new FilledInstallation(folder)) {
      FilledInstallation.Seen before = installed.fill();
      List<Alert> records = installed.alertRecords();
      installed.state(StateFormat.VERSION - 1);
      Settings next =
          installed.settings(
              "next", Map.of("topic.generation", "2", "application.id", "headwater-2"));
      try (Headwater earlier = Headwater.start(installed.settings("earlier"), ReadsAnyFormat::of)) {
        earlier.awaitReady(LONG);
        new FollowerSetup(next).run();
        try (FormatSupervised follower = new FormatSupervised(next)) {
          await().atMost(LONG).until(() -> follower.url().isPresent());
          CompletableFuture<List<String>> finished =
              CompletableFuture.supplyAsync(
                  () -> new Takeover(next, "headwater", LONG, what -> {}).run());
          Thread.sleep(1_000);
          assertThatThrownBy(
                  () -> new Takeover(next, "headwater", Duration.ofSeconds(5), what -> {}).run())
              .hasMessageContaining("another run of this command is at work");
          assertThat(FilledInstallation.Seen.at(earlier.url())).isEqualTo(before);
          earlier.close();
          assertThat(finished.get(LONG.toSeconds(), TimeUnit.SECONDS))
              .contains("kept the time of 2 open alerts");
          await()
              .atMost(LONG)
              .ignoreExceptions()
              .untilAsserted(
                  () ->
                      assertThat(FilledInstallation.Seen.at(follower.url().orElseThrow()))
                          .isEqualTo(before));
          assertThat(installed.alertRecords()).isEqualTo(records);
        }
      }
    }
  }
}
