package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.headwater.RandomLoad;
import dev.headwater.deploy.Deployment.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shows that the deployed form works: Kafka, the registry, two instances of the processor, the
 * example workflow, Prometheus and Alertmanager, each in a container.
 */
class DeployedExampleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String ALERTS = "/api/v1/alerts?status=all&limit=1000";

  private static final List<Port> INSTANCES = List.of(Port.HEADWATER_PORT, Port.HEADWATER_PORT_2);

  private static final String AFTER_RESTART =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-11-22T10:00:00Z",
       "type":"INGEST","producer":"test","job":{"namespace":"it","name":"after-restart"},"run":"1",
       "outputs":[{"asset":"dataset:it:after-restart@1"}]}
      """;

  private static final String UNDOCUMENTED =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a12","eventTime":"2026-11-22T10:00:00Z",
       "type":"SYNTHESIZE","producer":"test","job":{"namespace":"it","name":"synthesize"},"run":"1",
       "outputs":[{"asset":"dataset:it:scraped@1"}]}
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Deployment deployment;

  @BeforeAll
  static void deploy() throws IOException {
    DockerOnThisMachine.require();
    deployment = Deployment.start();
    await("the example ends")
        .atMost(PATIENCE)
        .until(() -> "exited".equals(exampleState().getStatus()));
  }

  @AfterAll
  static void remove() {
    if (deployment != null) {
      deployment.close();
    }
  }

  @Test
  void theExample_succeeds() {
    assertThat(exampleState().getExitCodeLong())
        .as(() -> deployment.service("example").getLogs())
        .isZero();
  }

  @Test
  void theExample_raisesAndResolvesAnAlertAtItsModel() throws Exception {
    assertThat(alerts(Port.HEADWATER_PORT))
        .anySatisfy(
            alert -> {
              assertThat(alert.get("rule").asText()).isEqualTo("TRAINED_ON_UNDOCUMENTED_SYNTHETIC");
              assertThat(alert.get("status").asText()).isEqualTo("RESOLVED");
              assertThat(alert.get("path")).hasSizeGreaterThan(1);
            });
  }

  @Test
  void bothInstances_haveAPartAndAnswerForAll() throws Exception {
    for (Port port : INSTANCES) {
      await("both instances have partitions, and all are there")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode instances = get(port, "/api/v1/status").get("instances");
                assertThat(instances).hasSize(2);
                Set<Integer> partitions = new TreeSet<>();
                for (JsonNode instance : instances) {
                  assertThat(instance.get("partitions")).as("%s", instances).isNotEmpty();
                  instance.get("partitions").forEach(one -> partitions.add(one.asInt()));
                }
                assertThat(partitions).hasSize(8);
              });
    }
    assertThat(alerts(Port.HEADWATER_PORT_2)).isEqualTo(alerts(Port.HEADWATER_PORT));
  }

  @Test
  void prometheus_scrapesBothAndKnowsTheRules() {
    await("both instances are scraped")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                get(Port.HEADWATER_PROMETHEUS_PORT, "/api/v1/query?query=up%3D%3D1")
                        .at("/data/result")
                        .size()
                    == 2);
    await("Alertmanager is found, and every rule is evaluated")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                get(Port.HEADWATER_PROMETHEUS_PORT, "/api/v1/alertmanagers")
                            .at("/data/activeAlertmanagers")
                            .size()
                        == 1
                    && get(Port.HEADWATER_PROMETHEUS_PORT, "/api/v1/rules")
                        .findValuesAsText("health")
                        .equals(Collections.nCopies(Expressions.rules().size(), "ok")));
  }

  @Test
  void anAlert_arrivesAtAlertmanager() throws Exception {
    assertThat(accepted(UNDOCUMENTED)).isEqualTo(1);
    await("the alert is at Alertmanager")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                get(Port.HEADWATER_ALERTMANAGER_PORT, "/api/v2/alerts")
                    .toString()
                    .contains("dataset:it:scraped@1"));
  }

  @Test
  void aRestart_forgetsNothing() throws Exception {
    JsonNode before = alerts(Port.HEADWATER_PORT);
    String schemas = schemas();
    deployment.restart("registry");
    await("the registry is ready again")
        .atMost(PATIENCE)
        .until(() -> deployment.service("registry").isHealthy());
    // This must come before the restart of the processor, which would register its schemas again
    // under other ids.
    assertThat(schemas()).isEqualTo(schemas).contains("headwater.events-value");
    deployment.restart("headwater-1");
    awaitReady(Port.HEADWATER_PORT);
    assertThat(alerts(Port.HEADWATER_PORT)).isEqualTo(before);
    assertThat(accepted(AFTER_RESTART)).isEqualTo(1);
  }

  @Test
  void aKilledInstance_isReplacedByTheOther() throws Exception {
    JsonNode before = alerts(Port.HEADWATER_PORT);
    deployment.kill("headwater-1");
    awaitAllPartitions(Port.HEADWATER_PORT_2);
    assertThat(alerts(Port.HEADWATER_PORT_2)).isEqualTo(before);
    deployment.startAgain("headwater-1");
    awaitReady(Port.HEADWATER_PORT);
    assertThat(alerts(Port.HEADWATER_PORT)).isEqualTo(before);
  }

  private Supplier<Optional<URI>> addressOf(Port port) {
    return () -> Optional.of(deployment.at(port, ""));
  }

  @Test
  void aRollingRestartAndACutNetwork_underLoad_loseNothing_andNoReadIsWrong() throws Exception {
    try (RandomLoad load = RandomLoad.start(INSTANCES.stream().map(this::addressOf).toList(), 12)) {
      deployment.restart("headwater-1");
      awaitReady(Port.HEADWATER_PORT);
      deployment.restart("headwater-2");
      awaitReady(Port.HEADWATER_PORT_2);
      String network = deployment.network("headwater-2");
      deployment.cutOff("headwater-2");
      awaitAllPartitions(Port.HEADWATER_PORT);
      await("the instance that is cut off is not ready")
          .atMost(PATIENCE)
          .until(() -> !insideOf("headwater-2", "/readyz").contains(" 200"));
      int answeredBefore = load.answered();
      await("the other one answers").atMost(PATIENCE).until(() -> load.answered() > answeredBefore);
      deployment.connect("headwater-2", network);
      awaitReady(Port.HEADWATER_PORT_2);
      assertThat(load.stopPosting(PATIENCE)).as("events while all that happened").isGreaterThan(50);
      for (Port port : INSTANCES) {
        await("what follows from the history")
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(() -> assertThat(load.differences(addressOf(port))).isEmpty());
      }
      assertThat(load.faults()).isEmpty();
    }
  }

  private static void awaitAllPartitions(Port port) {
    await("one instance has all partitions")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              JsonNode instances = get(port, "/api/v1/status").get("instances");
              assertThat(instances).hasSize(1);
              assertThat(instances.get(0).get("partitions")).hasSize(8);
            });
  }

  private static void awaitReady(Port port) {
    await("the instance is ready again")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> send(HttpRequest.newBuilder(deployment.at(port, "/readyz"))).statusCode() == 200);
  }

  /** The first line of an answer to a request within the container of a service. */
  private static String insideOf(String service, String path)
      throws IOException, InterruptedException {
    return deployment
        .service(service)
        .execInContainer(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET "
                + path
                + " HTTP/1.0\\r\\n\\r\\n' >&3; head -n 1 <&3")
        .getStdout();
  }

  /**
   * Returns the registry's subjects. Runs the request in its container, because it has no port
   * outside.
   */
  private static String schemas() throws IOException, InterruptedException {
    return deployment
        .service("registry")
        .execInContainer(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/8080;"
                + " printf 'GET /apis/ccompat/v7/subjects HTTP/1.0\\r\\n\\r\\n' >&3; tail -n 1 <&3")
        .getStdout();
  }

  private static int accepted(String event) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(deployment.api("/api/v1/events?wait=true"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("accepted").asInt();
  }

  private static ContainerState exampleState() {
    return deployment.service("example").getCurrentContainerInfo().getState();
  }

  /**
   * Returns the alerts when the instance says that none is left out. Kafka may move partitions some
   * time after an instance came or went; until that is over, an instance asks to try again.
   */
  private static JsonNode alerts(Port port) {
    AtomicReference<JsonNode> answer = new AtomicReference<>();
    await("all alerts")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              answer.set(get(port, ALERTS));
              assertThat(answer.get().get("complete").asBoolean()).isTrue();
            });
    return answer.get().get("alerts");
  }

  private static JsonNode get(Port port, String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(deployment.at(port, path)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
