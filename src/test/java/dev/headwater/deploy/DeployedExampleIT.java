package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shows that the deployed form works: Kafka, the registry, the processor and the example workflow,
 * each in a container.
 */
class DeployedExampleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String ALERTS = "/api/v1/alerts?status=all&limit=1000";

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
    assertThat(get(ALERTS).get("alerts"))
        .anySatisfy(
            alert -> {
              assertThat(alert.get("rule").asText()).isEqualTo("TRAINED_ON_UNDOCUMENTED_SYNTHETIC");
              assertThat(alert.get("status").asText()).isEqualTo("RESOLVED");
              assertThat(alert.get("path")).hasSizeGreaterThan(1);
            });
  }

  @Test
  void aRestart_forgetsNothing() throws Exception {
    JsonNode before = get(ALERTS).get("alerts");
    String schemas = schemas();
    deployment.restart("registry");
    await("the registry is ready again")
        .atMost(PATIENCE)
        .until(() -> deployment.service("registry").isHealthy());
    // This must come before the restart of the processor, which would register its schemas again
    // under other ids.
    assertThat(schemas()).isEqualTo(schemas).contains("headwater.events-value");
    deployment.restart("headwater");
    await("the processor is ready again")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> send(HttpRequest.newBuilder(deployment.api("/readyz"))).statusCode() == 200);
    assertThat(get(ALERTS).get("alerts")).isEqualTo(before);
    assertThat(acceptedAfterRestart()).isEqualTo(1);
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

  private static int acceptedAfterRestart() throws Exception {
    String event =
        """
        {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-11-22T10:00:00Z",
         "type":"INGEST","producer":"test","job":{"namespace":"it","name":"after-restart"},"run":"1",
         "outputs":[{"asset":"dataset:it:after-restart@1"}]}
        """;
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

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(deployment.api(path)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
