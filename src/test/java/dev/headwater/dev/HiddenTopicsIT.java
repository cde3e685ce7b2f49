package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.Headwater;
import dev.headwater.app.check.Checks;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of topics leaves out those that a user may not see. What is hidden must not count as
 * absent.
 */
@Timeout(300)
class HiddenTopicsIT {
  private static final Map<String, String> ACCESS_CONTROL =
      Map.of(
          "authorizer.class.name",
          "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found",
          "true");

  @TempDir private Path folder;

  private static void hide(EmbeddedBroker broker, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                      new AccessControlEntry(
                          "User:*", "*", AclOperation.ALL, AclPermissionType.DENY))))
          .all()
          .get();
    }
  }

  private Map<String, String> values(EmbeddedBroker broker, DevRegistry registry) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "registry.url",
        registry.url().toString(),
        "topic.partitions",
        "2",
        "state.dir",
        folder.resolve("state").toString(),
        "http.port",
        "0");
  }

  @Test
  void markThatTheUserMayNotSee_keepsInstancesFromStarting() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0, ACCESS_CONTROL);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings = Settings.of(values(broker, registry));
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
      }
      hide(broker, "headwater.restore-has-not-ended");
      assertThat(Checks.run(Settings.examine(Optional.empty(), Map.of(), values(broker, registry))))
          .anyMatch(
              finding ->
                  finding.status() == Finding.Status.WRONG
                      && finding.subject().contains("headwater.restore-has-not-ended"));
      assertThatThrownBy(() -> Headwater.start(settings).close())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("headwater.restore-has-not-ended")
          .hasMessageContaining("DESCRIBE");
    }
  }

  @Test
  void changelogThatTheUserMayNotSee_isNotLeftByAReset() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0, ACCESS_CONTROL);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings = Settings.of(values(broker, registry));
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
      }
      hide(broker, "headwater-graph-changelog");
      assertThatThrownBy(() -> new Reset(settings).run())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("headwater-graph-changelog");
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).contains("headwater.graph");
      }
    }
  }
}
