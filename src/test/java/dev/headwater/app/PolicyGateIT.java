package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate and the rules about representation, from the policy file to the answer, on a real
 * broker.
 */
class PolicyGateIT {
  private static final String POLICY =
      """
      namespaces:
        - match: strict
          gate: [GROUP_ERASED, FITNESS_GAP]
      """;

  private static final String PASS = "\"verdict\":\"PASS\"";
  private static final String FAIL = "\"verdict\":\"FAIL\"";

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private DevRegistry registry;
  private Headwater headwater;
  private int events;

  @BeforeEach
  void start() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    headwater =
        Headwater.start(
            Settings.of(
                Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "registry.url",
                    "http://127.0.0.1:" + registry.port(),
                    "http.port",
                    "0",
                    "topic.partitions",
                    "2",
                    "instance.id",
                    "test",
                    "state.dir",
                    folder.resolve("state").toString(),
                    "policy.file",
                    policy.toString())));
    headwater.awaitReady(Duration.ofSeconds(120));
  }

  @AfterEach
  void stop() {
    headwater.close();
    registry.close();
    broker.close();
  }

  @Test
  void openAlertThatThePolicyLists_failsTheGate_untilTheDataIsCorrected() throws Exception {
    filterThatErases("strict");

    assertThat(gate("model:strict:tutor@1"))
        .contains(FAIL)
        .contains("dataset:strict:clean@1 has an open alert of GROUP_ERASED")
        .contains("model:strict:tutor@1 has an open alert of FITNESS_GAP");

    post(clean("strict", "2026-11-22T12:00:00Z", "\"en\":900,\"sw\":95"));

    assertThat(gate("model:strict:tutor@1")).contains(PASS).doesNotContain("GROUP_ERASED");
  }

  @Test
  void unlistedGap_isARemark() throws Exception {
    filterThatErases("lax");

    assertThat(gate("model:lax:tutor@1"))
        .contains(PASS)
        .contains(
            "The training data of model:lax:tutor@1 cannot reach the shares that its intended use"
                + " requires; the command fitness lists which.")
        .doesNotContain("GROUP_ERASED");

    post(clean("lax", "2026-11-22T12:00:00Z", "\"en\":900,\"sw\":95"));

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(gate("model:lax:tutor@1"))
                    .contains(PASS)
                    .doesNotContain("cannot reach the shares"));
  }

  private void filterThatErases(String namespace) throws Exception {
    post(
        event(
            "INGEST",
            "2026-11-22T10:00:00Z",
            "\"outputs\":[{\"asset\":\"dataset:%s:raw@1\",\"records\":1000,%s}],"
                    .formatted(namespace, composition("\"en\":900,\"sw\":100"))
                + "\"ingest\":{\"sourceUri\":\"https://crawl.example\",\"containsSynthetic\":\"NO\"}"));
    post(clean(namespace, "2026-11-22T11:00:00Z", "\"en\":900,\"sw\":0"));
    post(
        event(
            "TRAIN",
            "2026-11-22T11:30:00Z",
            "\"inputsComplete\":\"COMPLETE\",\"inputs\":[{\"asset\":\"dataset:%s:clean@1\"}],"
                    .formatted(namespace)
                + "\"outputs\":[{\"asset\":\"model:%s:tutor@1\"}],".formatted(namespace)
                + "\"train\":{\"intendedUse\":{\"description\":\"answers\",\"users\":\"all\","
                + "\"targets\":[{\"dimension\":\"language\",\"minimumShare\":{\"sw\":0.05}}]}}"));
  }

  private String clean(String namespace, String time, String counts) {
    return event(
        "CLEAN",
        time,
        "\"inputsComplete\":\"COMPLETE\",\"inputs\":[{\"asset\":\"dataset:%s:raw@1\"}],"
                .formatted(namespace)
            + "\"outputs\":[{\"asset\":\"dataset:%s:clean@1\",%s}]"
                .formatted(namespace, composition(counts)));
  }

  private static String composition(String counts) {
    return "\"composition\":[{\"dimension\":\"language\",\"unit\":\"records\",\"method\":\"MEASURED\","
        + "\"counts\":{%s}}]".formatted(counts);
  }

  private String event(String type, String time, String rest) {
    events++;
    return "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-%012d\",\"eventTime\":\"%s\",\"type\":\"%s\","
            .formatted(events, time, type)
        + "\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
        + rest
        + "}";
  }

  private void post(String event) {
    assertThat(PatientClient.settle(headwater.url().toString(), event).toString())
        .startsWith("{\"accepted\":1,\"rejected\":[]");
  }

  private String gate(String urn) {
    String path = "/api/v1/assets/" + URLEncoder.encode(urn, StandardCharsets.UTF_8) + "/gate";
    return PatientClient.complete(headwater.url() + path).toString();
  }
}
