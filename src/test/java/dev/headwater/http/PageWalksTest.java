package dev.headwater.http;

import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.query.Composed;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts how often one request asks for what is known of the assets upstream. */
class PageWalksTest {
  private static final int ASSETS = 40;

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private static Asset version(int number) {
    return dataset("talk@" + number);
  }

  /** A chain of datasets, each cleaned from the one before. */
  private void chain() {
    for (int i = 0; i < ASSETS; i++) {
      Composed event =
          i == 0
              ? Composed.of(EventType.INGEST, version(0)).with(languages("en", 3, "sw", 1))
              : Composed.of(EventType.CLEAN, version(i)).from(version(i - 1), 4);
      api.graph.event(version(i), event.event());
      if (i > 0) {
        api.graph.edge(version(i - 1), version(i));
      }
    }
  }

  /** The page and the card show the verdict of the gate, the origins, and who is represented. */
  @ParameterizedTest
  @ValueSource(strings = {"/assets/%s", "/assets/%s/card", "/api/v1/assets/%s/card"})
  void request_readsEachAssetUpstreamOnce(String path) throws Exception {
    chain();

    HttpResponse<String> answer =
        api.client.send(
            HttpRequest.newBuilder(
                    api.uri(path.formatted(ApiFixture.segment(version(ASSETS - 1).urn()))))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("language");
    assertThat(api.graph.factsAsked()).as("one walk").isEqualTo(ASSETS);
    assertThat(api.graph.statementsAsked()).as("no second walk").isZero();
  }
}
