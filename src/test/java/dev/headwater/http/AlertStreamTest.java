package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.http.ingest.FakeTopic;
import dev.headwater.http.reads.AlertFeed;
import dev.headwater.model.Alert;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.FakeGraph;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows what {@code GET /alerts/stream} sends, and when a stream ends or is refused. */
@Timeout(400)
class AlertStreamTest {
  private final FakeGraph alerts = new FakeGraph(1);
  private final Alert open =
      alerts.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, dataset("a"), dataset("a"));
  private final Alert resolved =
      alerts.resolved(
          RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, model("m"), dataset("s"));

  private final FakeTopic topic = new FakeTopic(ApiFixture.ALERTS);
  private final Queue<FakeTopic> topics =
      new ConcurrentLinkedQueue<>(List.of(topic, new FakeTopic(ApiFixture.ALERTS)));
  private final ApiFixture api = new ApiFixture(topics::remove, AlertAvro::decode);

  @BeforeEach
  void attached() {
    await().until(api.feed::isAttached);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private HttpResponse<InputStream> open(String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri("/api/v1/alerts/stream" + query))
            .header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return api.client.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Reads the lines of the next event, without comments. */
  private static List<String> event(BufferedReader stream) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.isEmpty() && !lines.isEmpty()) {
        return lines;
      }
      if (!line.isEmpty() && !line.startsWith(":")) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Test
  void alerts_comeAsTheyAreRaisedAndResolved() throws Exception {
    HttpResponse<InputStream> response = open("");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("text/event-stream;charset=utf-8");
    try (BufferedReader stream = reader(response)) {
      assertThat(stream.readLine()).isEqualTo(": following");

      topic.arrive(AlertAvro.encode(open));
      topic.arrive(new byte[] {1, 2, 3});
      topic.arrive(AlertAvro.encode(resolved));

      assertThat(event(stream))
          .containsExactly("id: 0-0", "event: alert", "data: " + AlertJson.write(open));
      assertThat(event(stream))
          .containsExactly("id: 0-2", "event: alert", "data: " + AlertJson.write(resolved));
    }
  }

  @Test
  void filters_holdForTheStreamToo() throws Exception {
    try (BufferedReader stream = reader(open("?status=resolved&severity=critical"))) {
      topic.arrive(AlertAvro.encode(open));
      topic.arrive(AlertAvro.encode(resolved));

      assertThat(event(stream).get(0)).isEqualTo("id: 0-1");
    }
    try (BufferedReader stream = reader(open("?namespace=elsewhere"))) {
      topic.arrive(AlertAvro.encode(open));
      assertThat(stream.readLine()).isEqualTo(": following");
      assertThat(stream.readLine()).isEmpty();
      assertThat(stream.readLine()).isEqualTo(": "); // nothing came but a sign of life
    }
    assertThat(api.get("/api/v1/alerts/stream?owner=ada").detail()).contains("owner");
    assertThat(api.get("/api/v1/alerts/stream?status=x").detail())
        .contains("status: is one of open, resolved, all");
  }

  @Test
  void silence_isBrokenByAComment() throws Exception {
    try (BufferedReader stream = reader(open(""))) {
      assertThat(stream.readLine()).isEqualTo(": following");
      assertThat(stream.readLine()).isEmpty();
      assertThat(stream.readLine()).isEqualTo(": ");
    }
  }

  @Test
  void oneWhoComesBack_getsWhatWasMissed() throws Exception {
    try (BufferedReader stream = reader(open(""))) {
      topic.arrive(AlertAvro.encode(open));
      topic.arrive(AlertAvro.encode(resolved));
      event(stream);
      event(stream);
    }
    try (BufferedReader again = reader(open("", "Last-Event-ID", "0-0"))) {
      assertThat(event(again).get(0)).isEqualTo("id: 0-1");
    }
    try (BufferedReader lost = reader(open("", "Last-Event-ID", "0-77"))) {
      assertThat(event(lost)).containsExactly("event: gap", "data: {}");
    }
  }

  @Test
  void whenKafkaIsLost_streamsEndSoThatNothingIsMissedUnseen() throws Exception {
    try (BufferedReader stream = reader(open(""))) {
      topic.fail(new KafkaException("gone"));

      assertThat(event(stream)).isEmpty();
    }
    await().until(api.feed::isAttached);
    assertThat(topics).isEmpty();
  }

  @Test
  void tooManyStreams_areTurnedAway() throws Exception {
    List<BufferedReader> streams = new ArrayList<>();
    for (int i = 0; i < ApiFixture.OPTIONS.streams(); i++) {
      streams.add(reader(open("")));
      assertThat(streams.get(i).readLine()).isEqualTo(": following");
    }

    HttpResponse<InputStream> more = open("");
    assertThat(more.statusCode()).isEqualTo(503);
    assertThat(more.headers().firstValue("Content-Type")).contains("application/problem+json");
    more.body().close();

    for (BufferedReader stream : streams) {
      stream.close();
    }
    await()
        .until(
            () -> {
              try (InputStream again = open("").body()) {
                return again.read() == ':';
              }
            });
  }

  @Test
  void aSlowListener_isCutOffAndOthersAreNot() throws InterruptedException {
    try (AlertFeed.Listener slow = api.feed.listen("")) {
      for (int i = 0; i <= AlertFeed.BEHIND; i++) {
        api.feed.publish(new AlertFeed.Item("0-" + i, open));
      }
      assertThat(slow.isOver()).isFalse();
      int seen = 0;
      while (slow.next(Duration.ZERO).isPresent()) {
        seen++;
      }
      assertThat(seen).isEqualTo(AlertFeed.BEHIND);
      assertThat(slow.isOver()).isTrue();
    }
    try (AlertFeed.Listener behind = api.feed.listen("0-0")) {
      assertThat(behind.hasGap()).isFalse();
    }
  }

  @Test
  void otherAccept_is406() {
    assertThat(
            api.send(
                    HttpRequest.newBuilder(api.uri("/api/v1/alerts/stream"))
                        .header("Accept", "application/json"))
                .status())
        .isEqualTo(406);
  }
}
