package dev.headwater.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagMeterTest {
  private volatile boolean away;

  private Backlog backlog() {
    if (away) {
      throw new UnavailableException("Kafka does not answer", new IllegalStateException());
    }
    return new Backlog(7, 2, false, 0);
  }

  @Test
  void records_areThoseOfEachFeed_andUnknownWhileKafkaIsAway() {
    try (LagMeter meter = new LagMeter(new FakeWatermarks(this::backlog))) {
      await()
          .untilAsserted(
              () ->
                  assertThat(meter.records())
                      .isEqualTo(Map.of(Feed.OPENLINEAGE, 0L, Feed.EVENTS, 7L, Feed.GRAPH, 2L)));

      away = true;
      await().untilAsserted(() -> assertThat(meter.records()).isEmpty());

      away = false;
      await().untilAsserted(() -> assertThat(meter.records()).containsEntry(Feed.EVENTS, 7L));
    }
  }
}
