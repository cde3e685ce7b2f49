package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that what is accepted can be read, whatever its name: each call takes the longest names.
 */
class LongestNamesTest {
  /** Each is four bytes of UTF-8, which are twelve characters of a path. */
  private static final String LONGEST = "\ud840\udc0b".repeat(512);

  private static final Asset DATA = Asset.of(AssetKind.DATASET, LONGEST, LONGEST, LONGEST);
  private static final Asset MODEL = Asset.of(AssetKind.MODEL, LONGEST, LONGEST, LONGEST);

  /** As long as a cookie can be, with others beside it. */
  private static final String COOKIES = "other=" + "x".repeat(8_000);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private ApiFixture api;

  @BeforeEach
  void start() {
    api = new ApiFixture(Guarded.in(folder));
    api.graph.chain(DATA, MODEL).undocumented(DATA, MODEL);
    api.graph.open(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, MODEL, DATA);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(api.uri(filled(path)))
            .header("Cookie", COOKIES)
            .header("Authorization", "Bearer " + Guarded.READ)
            .build(),
        BodyHandlers.ofString());
  }

  private static String filled(String path) {
    return path.replace("DATA", ApiFixture.segment(DATA.urn()))
        .replace("MODEL", ApiFixture.segment(MODEL.urn()))
        .replace("NAME", ApiFixture.segment(LONGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/assets/MODEL",
        "/api/v1/assets/MODEL/gate",
        "/api/v1/assets/MODEL/lineage?direction=both",
        "/api/v1/assets/MODEL/exposures",
        "/api/v1/assets/MODEL/decisions?upstream=true",
        "/api/v1/assets/MODEL/representation",
        "/api/v1/assets/MODEL/fitness?use=swahili",
        "/api/v1/assets/MODEL/card",
        "/api/v1/assets/MODEL/graph?direction=upstream",
        "/api/v1/alerts?subject=MODEL",
        "/api/v1/lineage?nodeId=MODEL",
        "/api/v1/assets?namespace=NAME",
        "/assets/MODEL",
        "/assets/MODEL/lineage?open=in%3DDATA",
        "/assets/MODEL/card",
        "/assets/MODEL/compare?with=DATA",
        "/paths?from=DATA&to=MODEL",
        "/gate?urn=MODEL"
      })
  void assets_ofTheLongestNames_areRead(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void pages_ofALongList_goOn_afterTheLongestNames() throws Exception {
    api.graph.open(RuleName.TRAINED_ON_UNKNOWN_ORIGIN, Severity.CRITICAL, MODEL, DATA);
    String path = "/api/v1/alerts?subject=MODEL&limit=1";

    String cursor = Json.parse(get(path).body()).path("cursor").asText();
    HttpResponse<String> next = get(path + "&cursor=" + cursor);

    assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    assertThat(Json.parse(next.body()).path("alerts")).hasSize(1);
  }

  @Test
  void aLogin_leadsBackToTheLongestPath() throws Exception {
    String path = filled("/paths?from=DATA&to=MODEL");
    HttpRequest login =
        HttpRequest.newBuilder(api.uri("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(
                BodyPublishers.ofString(
                    "token=" + Guarded.READ + "&next=" + ApiFixture.segment(path)))
            .build();

    HttpResponse<String> in = client.send(login, BodyHandlers.ofString());

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).hasValue(path);
  }

  @Test
  void aLongerRequest_isToldWhichSettingAllowsIt() throws Exception {
    String refused = api.raw("GET /" + "x".repeat(65_536) + " HTTP/1.1\r\nHost: h\r\n\r\n");

    assertThat(refused)
        .startsWith("HTTP/1.1 414")
        .contains("longer than 65536 bytes", "http.max.header.bytes");
  }
}
