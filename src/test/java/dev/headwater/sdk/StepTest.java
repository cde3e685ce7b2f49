package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.MemoryOutbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that a completed step emits one event with what was counted, and that a step which fails
 * emits nothing and is reported. Uses a {@link FakeTransport}.
 */
class StepTest {

  private static final Data RAW = Data.dataset("lab", "raw", "1");
  private static final Data EXTRA = Data.dataset("lab", "extra", "1");
  private static final Data CLEAN = Data.dataset("lab", "clean", "1");

  private final FakeTransport transport = new FakeTransport().acknowledging();
  private final List<String> heard = new ArrayList<>();
  private final HeadwaterClient client = client();
  private final Run run = client.run("pipelines", "nightly", "r1");

  private HeadwaterClient client() {
    ClientSettings settings =
        ClientSettings.of(
            Map.of("bootstrap.servers", "k:1", "registry.url", "http://r:2", "producer", "p"));
    DeliveryListener listener =
        new DeliveryListener() {
          @Override
          public void failed(LineageEvent event, String reason) {}

          @Override
          public void waiting(String reason) {}

          @Override
          public void resumed() {}

          @Override
          public void runFailed(Job job, String id, String reason) {
            heard.add(job.name() + " " + id + ": " + reason);
          }
        };
    Ledger ledger = new Ledger();
    Delivery delivery =
        new Delivery(
            "i", settings, ledger, new MemoryOutbox("i", 1_000_000, ledger), transport, listener);
    return new HeadwaterClient(
        settings, List.of(), listener, CurrentTrace.NONE, Optional.of(delivery));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void complete_emitsWhatCameAbout() throws Exception {
    try (Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN))) {
      step.input(EXTRA, Role.REFERENCE);
      IntStream.range(0, 1_000)
          .parallel()
          .forEach(
              i -> {
                step.read(RAW, 2);
                step.wrote(CLEAN, 1);
              });
      step.event().removed("blank", 1_000);
      step.complete();
    }

    client.flush(java.time.Duration.ofSeconds(60));
    LineageEvent event = transport.sent.poll().event();
    assertThat(event.inputs())
        .extracting(input -> input.records())
        .containsExactly(OptionalLong.of(2_000), OptionalLong.empty());
    assertThat(event.outputs().get(0).records()).hasValue(1_000);
    assertThat(transport.sent).isEmpty();
    assertThat(heard).isEmpty();
    assertThat(client.failedRuns()).isZero();
  }

  @Test
  void anExceptionInside_isAFailedRun_andEmitsNothing() {
    assertThatThrownBy(
            () -> {
              try (Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN))) {
                step.read(RAW, 2);
                throw new IllegalStateException("the disk is gone");
              }
            })
        .hasMessage("the disk is gone");

    assertThat(heard).containsExactly("nightly r1: the step was left before it was complete");
    assertThat(client.failedRuns()).isEqualTo(1);
    assertThat(client.counts().accepted()).isZero();
  }

  @Test
  void run_tellsWhatTheExceptionWas() {
    assertThatThrownBy(
            () ->
                client.step(
                    run.clean(RAW, CLEAN),
                    step -> {
                      throw new java.io.IOException("the disk is gone");
                    }))
        .isInstanceOf(java.io.IOException.class);

    assertThat(heard).containsExactly("nightly r1: java.io.IOException: the disk is gone");
    assertThat(client.counts().accepted()).isZero();
  }

  @Test
  void run_completesByItself() throws Exception {
    LineageEvent event = client.step(run.clean(RAW, CLEAN), step -> step.wrote(CLEAN, 7));

    assertThat(event.outputs().get(0).records()).hasValue(7);
    assertThat(client.counts().accepted()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void whatBreaksTheContract_isNamed_andEmitsNothing() {
    try (Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN))) {
      step.wrote(EXTRA, 1);
      assertThatThrownBy(step::complete)
          .isInstanceOf(InvalidException.class)
          .hasMessageStartingWith("outputs: records of dataset:lab:extra@1 were counted");
    }
    assertThat(heard)
        .singleElement()
        .asString()
        .contains("records of dataset:lab:extra@1 were counted");

    assertThat(client.counts().accepted()).isZero();
    assertThat(client.failedRuns()).isEqualTo(1);
  }

  @Test
  void complete_twice_isRefused() {
    try (Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN))) {
      step.complete();
      assertThatThrownBy(step::complete).isInstanceOf(IllegalStateException.class);
    }
    assertThat(client.counts().accepted()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }
}
