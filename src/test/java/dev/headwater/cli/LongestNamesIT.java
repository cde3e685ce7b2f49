package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

  private final HttpClient client = HttpClient.newHttpClient();

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

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
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
      String taken =
          send(
              HttpRequest.newBuilder(URI.create(dev.url() + "/api/v1/events?wait=true"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("[" + synthetic + "," + training + "]")));
      assertThat(Json.parse(taken).path("accepted").asInt()).isEqualTo(2);

      String assets = "/api/v1/assets/" + segment;
      for (String path :
          List.of(
              assets + "?wait=true",
              assets + "/gate",
              assets + "/lineage?wait=true",
              assets + "/exposures?wait=true",
              "/api/v1/alerts?wait=true&subject=" + segment)) {
        String answer = send(HttpRequest.newBuilder(URI.create(dev.url() + path)));
        assertThat(Json.parse(answer).toString()).contains(MODEL);
      }
      send(HttpRequest.newBuilder(URI.create(dev.url() + "/assets/" + segment)));

      CommandRun gate =
          CommandRun.with("", Map.of("HEADWATER_URL", dev.url()), "gate", MODEL, "--json");
      assertThat(gate.err()).isEmpty();
      assertThat(gate.exit()).isEqualTo(1);
      assertThat(Json.parse(gate.out()).path("asset").asText()).isEqualTo(MODEL);
    }
  }
}
