package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.FreePort;
import dev.headwater.PatientClient;
import dev.headwater.auth.TokenHash;
import dev.headwater.codec.json.Json;
import dev.headwater.dev.DevServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets a real Prometheus (Debian's) scrape a guarded processor with our configuration and rules.
 * Skipped where there is none; with {@code CI=true} it fails instead.
 */
@Timeout(600)
class PrometheusIT {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final String TOKEN = "a-token-of-prometheus";
  private static final String SYNTHESIZE =
      "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8d11\",\"eventTime\":\"2026-11-22T10:00:00Z\","
          + "\"type\":\"SYNTHESIZE\",\"producer\":\"t\",\"job\":{\"namespace\":\"p\",\"name\":\"j\"},"
          + "\"run\":\"r\",\"outputs\":[{\"asset\":\"dataset:lab:scraped@1\"}]}";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeAll
  static void requirePrometheus() {
    boolean found = Files.isExecutable(PROGRAM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("%s is installed", PROGRAM).isTrue();
    }
    Assumptions.assumeTrue(
        found, "there is no " + PROGRAM + "; on Debian: apt-get install prometheus");
  }

  private Path configuration(URI headwater) throws IOException {
    Files.copy(Expressions.RULES, folder.resolve(Expressions.RULES.getFileName()));
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    String text =
        Files.readString(Expressions.CONFIGURATION)
            .replace("15s", "1s")
            .replace("    # authorization:", "    authorization:")
            .replace("    #   type: Bearer", "      type: Bearer")
            .replace(
                "    #   credentials_file: /etc/prometheus/headwater-token",
                "      credentials_file: " + token)
            .replace("headwater-1:8080", headwater.getAuthority())
            .replace("          - headwater-2:8080\n", "");
    return Files.writeString(folder.resolve("prometheus.yml"), text);
  }

  private HttpResponse<byte[]> send(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofByteArray());
  }

  /** While Prometheus opens its store it answers, with 503, in words. */
  private boolean isReady() throws IOException, InterruptedException {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (ConnectException starting) {
      return false;
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return Json.parse(send("/api/v1/" + path).body());
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result");
  }

  @Test
  void prometheus_scrapesWithAToken_evaluatesEveryRule_andAnswersEveryPanel() throws Exception {
    port = FreePort.next();
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"), "prometheus write " + TokenHash.of(TOKEN) + "\n");
    DevServer.Options options =
        new DevServer.Options(
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Map.of("auth", "tokens", "auth.tokens.file", tokens.toString()));
    try (DevServer headwater = DevServer.start(options)) {
      headwater.awaitReady();
      Process prometheus =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "--config.file=" + configuration(headwater.url()),
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      try {
        await().atMost(Duration.ofSeconds(120)).until(this::isReady);
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> query("up{job=\"headwater\"} == 1").size() == 1);
        assertThat(
                PatientClient.send(
                        HttpRequest.newBuilder(
                                URI.create(headwater.url() + "/api/v1/events?wait=true"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + TOKEN)
                            .POST(BodyPublishers.ofString(SYNTHESIZE))
                            .build())
                    .statusCode())
            .isEqualTo(200);
        await()
            .atMost(Duration.ofSeconds(120))
            .until(
                () ->
                    query("headwater_alerts_open{rule=\"UNDOCUMENTED_SYNTHETIC\"} == 1").size()
                        == 1);
        await()
            .atMost(Duration.ofSeconds(120))
            .until(
                () -> {
                  List<JsonNode> rules = get("rules").findValues("health");
                  return rules.size() == Expressions.rules().size()
                      && rules.stream().allMatch(health -> health.asText().equals("ok"));
                });
        for (Expressions.Expression one : Expressions.all()) {
          String text =
              one.text()
                  .replace("$__rate_interval", "1m")
                  .replace("$instance", ".*")
                  .replace("$job", "headwater");
          JsonNode answer = get("query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
          assertThat(answer.path("status").asText())
              .as("%s: %s", one.place(), answer)
              .isEqualTo("success");
        }
      } finally {
        prometheus.destroy();
        if (!prometheus.waitFor(20, TimeUnit.SECONDS)) {
          prometheus.destroyForcibly();
        }
      }
    }
  }
}
