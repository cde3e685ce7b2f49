package dev.headwater.sdk.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Job;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Run;
import dev.headwater.sdk.Setting;
import dev.headwater.sdk.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that the meters report the counts of a client. The client has no servers, so its events
 * stay in the spool.
 */
class ClientMetricsTest {

  private static final Data RAW = Data.dataset("lab", "raw", "1");

  @TempDir private Path folder;

  @Test
  void meters_areTheCountsOfTheClient() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers("127.0.0.1:1")
            .registryUrl("http://127.0.0.1:1")
            .spool(folder)
            .set(Setting.CLOSE_TIMEOUT_MILLIS, "0")
            .build()) {
      new ClientMetrics(client).bindTo(registry);
      Run run = Run.of("p", new Job("n", "j"), "r");

      client.emit(run.ingest(RAW).build());
      client.emit(run.ingest(RAW).build());
      Step<?> left = client.begin(run.ingest(RAW));
      left.close();

      assertThat(
              registry
                  .get("headwater.client.events")
                  .tag("state", "accepted")
                  .functionCounter()
                  .count())
          .isEqualTo(2);
      assertThat(
              registry
                  .get("headwater.client.events")
                  .tag("state", "dropped")
                  .functionCounter()
                  .count())
          .isZero();
      assertThat(registry.get("headwater.client.pending").gauge().value()).isEqualTo(2);
      assertThat(registry.get("headwater.client.runs.failed").functionCounter().count())
          .isEqualTo(1);
    }
    assertThat(registry.get("headwater.client.pending").gauge().value())
        .as("they are in the spool")
        .isEqualTo(2);
    assertThat(registry.get("headwater.client.spooled").gauge().value()).isPositive();
  }
}
