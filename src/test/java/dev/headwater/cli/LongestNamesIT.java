package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.codec.json.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a whole Headwater, as it is by default, takes and shows the longest legal names. */
class LongestNamesIT {
  private static final String LONGEST = "\ud840\udc0b".repeat(512);
  private static final String ASSET = LONGEST + ":" + LONGEST + "@" + LONGEST;
  private static final String DATA = "dataset:" + ASSET;
  private static final String MODEL = "model:" + ASSET;

  @TempDir private Path folder;

  private static String event(String id, String type, String more) {
    return "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8b0"
        + id
        + "\",\"eventTime\":\"2026-11-22T10:00:00Z\",\"type\":\""
        + type
        + "\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
        + more
        + "}";
  }

  @Test
  void anAssetOfTheLongestName_isTakenAndShown() throws Exception {
    String synthetic = event("1", "SYNTHESIZE", "\"outputs\":[{\"asset\":\"" + DATA + "\"}]");
    String training =
        event(
            "2",
            "TRAIN",
            "\"inputs\":[{\"asset\":\""
                + DATA
                + "\"}],\"outputs\":[{\"asset\":\""
                + MODEL
                + "\"}]");
    String segment = URLEncoder.encode(MODEL, StandardCharsets.UTF_8);
    try (DevProcess dev = DevProcess.start(folder)) {
      JsonNode taken = PatientClient.settle(dev.url(), "[" + synthetic + "," + training + "]");
      assertThat(taken.path("accepted").asInt()).isEqualTo(2);

      String assets = "/api/v1/assets/" + segment;
      for (String path :
          List.of(
              assets + "?wait=true",
              assets + "/gate",
              assets + "/lineage?wait=true",
              assets + "/exposures?wait=true",
              "/api/v1/alerts?wait=true&subject=" + segment)) {
        assertThat(PatientClient.complete(dev.url() + path).toString()).contains(MODEL);
      }
      HttpResponse<String> page = PatientClient.send("GET", dev.url() + "/assets/" + segment, "");
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);

      // It exits with 2 while it cannot be sure.
      CommandRun gate =
          await()
              .until(
                  () ->
                      CommandRun.with(
                          "", Map.of("HEADWATER_URL", dev.url()), "gate", MODEL, "--json"),
                  run -> run.exit() != 2);
      assertThat(gate.err()).isEmpty();
      assertThat(gate.exit()).isEqualTo(1);
      assertThat(Json.parse(gate.out()).path("asset").asText()).isEqualTo(MODEL);
    }
  }
}
