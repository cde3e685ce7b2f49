package dev.headwater.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.FreePort;
import dev.headwater.app.Headwater;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.Finding.Status;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants faults in a real broker, a registry and a folder, and looks for them before a start. */
class ChecksIT {

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

  private Map<String, String> settings(String prefix) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("registry.url", registry.url().toString());
    settings.put("topic.prefix", prefix);
    settings.put("application.id", prefix + "app");
    settings.put("http.port", "0");
    settings.put("topic.partitions", "2");
    settings.put("instance.id", "test");
    settings.put("state.dir", folder.resolve("state").toString());
    return settings;
  }

  private static List<Finding> check(Map<String, String> settings) {
    return Checks.run(Settings.examine(Optional.empty(), Map.of(), settings));
  }

  private static List<Finding> with(Status status, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.status() == status).toList();
  }

  private static void assertFound(
      List<Finding> findings, Status status, String subject, String what) {
    assertThat(findings)
        .as("%s %s: %s", status, subject, what)
        .anySatisfy(
            finding -> {
              assertThat(finding.status()).isEqualTo(status);
              assertThat(finding.subject()).isEqualTo(subject);
              assertThat(finding.what()).contains(what);
            });
  }

  /** All that a check could have changed. */
  private Map<String, Set<String>> everything() throws Exception {
    Map<String, Set<String>> all = new TreeMap<>();
    all.put(
        "topics",
        new TreeSet<>(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get()));
    all.put("subjects", new TreeSet<>(List.of(subjects())));
    try (Stream<Path> files = Files.walk(folder)) {
      all.put("files", new TreeSet<>(files.map(Path::toString).toList()));
    }
    return all;
  }

  private static String subjects() throws IOException {
    try (var stream = URI.create(registry.url() + "/subjects").toURL().openStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void create(String topic, int partitions, Map<String, String> config)
      throws Exception {
    admin
        .createTopics(
            List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
        .all()
        .get();
  }

  private static void change(String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  @Test
  void resetThatHasNotEnded_isAWarning_becauseTheStartCompletesIt() throws Exception {
    new ResetMark(admin, new TopicNames("anew.")).set((short) 1);

    assertThat(with(Status.WARNING, check(settings("anew."))))
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("a reset has not ended"));
  }

  @Test
  void restoreThatHasNotEnded_isWrong_andNothingIsCreated() throws Exception {
    new RestoreMark(admin, new TopicNames("half.")).set((short) 1);

    assertThat(with(Status.WRONG, check(settings("half."))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).contains("a restore into this Kafka has not ended");
              assertThat(finding.remedy()).contains("run restore again");
            });
    assertThatThrownBy(() -> new TopicSetup(Settings.of(settings("half."))).run())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("has not ended");
    assertThat(admin.listTopics().names().get()).doesNotContain("half.events");
  }

  @Test
  void run_onAFreshCluster_isContentAndChangesNothing() throws Exception {
    Map<String, Set<String>> before = everything();

    List<Finding> findings = check(settings("fresh."));

    assertThat(with(Status.WRONG, findings)).isEmpty();
    assertThat(with(Status.UNKNOWN, findings)).isEmpty();
    assertFound(
        findings,
        Status.OK,
        "topic fresh.events",
        "does not exist; it would be created with 2 partitions, cleanup.policy=delete,");
    assertFound(findings, Status.OK, "kafka", broker.bootstrapServers() + " answers");
    assertFound(findings, Status.OK, "permissions", "Kafka has no access control");
    assertFound(findings, Status.OK, "clock", "Kafka's active controller");
    assertFound(findings, Status.OK, "clock", "the registry " + registry.url());
    assertFound(
        findings,
        Status.OK,
        "schema fresh.events-value",
        "its compatibility would be set to BACKWARD_TRANSITIVE");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void run_afterAStart_findsTopicsSchemasAndStateAsTheyShouldBe() throws Exception {
    Map<String, String> settings = settings("used.");
    try (Headwater headwater = Headwater.start(Settings.of(settings))) {
      headwater.awaitReady(Duration.ofSeconds(120));
      List<Finding> beside = check(settings);
      assertFound(beside, Status.WARNING, "instance", "has an instance test already");
    }
    Map<String, Set<String>> before = everything();

    List<Finding> findings = check(settings);

    assertThat(with(Status.WRONG, findings)).isEmpty();
    assertThat(with(Status.UNKNOWN, findings)).isEmpty();
    assertFound(findings, Status.OK, "topic used.events", "is as it should be, with 2 partitions");
    assertFound(findings, Status.OK, "schema used.graph-value", "is BACKWARD_TRANSITIVE");
    assertFound(findings, Status.OK, "state folder", "has the state of 2 partitions, in format");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void run_findsWrongTopics() throws Exception {
    create("bad.events", 3, Map.of("retention.ms", "604800000", "max.message.bytes", "1000000"));
    create("bad.graph", 2, Map.of("retention.ms", "-1", "max.message.bytes", "99999999"));
    create("bad.alerts", 2, Map.of("cleanup.policy", "delete"));
    change("bad.alerts", "min.insync.replicas", "2");

    List<Finding> findings = check(settings("bad."));

    assertFound(findings, Status.WRONG, "topic bad.events", "has retention.ms=604800000");
    assertFound(findings, Status.WRONG, "topic bad.events", "has max.message.bytes=1000000");
    assertFound(findings, Status.WARNING, "topic bad.events", "message.timestamp.type=CreateTime");
    assertFound(findings, Status.WRONG, "topic bad.graph", "has 2 partitions and bad.events has 3");
    assertFound(findings, Status.WARNING, "topic bad.events", "topic.partitions says 2");
    assertFound(findings, Status.WRONG, "topic bad.alerts", "cleanup.policy=delete");
    assertFound(findings, Status.WRONG, "topic bad.alerts", "and min.insync.replicas=2: nothing");
    assertThat(with(Status.WRONG, findings))
        .filteredOn(finding -> finding.subject().equals("topic bad.events"))
        .allSatisfy(finding -> assertThat(finding.remedy()).contains("kafka-configs --alter"));
  }

  @Test
  void run_findsMoreReplicasThanBrokers() {
    Map<String, String> settings = settings("wide.");
    settings.put("topic.replication", "3");

    List<Finding> findings = check(settings);

    assertFound(
        findings, Status.WRONG, "topic wide.events", "does not exist, and cannot be created");
  }

  @Test
  void run_findsASchemaThatDoesNotFit() {
    try (SchemaRegistry client = SchemaRegistry.connect(List.of(registry.url()), Map.of())) {
      client.register("old.events-value", "{\"type\":\"string\"}");
      client.setCompatibility("old.assets-value", "NONE");
    }

    List<Finding> findings = check(settings("old."));

    assertFound(findings, Status.WRONG, "schema old.events-value", "does not fit");
    assertFound(findings, Status.WARNING, "schema old.assets-value", "its compatibility is NONE");
  }

  @Test
  void run_namesAnotherServerAtTheUrlOfTheRegistry() throws Exception {
    HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<html>It works!</html>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      Map<String, String> settings = settings("web.");
      String url = "http://127.0.0.1:" + other.getAddress().getPort();
      settings.put("registry.url", registry.url() + "," + url);

      List<Finding> findings = check(settings);

      assertFound(findings, Status.WRONG, "registry", url + " is no schema registry");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> Headwater.start(Settings.of(settings)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("what answers at " + url + " is no schema registry")
          .hasMessageContaining("GET " + url + "/subjects")
          .hasMessageContaining("registry.url");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void run_nothingAnswers_isWrong_andTheRestUnknown() throws Exception {
    Map<String, String> settings = settings("gone.");
    settings.put(
        "bootstrap.servers", "127.0.0.1:" + FreePort.next() + ",no-such-host.invalid:9092");
    settings.put("registry.url", "http://127.0.0.1:" + FreePort.next());

    List<Finding> findings = check(settings);

    assertFound(findings, Status.WRONG, "kafka", "cannot be used");
    assertFound(findings, Status.WRONG, "registry", "is not reachable");
    for (String part : List.of("topics", "permissions", "broker settings", "clock", "schemas")) {
      assertFound(findings, Status.UNKNOWN, part, "not looked at");
    }
  }

  @Test
  void run_oneAddressOfSeveralIsDead_isAWarning() throws Exception {
    Map<String, String> settings = settings("half.");
    String dead = "127.0.0.1:" + FreePort.next();
    settings.put("bootstrap.servers", dead + "," + broker.bootstrapServers());

    List<Finding> findings = check(settings);

    assertFound(findings, Status.WARNING, "kafka", dead + " cannot be used");
    assertThat(with(Status.WRONG, findings)).isEmpty();
  }

  @Test
  void run_findsATakenPort_andAFileInThePlaceOfTheFolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = settings("port.");
      settings.put("http.port", Integer.toString(taken.getLocalPort()));
      settings.put("state.dir", Files.writeString(folder.resolve("file"), "x").toString());

      List<Finding> findings = check(settings);

      assertFound(findings, Status.WRONG, "port", "127.0.0.1:" + taken.getLocalPort());
      assertFound(findings, Status.WRONG, "state folder", "is not a folder");
    }
  }
}
