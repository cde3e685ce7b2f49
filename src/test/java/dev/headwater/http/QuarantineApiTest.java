package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.quarantine.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the API lists, shows, replays and discards quarantined records. */
class QuarantineApiTest {
  private static final String PATH = "/api/v1/quarantine";
  private static final String EVENT =
      "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a02\",\"eventTime\":\"2026-11-22T10:00:00Z\","
          + "\"type\":\"INGEST\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
          + "\"run\":\"r\",\"outputs\":[{\"asset\":\"dataset:lab:d@1\"}]}";

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private RecordId refuse(String topic, byte[] value) {
    return api.aside.refuse(0, topic, 5, value, "a reason");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ApiFixture.Answer post(String path, String body) {
    return api.postTo(PATH + path, "application/json", bytes(body));
  }

  @Test
  void pages_goOnWithTheirCursor_andOneOfAnotherListIsRefused() {
    for (int i = 0; i < 5; i++) {
      refuse("events", bytes("content " + i));
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(PATH + "?limit=2" + cursor).json();
      page.path("records").forEach(record -> ids.add(record.path("id").asText()));
      cursor = page.path("cursor").isNull() ? "" : "&cursor=" + page.path("cursor").asText();
      if (!cursor.isEmpty()) {
        assertThat(api.get(PATH + "?status=all" + cursor).detail())
            .startsWith("cursor: is not one that this call gave");
      }
    } while (!cursor.isEmpty());

    assertThat(ids).containsExactly("0-0", "0-1", "0-2", "0-3", "0-4");
  }

  @Test
  void record_isShownDecoded_elseAsItsFirstBytes() {
    refuse("events", bytes(EVENT));
    byte[] large = new byte[10_000];
    large[0] = (byte) 0xff;
    RecordId bad = refuse("events", large);
    RecordId foreign = refuse("openlineage", bytes("{\"a\":1}"));
    RecordId deep = refuse("openlineage", bytes("[".repeat(60) + "]".repeat(60)));
    RecordId lone = refuse("openlineage", bytes("{\"a\":\"\\ud800\"}"));
    RecordId none = refuse("openlineage", null);

    assertThat(api.get(PATH + "/0-0").json().at("/event/outputs/0/asset").asText())
        .isEqualTo("dataset:lab:d@1");
    JsonNode bytes = api.get(PATH + "/" + bad).json();
    assertThat(bytes.path("event").isNull()).isTrue();
    assertThat(bytes.path("undecodable").asText()).isNotBlank();
    assertThat(bytes.at("/value/bytes").asInt()).isEqualTo(10_000);
    assertThat(bytes.at("/value/truncated").asBoolean()).isTrue();
    assertThat(bytes.at("/value/text").asText()).startsWith("\ufffd").hasSize(4_096);
    assertThat(bytes.at("/value/base64").asText()).startsWith("/wAA").hasSize(5_464);
    assertThat(api.get(PATH + "/" + foreign).json().at("/event/a").asInt()).isEqualTo(1);
    assertThat(api.get(PATH + "/" + deep).json().path("undecodable").asText()).contains("nested");
    assertThat(api.get(PATH + "/" + lone).status()).isEqualTo(200);
    assertThat(api.get(PATH + "/" + none).json().path("value").isNull()).isTrue();
  }

  @Test
  void replayAndDiscard_answerWithTheRecord() {
    RecordId one = refuse("events", bytes("a"));
    RecordId two = refuse("events", bytes("b"));

    JsonNode replayed = post("/" + one + "/replay", "").json();
    JsonNode discarded = post("/" + two + "/discard", "{\"reason\":\" not ours \"}").json();

    assertThat(replayed.path("status").asText()).isEqualTo("replayed");
    assertThat(replayed.at("/mark/by").asText()).isEqualTo("unauthenticated");
    assertThat(discarded.at("/mark/reason").asText()).isEqualTo("not ours");
    assertThat(api.aside.sent).hasSize(1);
    assertThat(api.get(PATH).json().path("records")).isEmpty();
    assertThat(post("/" + one + "/discard", "{\"reason\":\"x\"}").status()).isEqualTo(409);
  }

  @Test
  void bulk_saysWhatWasSent() {
    api.aside.refusal = record -> Optional.of("a reason");
    refuse("events", bytes("a"));
    refuse("payments", bytes("b"));

    JsonNode done = post("/replay?reason=A%20REASON", "").json();

    assertThat(done.path("replayed").asInt()).isEqualTo(1);
    assertThat(done.path("records")).hasSize(2);
    assertThat(done.path("complete").asBoolean()).isTrue();
    assertThat(api.get(PATH + "/0-0").json().at("/record/returnedAs").asText()).isEqualTo("0-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"reason\":5}",
        "{\"reason\":null}",
        "{\"reason\":\"  \"}",
        "{\"reason\":\"a\",\"by\":\"root\"}",
        "{\"reason\":\"a\"}{}",
      })
  void discard_withoutAReason_isRefused(String body) {
    RecordId id = refuse("events", bytes("a"));

    assertThat(post("/" + id + "/discard", body).status()).isEqualTo(400);
    assertThat(post("/" + id + "/discard", "{\"reason\":\"" + "x".repeat(1_001) + "\"}").status())
        .isEqualTo(400);
    assertThat(api.get(PATH + "/" + id).json().at("/record/status").asText()).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "0-", "-0-1", "00-1", "99999999999-1", "0-1%2Freplay"})
  void idOfAnotherForm_isNamed(String id) {
    assertThat(api.get(PATH + "/" + id).status()).isEqualTo(400);
  }

  @Test
  void kafkaAway_is503_everywhere() {
    refuse("events", bytes("a"));
    api.aside.away = true;

    List<ApiFixture.Answer> answers =
        List.of(
            api.get(PATH),
            api.get(PATH + "/0-0"),
            post("/0-0/replay", ""),
            post("/replay", ""),
            post("/0-0/discard", "{\"reason\":\"x\"}"));

    assertThat(answers).allMatch(answer -> answer.status() == 503);
    assertThat(answers).allMatch(answer -> !answer.header("Retry-After").isEmpty());
  }
}
