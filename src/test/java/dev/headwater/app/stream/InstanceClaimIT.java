package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.Headwater;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts a second instance under the name of one that runs. */
@Timeout(400)
class InstanceClaimIT {
  private static final String APPLICATION = "claimed";

  /** So long that a busy machine does not exceed it, neither by silence nor by a start. */
  private static final Duration SESSION = Duration.ofSeconds(60);

  /** How long an instance waits for another one of its name, without 3 s. */
  private static final Duration SHORT_SESSION = Duration.ofSeconds(6);

  @TempDir private static Path folder;

  private static EmbeddedBroker broker;
  private static DevRegistry registry;
  private static Admin admin;

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

  /** Starts an instance whose name the broker keeps for a minute after it has ended. */
  private static Headwater startAs(String name, String state) {
    return startAs(name, state, SESSION);
  }

  private static Headwater startAs(String name, String state, Duration session) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("registry.url", registry.url().toString());
    settings.put("http.port", "0");
    settings.put("application.id", APPLICATION);
    settings.put("topic.partitions", "2");
    settings.put("threads", "1");
    settings.put("session.timeout.millis", Long.toString(session.toMillis()));
    settings.put("instance.id", name);
    settings.put("state.dir", folder.resolve(state).toString());
    return Headwater.start(Settings.of(settings));
  }

  /** The ids that the broker gave the members; a member that is fenced gets a new one. */
  private static List<String> members() throws Exception {
    return admin
        .describeConsumerGroups(List.of(APPLICATION))
        .all()
        .get()
        .get(APPLICATION)
        .members()
        .stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toList());
  }

  @Test
  void secondInstanceOfAName_isRefused_andTheFirstIsNotDisturbed() throws Exception {
    try (Headwater first = startAs("same", "first")) {
      first.awaitReady(Duration.ofSeconds(120));
      List<String> before = members();

      assertThatThrownBy(() -> startAs("same", "second", SHORT_SESSION).close())
          .isInstanceOf(StartException.class)
          .hasMessageMatching(
              "an instance named same is running on [0-9.]+; give this one a name of its own with"
                  + " instance.id");

      assertThat(members()).isEqualTo(before).hasSize(1);
      assertThat(first.failure()).isNotDone();
      try (Headwater other = startAs("same-0", "third")) {
        other.awaitReady(Duration.ofSeconds(120));
        assertThat(members()).containsAll(before);
      }
    }
    long began = System.nanoTime();
    try (Headwater again = startAs("same", "first")) {
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("it does not wait until the broker has dropped the name")
          .isLessThan(SESSION.dividedBy(2)); // its last sign of life was up to 20 s ago
      again.awaitReady(Duration.ofSeconds(120));
    }
  }

  @Test
  void folderThatIsInUse_isRefused() {
    try (Headwater first = startAs("one", "shared")) {
      first.awaitReady(Duration.ofSeconds(120));

      assertThatThrownBy(() -> startAs("one", "shared").close())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("same state directory");
      assertThat(first.failure()).isNotDone();
    }
  }
}
