package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.app.settings.StartException;
import dev.headwater.http.operations.Readiness;
import dev.headwater.query.FakeService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows when an instance is ready and healthy. */
class InstanceHealthTest {
  private final FakeService service = new FakeService(2);
  private final AtomicReference<KafkaStreams.State> state =
      new AtomicReference<>(KafkaStreams.State.RUNNING);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Void> outdated = new CompletableFuture<>();
  private final AtomicBoolean followed = new AtomicBoolean(true);
  private final InstanceHealth health =
      new InstanceHealth(
          state::get,
          failure,
          outdated,
          followed::get,
          service.queries,
          () -> List.of(0, 1),
          1_000,
          Duration.ofMinutes(1),
          false);

  @AfterEach
  void close() {
    service.close();
  }

  private Readiness.State ready() {
    return health.readiness().state();
  }

  private void becomeReady() {
    await().atMost(Duration.ofSeconds(60)).until(() -> ready() == Readiness.State.SERVING);
  }

  /** A restart cannot mend it, so nothing must kill the process while it waits for others. */
  @Test
  void instanceWhoseStateIsOutdated_isHealthyAndSaysThatItRebuilds() {
    becomeReady();
    outdated.complete(null);
    state.set(KafkaStreams.State.ERROR);

    assertThat(health.readiness().state()).isEqualTo(Readiness.State.REBUILDING);
    assertThat(health.readiness().detail()).contains("once no instance is in the group");
    assertThat(health.sick()).isEmpty();
  }

  /** A rebalance concerns all instances at once. */
  @Test
  void instanceThatWasReady_staysSoWhilePartitionsMove() {
    becomeReady();

    state.set(KafkaStreams.State.REBALANCING);

    assertThat(ready()).isEqualTo(Readiness.State.SERVING);
  }

  @Test
  void instanceThatStarts_isNotReadyWhilePartitionsMove() {
    state.set(KafkaStreams.State.REBALANCING);
    await().atMost(Duration.ofSeconds(60)).until(() -> service.queries.lag().isKnown());

    assertThat(ready()).isEqualTo(Readiness.State.STARTING);
    assertThat(health.readiness().detail()).contains("REBALANCING");

    state.set(KafkaStreams.State.RUNNING);
    assertThat(ready()).isEqualTo(Readiness.State.SERVING);
  }

  @ParameterizedTest
  @EnumSource(
      value = KafkaStreams.State.class,
      names = {"PENDING_SHUTDOWN", "NOT_RUNNING", "PENDING_ERROR", "ERROR"})
  void instanceThatStops_isNotReadyAnyMore(KafkaStreams.State stopping) {
    becomeReady();

    state.set(stopping);

    assertThat(ready()).isEqualTo(Readiness.State.STARTING);
  }

  @Test
  void alertsThatAreNotFollowed_keepAnInstanceFromBeingReady() {
    becomeReady();

    followed.set(false);

    assertThat(ready()).isEqualTo(Readiness.State.STARTING);
  }

  @Test
  void streamThatCannotContinue_isSaid() {
    assertThat(health.sick()).isEmpty();

    failure.complete(new StartException("the topic is gone"));

    assertThat(health.sick()).isEqualTo("the topic is gone");
  }
}
