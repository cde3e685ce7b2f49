package dev.headwater.app.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.StateRebuild;
import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.backup.RestoreRun;
import dev.headwater.app.check.Checks;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.kafka.RoleCheck;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.reset.ResetLock;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.stream.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shows which generation may do what, and when one can begin. */
@Timeout(400)
class GenerationIT {
  private static final short ONE = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static EmbeddedBroker broker;
  private static DevRegistry registry;
  private static Admin admin;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    registry.close();
    broker.close();
  }

  private Map<String, String> values(String prefix, int generation, int partitions) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", broker.bootstrapServers());
    values.put("registry.url", registry.url().toString());
    values.put("topic.prefix", prefix);
    values.put("topic.generation", Integer.toString(generation));
    values.put("topic.partitions", Integer.toString(partitions));
    values.put("application.id", prefix + generation);
    values.put("instance.id", "test");
    values.put("state.dir", folder.toString());
    values.put("http.port", "0");
    return values;
  }

  private Settings settings(String prefix, int generation, int partitions) {
    return Settings.of(values(prefix, generation, partitions));
  }

  private static Generation generation(String prefix, int generation) {
    return new Generation(admin, new TopicNames(prefix, generation));
  }

  private static Set<String> topics() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get();
  }

  private static int partitions(String topic) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .get()
        .partitions()
        .size();
  }

  @Test
  void marksSayWhatEachGenerationMayDo() throws Exception {
    Generation first = generation("marks.", 1);
    Generation second = generation("marks.", 2);
    assertThat(first.role()).isEqualTo(Generation.Role.LEADS);
    assertThatThrownBy(second::role)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("run repartition --begin");

    second.follows().set(ONE);
    assertThat(first.role()).isEqualTo(Generation.Role.LEADS);
    assertThat(second.role()).isEqualTo(Generation.Role.FOLLOWS);

    second.takesOver().set(ONE);
    assertThatThrownBy(first::role).hasMessageContaining("generation 2 has taken over");
    assertThat(second.role()).isEqualTo(Generation.Role.FOLLOWS);

    second.follows().remove();
    assertThat(second.role()).isEqualTo(Generation.Role.WAITS);

    second.leads().set(ONE);
    assertThat(second.role()).isEqualTo(Generation.Role.LEADS);
    second.takesOver().remove();
    assertThat(second.role()).isEqualTo(Generation.Role.LEADS);
    assertThatThrownBy(first::role).hasMessageContaining("generation 2 has taken over");
    assertThat(generation("marks.", 3).former().graph()).isEqualTo("marks.graph-2");
    assertThat(second.former().graph()).isEqualTo("marks.graph");
    assertThat(generation("mark", 1).role())
        .as("of another installation")
        .isEqualTo(Generation.Role.LEADS);
  }

  @Test
  void generationThatHasNotBegun_createsNothing() throws Exception {
    new TopicSetup(settings("none.", 1, 2)).run();

    assertThatThrownBy(() -> new TopicSetup(settings("none.", 2, 4)).run())
        .hasMessageContaining("run repartition --begin");
    assertThat(Checks.run(Settings.examine(Optional.empty(), Map.of(), values("none.", 2, 4))))
        .filteredOn(finding -> finding.status() == Finding.Status.WRONG)
        .extracting(Finding::subject)
        .contains("generation 2");
    assertThat(topics()).doesNotContain("none.graph-2", "none.generation-2");
  }

  @Test
  void begin_refusesWhatIsNoNewGeneration() throws Exception {
    new TopicSetup(settings("begin.", 1, 4)).run();

    assertThatThrownBy(() -> begin(settings("begin.", 1, 8)))
        .hasMessageContaining("generation 1 is in charge already")
        .hasMessageContaining("topic.generation is 2");
    assertThatThrownBy(() -> begin(settings("begin.", 2, 3)))
        .hasMessageContaining("topic.partitions=3, and topic begin.events has 4");
    admin
        .alterConsumerGroupOffsets(
            "begin.2", Map.of(new TopicPartition("begin.events", 0), new OffsetAndMetadata(0)))
        .all()
        .get();
    assertThatThrownBy(() -> begin(settings("begin.", 2, 8)))
        .hasMessageContaining("application.id=begin.2 is in use");
    admin.createTopics(List.of(new NewTopic("begin.graph-3", 1, ONE))).all().get();
    assertThatThrownBy(() -> begin(settings("begin.", 3, 8)))
        .hasMessageContaining("topic begin.graph-3 exists");
    generation("begin.", 3).leads().set(ONE);
    assertThatThrownBy(() -> begin(settings("begin.", 2, 8)))
        .hasMessageContaining("generation 3 has taken over from generation 2");
    begin(settings("begin.", 4, 8));
    assertThatThrownBy(() -> begin(settings("begin.", 5, 8)))
        .hasMessageContaining("begin.generation-4-follows");
    assertThatThrownBy(() -> begin(settings("begin.", 4, 9)))
        .hasMessageContaining("topic begin.graph-4 exists with 8 partitions");
    assertThatThrownBy(() -> begin(settings("nowhere.", 2, 8)))
        .hasMessageContaining("nowhere.events");
  }

  private static List<String> begin(Settings settings) {
    return new FollowerSetup(settings).run();
  }

  @Test
  void follower_passesTheChecks_butIsNotBackedUp() throws Exception {
    new TopicSetup(settings("both.", 1, 2)).run();
    Settings next = settings("both.", 2, 6);
    begin(next);

    assertThat(partitions("both.graph-2")).isEqualTo(6);
    assertThat(partitions("both.events")).isEqualTo(2);
    assertThat(Checks.run(Settings.examine(Optional.empty(), Map.of(), values("both.", 2, 6))))
        .filteredOn(finding -> finding.status() == Finding.Status.WRONG)
        .isEmpty();
    assertThatThrownBy(
            () -> new BackupRun(next).run(folder.resolve("backup"), (part, done, all) -> {}))
        .hasMessageContaining("generation 2 is not in charge yet, so backup must not run");
    assertThatThrownBy(() -> new Reset(next).run()).hasMessageContaining("so reset must not run");
  }

  @Test
  void cancel_removesTheGenerationThatFollows_andNoOther() throws Exception {
    Settings first = settings("cancel.", 1, 2);
    Settings next = settings("cancel.", 2, 6);
    new TopicSetup(first).run();
    assertThatThrownBy(() -> new FollowerRemoval(first).run())
        .hasMessageContaining("generation 1 does not follow any more");
    begin(next);
    generation("cancel.", 2).takesOver().set(ONE);
    assertThatThrownBy(() -> new TopicSetup(first).run()).hasMessageContaining("has taken over");
    assertThatThrownBy(() -> begin(next)).hasMessageContaining("takes over already");

    assertThat(new FollowerRemoval(next).run())
        .containsExactly("deleted topic cancel.assets-2", "deleted topic cancel.graph-2");

    assertThat(topics().stream().filter(topic -> topic.startsWith("cancel.")))
        .doesNotContain("cancel.graph-2", "cancel.generation-2-follows")
        .contains("cancel.graph", "cancel.assets", "cancel.events");
    new TopicSetup(first).run();
    begin(next);
    generation("cancel.", 2).leads().set(ONE);
    assertThatThrownBy(() -> new FollowerRemoval(next).run())
        .hasMessageContaining("generation 2 does not follow any more");
    assertThat(topics()).contains("cancel.graph-2");
  }

  @Test
  void clean_removesTheGenerationBefore_andNothingElse() throws Exception {
    Settings first = settings("clean.", 1, 2);
    Settings next = settings("clean.", 2, 6);
    new TopicSetup(first).run();
    assertThatThrownBy(() -> new FormerRemoval(first, "clean.0").run())
        .hasMessageContaining("none was before it");
    begin(next);
    assertThatThrownBy(() -> new FormerRemoval(next, "clean.1").run())
        .hasMessageContaining("generation 2 is not in charge yet");
    generation("clean.", 2).leads().set(ONE);
    for (String topic : List.of("clean.1-graph-changelog", "clean.other-graph-changelog")) {
      admin.createTopics(List.of(new NewTopic(topic, 2, ONE))).all().get();
    }
    commit("clean.1", "clean.graph");
    commit("clean.1.alerts.hook", "clean.alerts");
    commit("clean.other", "clean.events");
    commit("clean.other.alerts.hook", "clean.alerts");
    for (String wrong : List.of("clean.other", "clean.2", "clean.none")) {
      assertThatThrownBy(() -> new FormerRemoval(next, wrong).run())
          .hasMessageContaining(wrong + " has no positions in topic clean.graph");
    }

    assertThat(new FormerRemoval(next, "clean.1").run())
        .containsExactly(
            "deleted topic clean.assets",
            "deleted topic clean.1-graph-changelog",
            "deleted group clean.1.alerts.hook",
            "deleted topic clean.graph",
            "deleted group clean.1");

    assertThat(topics().stream().filter(topic -> topic.startsWith("clean.")))
        .containsExactlyInAnyOrder(
            "clean.events",
            "clean.alerts",
            "clean.openlineage",
            "clean.quarantine",
            "clean.graph-2",
            "clean.assets-2",
            "clean.generation-2",
            "clean.generation-2-follows",
            "clean.other-graph-changelog");
    assertThat(admin.listGroups().all().get())
        .extracting(GroupListing::groupId)
        .filteredOn(group -> group.startsWith("clean."))
        .containsExactlyInAnyOrder("clean.other", "clean.other.alerts.hook");
    assertThat(new FormerRemoval(next, "clean.1").run())
        .containsExactly("nothing is left of generation 1");
  }

  /** A reset of an installation that never ran may have been killed before it made any topic. */
  @Test
  void resetThatHasNotEnded_isCompleted_whereThereAreNoEventsYet() throws Exception {
    Settings settings = settings("mark.", 1, 2);
    ResetMark mark = new ResetMark(admin, settings.topics());
    mark.set(ONE);

    StateRebuild.complete(settings, admin);

    assertThat(mark.exists()).isFalse();
    assertThat(topics()).contains("mark.events", "mark.graph");
  }

  @Test
  void lock_isHeldByOneProcessOnly_alsoAfterAnotherOneAsked() throws Exception {
    Settings settings = settings("lock.", 1, 2);
    new TopicSetup(settings).run();
    try (ResetLock one = new ResetLock(settings);
        ResetLock other = new ResetLock(settings)) {
      assertThat(one.tryHold(PATIENCE)).isTrue();
      assertThat(one.keeps()).isTrue();
      CompletableFuture<Boolean> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return other.tryHold(Duration.ofSeconds(10));
                } catch (InterruptedException stopped) {
                  throw new IllegalStateException(stopped);
                }
              });
      while (!asked.isDone()) {
        one.keeps();
      }

      assertThat(List.of(one.keeps(), asked.get())).containsExactlyInAnyOrder(true, false);
    }
  }

  private static void commit(String group, String topic) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
        .all()
        .get();
  }

  @Test
  void generationInCharge_isReset_andRestoredAsSuch() throws Exception {
    new TopicSetup(settings("reset.", 1, 3)).run();
    generation("reset.", 2).leads().set(ONE);
    Settings next = settings("reset.", 2, 3);
    new Reset(next).run();
    assertThat(partitions("reset.graph-2")).isEqualTo(3);

    new BackupRun(next).run(folder.resolve("backup"), (part, done, all) -> {});
    new RestoreRun(settings("restored.", 2, 3))
        .run(folder.resolve("backup"), (part, done, all) -> {});
    assertThat(generation("restored.", 2).role()).isEqualTo(Generation.Role.LEADS);
    assertThat(partitions("restored.graph-2")).isEqualTo(3);
  }

  /** An instance that read its role long before its first task must look again. */
  @Test
  void taskThatBeginsAfterAnotherGenerationTakesOver_isRefused() throws Exception {
    Generation second = new Generation(admin, new TopicNames("roles.", 2));
    List<Long> seen = new ArrayList<>();
    RoleCheck leader =
        new RoleCheck(
            new Generation(admin, new TopicNames("roles.", 1)), Generation.Role.LEADS, seen::add);
    leader.run();
    second.follows().set(ONE);
    RoleCheck follower = new RoleCheck(second, Generation.Role.FOLLOWS, seen::add);
    follower.run();
    assertThat(seen).hasSize(2);

    second.takesOver().set(ONE);
    assertThatThrownBy(leader::run)
        .isInstanceOf(RoleChangedException.class)
        .hasMessageContaining("generation 2 has taken over");
    second.follows().remove();
    assertThatThrownBy(follower::run).isInstanceOf(RoleChangedException.class);
    assertThat(seen).hasSize(2);
  }

  /** An instance that started just before a reset must not write to what the reset deletes. */
  @Test
  void taskThatBeginsDuringAReset_isRefused() throws Exception {
    TopicNames names = new TopicNames("during.", 1);
    RoleCheck leader =
        new RoleCheck(new Generation(admin, names), Generation.Role.LEADS, nanos -> {});
    ResetMark mark = new ResetMark(admin, names);
    ResetMark ofTheNext = new ResetMark(admin, new TopicNames("during.", 2));
    ofTheNext.set(ONE);
    leader.run();
    mark.set(ONE);
    assertThatThrownBy(leader::run)
        .isInstanceOf(RoleChangedException.class)
        .hasMessageContaining("during.reset-has-not-ended exists");
    mark.remove();
    leader.run();
  }
}
