package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the command line against a whole Headwater in a process of its own. One test kills the
 * process twice with {@code kill -9}.
 */
class EndToEndIT {

  private static final String DATASET = "dataset:lab:dialogues@1";
  private static final String MODEL = "model:lab:chat@3";

  private static final String EVENTS =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a01","eventTime":"2026-11-22T09:00:00Z","type":"INGEST","producer":"p","job":{"namespace":"n","name":"j"},"run":"r","outputs":[{"asset":"dataset:lab:seed@1"}],"ingest":{"sourceUri":"https://a.example","containsSynthetic":"NO"}}
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a02","eventTime":"2026-11-22T10:00:00Z","type":"SYNTHESIZE","producer":"p","job":{"namespace":"n","name":"j"},"run":"r","outputs":[{"asset":"dataset:lab:dialogues@1"}]}
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a03","eventTime":"2026-11-22T11:00:00Z","type":"TRAIN","producer":"p","job":{"namespace":"n","name":"j"},"run":"r","inputs":[{"asset":"dataset:lab:dialogues@1"}],"outputs":[{"asset":"model:lab:chat@3"}]}
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a04","eventTime":"2026-11-22T11:00:00Z","type":"TRAIN","producer":" ","job":{"namespace":"n","name":"j"},"run":"r","inputs":[{"asset":"dataset:lab:dialogues@1"}],"outputs":[{"asset":"model:lab:chat@3"}]}
      """;

  private static final String DOCUMENT =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a05","eventTime":"2026-11-22T12:00:00Z","type":"DOCUMENT","producer":"p","job":{"namespace":"n","name":"j"},"run":"r","inputs":[{"asset":"dataset:lab:seed@1","role":"SEED"}],"agents":[{"id":"org:lab","type":"ORGANIZATION","role":"OWNER"}],"document":{"target":"dataset:lab:dialogues@1","synthesize":{"kind":"LLM","generators":[{"provider":"o","model":"m","revision":"1"}],"prompts":[{"role":"user","template":"You are asked"}],"parameters":{"temperature":"1.0"}}}}
      """;

  @TempDir private Path folder;

  private static CommandRun run(DevProcess dev, String input, String... arguments) {
    return CommandRun.with(input, Map.of("HEADWATER_URL", dev.url()), arguments);
  }

  /** Runs a command, and again while it exits with 2: the server cannot answer, or not for sure. */
  private static CommandRun sure(DevProcess dev, String input, String... arguments) {
    return await().until(() -> run(dev, input, arguments), run -> run.exit() != 2);
  }

  /** Waits until a command prints what it should: its server may not be sure for a moment. */
  private static void prints(DevProcess dev, List<String> parts, String... arguments) {
    await().untilAsserted(() -> assertThat(run(dev, "", arguments).out()).contains(parts));
  }

  @Test
  void undocumentedData_raisesAlertsThatItsDocumentationResolves_acrossKills() throws Exception {
    Path data = folder.resolve("data");
    try (DevProcess dev = DevProcess.start(folder, "--data", data.toString())) {
      CommandRun emitted = sure(dev, EVENTS, "emit", "--wait", "-");
      assertThat(emitted.out()).isEqualTo("accepted 3 rejected 1\n");
      assertThat(emitted.err()).startsWith("-:4: producer: ");
      assertThat(emitted.exit()).isEqualTo(1);
      prints(
          dev,
          List.of(
              "OPEN WARNING UNDOCUMENTED_SYNTHETIC " + DATASET,
              "OPEN CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + MODEL,
              "path: " + DATASET + " -> " + MODEL),
          "alerts");
      dev.kill();
    }
    try (DevProcess dev = DevProcess.start(folder, "--data", data.toString())) {
      // Until it has caught up after the kill, the gate may be unable to decide.
      await()
          .untilAsserted(
              () -> {
                CommandRun gate = run(dev, "", "gate", MODEL);
                assertThat(gate.exit()).isEqualTo(1);
                assertThat(gate.out())
                    .startsWith("FAIL " + MODEL)
                    .contains("path: " + DATASET + " -> " + MODEL);
              });
      await()
          .untilAsserted(
              () ->
                  assertThat(run(dev, "", "lineage", MODEL, "--json").out())
                      .as("freshness after a restart, before any new record")
                      .containsPattern("\"events\":\\s*[1-9]"));
      // On a busy machine it may add that what the event sets off has not settled.
      await()
          .untilAsserted(
              () ->
                  assertThat(run(dev, DOCUMENT, "emit", "--wait", "-"))
                      .isEqualTo(new CommandRun(0, "accepted 1 rejected 0\n", "")));
      dev.kill();
    }
    try (DevProcess dev = DevProcess.start(folder, "--data", data.toString())) {
      assertThat(sure(dev, EVENTS, "emit", "--wait", "-").out())
          .isEqualTo("accepted 3 rejected 1\n");
      PatientClient.complete(dev.url() + "/api/v1/alerts?wait=true");
      assertThat(sure(dev, "", "alerts").out()).isEqualTo("no open alerts\n");
      prints(
          dev,
          List.of(
              "RESOLVED WARNING UNDOCUMENTED_SYNTHETIC " + DATASET + " (DOCUMENTED)",
              MODEL + " (DOCUMENTED_AFTER_TRAINING)"),
          "alerts",
          "--status",
          "resolved");
      assertThat(sure(dev, "", "gate", MODEL).exit()).isZero();
      prints(dev, List.of("- **Gate:** `PASS`", "| `" + DATASET + "` | `SOURCE` |"), "card", MODEL);
      prints(
          dev,
          List.of(
              "- **Completed by documents:** `3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a05`",
              "| user | You are asked |"),
          "card",
          DATASET);
      await()
          .untilAsserted(
              () ->
                  assertThat(run(dev, "", "lineage", MODEL).out())
                      .isEqualTo(
                          MODEL
                              + " [from synthetic]\n└─ "
                              + DATASET
                              + " [synthetic, documented]  SOURCE of TRAIN\n"
                              + "   └─ dataset:lab:seed@1  SEED of DOCUMENT\n"));
    }
  }

