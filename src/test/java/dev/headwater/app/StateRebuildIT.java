package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.reset.ResetLock;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.StateFolder;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.model.Alert;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.StateFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that instances rebuild state of an earlier format by themselves, once, and lose nothing.
 */
@Timeout(300)
@SuppressWarnings("try") // an instance is closed before the end of its block
class StateRebuildIT {
  private static final Duration LONG = FilledInstallation.LONG;

  /** Longer than the instances wait with what becomes of alerts of before. */
  private static final Duration AT_REST = Duration.ofSeconds(13);

  @TempDir private Path folder;

  private FilledInstallation installed;

  @BeforeEach
  void start() {
    installed = new FilledInstallation(folder);
  }

  @AfterEach
  void stop() {
    installed.close();
  }

  private String markName() {
    return ResetMark.name(TopicNames.DEFAULT);
  }

  private static void awaitServing(FormatSupervised instance) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> FilledInstallation.status(instance.url().orElseThrow(), "/readyz") == 200);
  }

  @Test
  void instancesThatStartTogether_rebuildOnce_andReadersSeeWhatTheySaw() throws Exception {
    FilledInstallation.Seen before = installed.fill();
    List<Alert> records = installed.alertRecords();
    installed.state(StateFormat.VERSION - 1);
    Uuid graph = installed.graphId();
    try (GraphIds ids = new GraphIds(() -> installed.topics().get(FilledInstallation.GRAPH));
        FormatSupervised one = new FormatSupervised(installed.settings("one"));
        FormatSupervised two = new FormatSupervised(installed.settings("two"))) {
      awaitServing(one);
      awaitServing(two);

      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(FilledInstallation.Seen.at(one.url().orElseThrow()))
                      .isEqualTo(before));
      Thread.sleep(AT_REST.toMillis());
      assertThat(FilledInstallation.Seen.at(two.url().orElseThrow())).isEqualTo(before);
      assertThat(installed.alertRecords()).isEqualTo(records);
      assertThat(ids.seen()).as("resets").hasSize(2).contains(graph);
      assertThat(installed.topics()).doesNotContainKey(markName());
      assertThat(one.starts() + two.starts()).as("starts").isBetween(3, 4);
    }
  }

  @Test
  void stateOfALaterFormat_isRefusedInOneLine_andKept() throws Exception {
    installed.fill();
    installed.state(StateFormat.VERSION + 1);
    Map<String, TopicListing> before = installed.topics();
    try (Headwater headwater = Headwater.start(installed.settings("one"))) {
      assertThatThrownBy(() -> headwater.awaitReady(LONG))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("a later version wrote")
          .hasMessageNotContaining("\n");
    }
    assertThat(installed.topics().get(FilledInstallation.GRAPH).topicId())
        .isEqualTo(before.get(FilledInstallation.GRAPH).topicId());
    assertThat(installed.topics().get(FilledInstallation.CHANGELOG).topicId())
        .isEqualTo(before.get(FilledInstallation.CHANGELOG).topicId());
    assertThat(installed.topics()).doesNotContainKey(markName());
  }

  @Test
  void instanceOfTheEarlierVersion_goesOn_andTheOthersWaitForItsEnd() throws Exception {
    FilledInstallation.Seen before = installed.fill();
    installed.state(StateFormat.VERSION - 1);
    Uuid graph = installed.graphId();
    try (Headwater earlier = Headwater.start(installed.settings("earlier"), ReadsAnyFormat::of)) {
      earlier.awaitReady(LONG);
      FormatSupervised stopped = new FormatSupervised(installed.settings("stopped"));
      try (FormatSupervised later = new FormatSupervised(installed.settings("later"))) {
        for (FormatSupervised instance : List.of(stopped, later)) {
          await()
              .atMost(LONG)
              .ignoreExceptions()
              .until(
                  () ->
                      new String(
                              FilledInstallation.get(instance.url().orElseThrow(), "/readyz")
                                  .body(),
                              UTF_8)
                          .contains("once no instance is in the group"));
        }
        Thread.sleep(5_000);
        URI url = later.url().orElseThrow();
        assertThat(FilledInstallation.status(url, "/healthz")).isEqualTo(200);
        assertThat(FilledInstallation.status(url, "/api/v1/alerts")).isEqualTo(503);
        assertThat(new String(FilledInstallation.get(url, "/api/v1/alerts").body(), UTF_8))
            .contains("An earlier version wrote the state. It is rebuilt");
        assertThat(FilledInstallation.Seen.at(earlier.url()))
            .as("what the earlier version says")
            .isEqualTo(before);
        assertThat(StoppedInstances.names(installed.admin(), installed.settings("any")))
            .as("members")
            .isNotEmpty()
            .allMatch(name -> name.startsWith("earlier-"));
        assertThat(installed.graphId()).isEqualTo(graph);
        assertThat(installed.topics()).doesNotContainKey(markName());

        long begun = System.nanoTime();
        stopped.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));

        earlier.close();
        awaitServing(later);
        assertThat(installed.graphId()).isNotEqualTo(graph);
        await()
            .atMost(LONG)
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(FilledInstallation.Seen.at(later.url().orElseThrow()))
                        .isEqualTo(before));
      } finally {
        stopped.close();
      }
    }
  }

  /** Without the mark, the new state would know no alerts, and send all of them again. */
  @Test
  void resetThatWasKilled_isCompletedByTheNextStart() throws Exception {
    FilledInstallation.Seen before = installed.fill();
    List<Alert> records = installed.alertRecords();
    Settings settings = installed.settings("first");
    new ResetMark(installed.admin(), TopicNames.DEFAULT).set((short) 1);
    installed
        .admin()
        .deleteConsumerGroupOffsets(
            "headwater",
            installed
                .admin()
                .listConsumerGroupOffsets("headwater")
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet())
        .all()
        .get();
    installed
        .admin()
        .deleteTopics(List.of(FilledInstallation.CHANGELOG, FilledInstallation.GRAPH))
        .all()
        .get();
    await().atMost(LONG).until(() -> !installed.topics().containsKey(FilledInstallation.GRAPH));
    StateFolder.delete(folder.resolve("first"));

    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(LONG);
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(FilledInstallation.Seen.at(headwater.url())).isEqualTo(before));
      Thread.sleep(AT_REST.toMillis());
      assertThat(installed.alertRecords()).isEqualTo(records);
      assertThat(installed.topics()).doesNotContainKey(markName());
    }
  }

  @Test
  void stopWhileAnotherProcessHoldsTheLock_endsTheStart() throws Exception {
    new TopicSetup(installed.settings("first")).run();
    new ResetMark(installed.admin(), TopicNames.DEFAULT).set((short) 1);
    try (ResetLock other = new ResetLock(installed.settings("other"))) {
      await().atMost(LONG).until(() -> other.tryHold(Duration.ofSeconds(1)));
      FormatSupervised waiting = new FormatSupervised(installed.settings("first"));
      Thread.sleep(3_000);
      long begun = System.nanoTime();
      waiting.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(waiting.url()).isEmpty();
      assertThat(installed.topics()).containsKey(markName());
      assertThatThrownBy(
              () -> {
                try (ResetLock third = new ResetLock(installed.settings("third"))) {
                  assertThat(third.tryHold(Duration.ofSeconds(3))).as("held").isTrue();
                }
              })
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("held");
    }
    try (Headwater headwater = Headwater.start(installed.settings("first"))) {
      headwater.awaitReady(LONG);
      assertThat(installed.topics()).doesNotContainKey(markName());
      assertThat(Files.exists(folder.resolve("first"))).isTrue();
    }
  }

  /** The group is empty for a moment only, and an instance that looks each second may miss it. */
  @Test
  void instanceThatMissesTheResetOfAnother_startsAgainAsWell() throws Exception {
    try (Headwater headwater = Headwater.start(installed.settings("first"))) {
      headwater.awaitReady(LONG);
      CompletableFuture<RuntimeException> ended = new CompletableFuture<>();
      try (StateRebuild late =
          new StateRebuild(
              installed.settings("late"),
              installed.admin(),
              Uuid.randomUuid(),
              () -> {},
              ended::complete)) {
        late.begin(StateFormat.VERSION - 1);
        assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(RoleChangedException.class);
      }
      assertThat(installed.topics()).doesNotContainKey(markName());
    }
  }
}