  /**
   * Asserts that the version facet becomes part of the name, as the setting of {@code dev} says. By
   * default it does not.
   */
  private static void assertThatOpenLineageHasVersions(DevProcess dev) throws Exception {
    String event =
        """
        {"eventType":"COMPLETE","eventTime":"2026-11-22T10:00:00+0000","producer":"p",
         "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11"},"job":{"namespace":"n","name":"j"},
         "outputs":[{"namespace":"lake","name":"x","facets":{"version":{"datasetVersion":"7"}}}]}""";
    HttpResponse<String> taken = PatientClient.send("POST", dev.url() + "/api/v1/lineage", event);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    await()
        .untilAsserted(
            () ->
                assertThat(run(dev, "", "lineage", "dataset:lake:x@7", "--json").exit()).isZero());
  }

  private static void assertThatDemoAnswersInJson(DevProcess dev) {
    CommandRun demo =
        run(
            dev,
            "",
            "demo",
            "--json",
            "--bootstrap",
            dev.kafka(),
            "--registry",
            dev.registry(),
            "--url",
            dev.url());
    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.err()).contains("OPEN CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:");
    assertThat(demo.out()).hasLineCount(1);
    JsonNode answer = Json.parse(demo.out());
    assertThat(answer.path("opened")).hasSize(2);
    assertThat(answer.path("resolved"))
        .hasSize(2)
        .allMatch(alert -> alert.path("status").asText().equals("RESOLVED"));
    assertThat(answer.path("representation").path("alerts"))
        .extracting(alert -> alert.path("rule").asText())
        .containsExactly("GROUP_ERASED", "DISPARATE_REMOVAL", "FITNESS_GAP");
    assertThat(answer.path("representation").path("before").path("languages")).hasSize(6);
    assertThat(answer.path("lineage").path("asset")).isEqualTo(answer.path("model"));
  }

  /** Makes the topics of an application of another name, and resets it: it has no state. */
  private void assertThatTopicsAndResetAnswerInJson(DevProcess dev) throws IOException {
    Path state = Files.createDirectories(folder.resolve("other-state"));
    Path config =
        Files.writeString(
            folder.resolve("other.properties"),
            "bootstrap.servers=%s\nregistry.url=%s\napplication.id=other\ntopic.prefix=other.\ntopic.partitions=2\nstate.dir=%s\n"
                .formatted(dev.kafka(), dev.registry(), state));
    for (String each : List.of("created topic %s with 2 partitions", "topic %s exists already")) {
      CommandRun topics = run(dev, "", "topics", "--config", config.toString(), "--json");
      assertThat(topics.exit()).as(topics.err()).isZero();
      assertThat(Json.parse(topics.out()).path("topics"))
          .extracting(JsonNode::asText)
          .hasSize(6)
          .contains(each.formatted("other.events"), each.formatted("other.graph"));
    }
    CommandRun reset = run(dev, "", "reset", "--config", config.toString(), "--yes", "--json");
    assertThat(reset.exit()).as(reset.err()).isZero();
    assertThat(reset.out()).hasLineCount(1);
    assertThat(Json.parse(reset.out()).path("reset").isArray()).isTrue();
  }

  @Test
  void emit_reachesTheSameStateThroughKafka_andDevLeavesNothingBehindWhenStopped()
      throws Exception {
    try (DevProcess dev = DevProcess.start(folder, "--set", "openlineage.versions=facet")) {
      assertThatOpenLineageHasVersions(dev);
      CommandRun emitted =
          sure(
              dev,
              EVENTS,
              "emit",
              "--wait",
              "--bootstrap",
              dev.kafka(),
              "--registry",
              dev.registry(),
              "-");

      assertThat(emitted.out()).isEqualTo("accepted 3 rejected 1\n");
      assertThat(emitted.err()).startsWith("-:4: producer: ");
      await().untilAsserted(() -> assertThat(run(dev, "", "gate", MODEL).exit()).isEqualTo(1));
      assertThatDemoAnswersInJson(dev);
      assertThatTopicsAndResetAnswerInJson(dev);
      dev.stop();
    }
    assertThat(DevProcess.temporary(folder)).isEmptyDirectory();
  }

  /**
   * Stops {@code dev} at several moments of its start: when a file whose name begins with {@code
   * begun} appears.
   */
  @ParameterizedTest
  @ValueSource(strings = {"headwater-dev-", "kafka", "headwater.events-", "headwater.graph-"})
  void dev_leavesNothingBehind_whenStoppedWhileItStarts(String begun) throws Exception {
    Path temporary = DevProcess.temporary(folder);
    try (DevProcess dev = DevProcess.begin(folder)) {
      await().until(() -> has(temporary, begun));
      dev.stop();
    }
    assertThat(has(temporary, "headwater-dev-")).isFalse();
  }

  private static boolean has(Path folder, String prefix) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(path -> path.getFileName().toString().startsWith(prefix));
    } catch (IOException | UncheckedIOException changing) {
      return false;
    }
  }

  @Test
  void demo_showsEachAlertOpenThenResolved_andExitsZero() {
    CommandRun run = CommandRun.of("demo");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("OPEN CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:")
        .containsPattern("FITNESS_GAP +6 languages +0 languages")
        .containsPattern(
            "OPEN -> RESOLVED \\(DOCUMENTED_AFTER_TRAINING\\)"
                + " TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:.*\n.*path: dataset:.* -> model:");
  }
}
