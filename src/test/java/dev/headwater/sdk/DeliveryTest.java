package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.FreePort;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.SynthesisKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that a client, or the next client on its folder, delivers every event, even if servers are
 * unavailable for some time. Uses an embedded broker and a development registry.
 */
class DeliveryTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Data RAW = Data.dataset("lab", "raw", "1");
  private static final Data CLEAN = Data.dataset("lab", "clean", "1");

  @TempDir Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private HeadwaterClient client(int kafkaPort, int registryPort) {
    return HeadwaterClient.builder()
        .bootstrapServers("127.0.0.1:" + kafkaPort)
        .registryUrl("http://127.0.0.1:" + registryPort)
        .producer("https://git.example/x@1")
        .set(Setting.CONNECT_TIMEOUT_MILLIS, "2000")
        .spool(folder.resolve("spool"))
        .listener(
            new DeliveryListener() {
              @Override
              public void failed(LineageEvent event, String reason) {
                heard.add("failed: " + reason);
              }

              @Override
              public void recovered(long events) {
                heard.add("recovered " + events);
              }

              @Override
              public void waiting(String reason) {
                heard.add("waiting: " + reason);
              }

              @Override
              public void resumed() {
                heard.add("resumed");
              }
            })
        .build();
  }

  /** Returns one event of each type, in the order in which a pipeline would emit them. */
  private static List<LineageEvent> oneOfEach(Run run) {
    LineageEvent trained = run.train(CLEAN, Data.model("lab", "m", "1")).build();
    List<LineageEvent> events = new ArrayList<>();
    events.add(run.ingest(RAW.measured("language", "records", Map.of("sw", 7))).build());
    events.add(run.clean(RAW, CLEAN).removed("too short", 3).build());
    events.add(run.transform(RAW, CLEAN).build());
    events.add(run.synthesize(CLEAN).input(RAW, Role.SEED).build());
    events.add(trained);
    events.add(run.document(CLEAN).input(RAW, Role.SEED).build());
    events.add(run.retract(trained.eventId(), "wrong run").assetsOf(trained).build());
    return events;
  }

  @Test
  void events_arriveAsTheyWere() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        HeadwaterClient client = client(broker.port(), registry.port())) {
      EventsTopic.create(broker.bootstrapServers());
      List<LineageEvent> events = oneOfEach(client.run("pipelines", "nightly", "r1"));

      events.forEach(client::emit);

      assertThat(client.flush(LONG)).isTrue();
      assertThat(EventsTopic.read(broker.bootstrapServers(), registry.url())).isEqualTo(events);
      assertThat(client.counts()).isEqualTo(new DeliveryCounts(7, 7, 0, 0, 0));
      assertThat(heard).allMatch(DeliveryTest::isOfWaiting);
    }
  }

  @Test
  void everythingAway_isWaitedForByName_andNothingIsLost() throws Exception {
    int kafkaPort = FreePort.next();
    int registryPort = FreePort.next();
    try (HeadwaterClient client = client(kafkaPort, registryPort)) {
      List<LineageEvent> events = oneOfEach(client.run("pipelines", "nightly", "r1"));

      long beganNanos = System.nanoTime();
      events.forEach(client::emit);
      long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);

      assertThat(tookMillis).as("emit waits for nobody").isLessThan(10_000);
      assertThat(next()).startsWith("waiting: Kafka at 127.0.0.1:" + kafkaPort);
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, kafkaPort)) {
        assertThat(afterKafka()).contains("the topic headwater.events does not exist yet");
        assertThat(EventsTopic.exists(broker.bootstrapServers())).isFalse();
        EventsTopic.create(broker.bootstrapServers());
        assertThat(afterKafka()).startsWith("waiting: ").contains("127.0.0.1:" + registryPort);
        assertThat(client.counts()).isEqualTo(new DeliveryCounts(7, 0, 0, 0, 0));
        try (DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), registryPort)) {
          assertThat(client.flush(LONG)).isTrue();
          assertThat(next()).isEqualTo("resumed");
          assertThat(EventsTopic.read(broker.bootstrapServers(), registry.url())).isEqualTo(events);
        }
      }
    }
  }

  @Test
  void brokerAwayInTheMiddle_goesOnWhenItIsBack() throws Exception {
    int kafkaPort = FreePort.next();
    HeadwaterClient client;
    List<LineageEvent> events;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, kafkaPort);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      EventsTopic.create(broker.bootstrapServers());
      client = client(kafkaPort, registry.port());
      events = oneOfEach(client.run("pipelines", "nightly", "r1"));
      client.emit(events.get(0));
      assertThat(client.flush(LONG)).isTrue();
    }
    try (HeadwaterClient open = client) {
      events.subList(1, events.size()).forEach(open::emit);
      assertThat(open.flush(Duration.ofMillis(500))).isFalse();
      assertThat(open.counts()).isEqualTo(new DeliveryCounts(7, 1, 0, 0, 0));

      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, kafkaPort);
          DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
        assertThat(open.flush(LONG)).isTrue();
        assertThat(EventsTopic.read(broker.bootstrapServers(), registry.url()))
            .containsExactlyInAnyOrderElementsOf(events);
        assertThat(open.counts()).isEqualTo(new DeliveryCounts(7, 7, 0, 0, 0));
      }
    }
  }

  @Test
  void whatIsLeftAtTheEnd_isDeliveredByTheNextClientOnTheFolder() throws Exception {
    List<LineageEvent> events;
    int kafkaPort = FreePort.next();
    try (HeadwaterClient client = client(kafkaPort, FreePort.next())) {
      events = oneOfEach(client.run("pipelines", "nightly", "r1"));
      events.forEach(client::emit);

      assertThat(client.close(Duration.ofSeconds(2))).isEqualTo(new Remainder(7, List.of()));

      assertThat(client.counts()).isEqualTo(new DeliveryCounts(7, 0, 0, 0, 0));
    }
    heard.clear();
    try (HeadwaterClient elsewhere = client(FreePort.next(), FreePort.next())) {
      assertThat(elsewhere.flush(LONG)).isTrue();
      assertThat(elsewhere.counts()).isEqualTo(new DeliveryCounts(0, 0, 0, 0, 0));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, kafkaPort);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      EventsTopic.create(broker.bootstrapServers());
      try (HeadwaterClient next = client(broker.port(), registry.port())) {
        assertThat(next.flush(LONG)).isTrue();

        assertThat(EventsTopic.read(broker.bootstrapServers(), registry.url()))
            .containsExactlyElementsOf(events);
        assertThat(next.counts()).isEqualTo(new DeliveryCounts(7, 7, 0, 0, 7));
      }
      heard.removeIf(DeliveryTest::isOfWaiting);
      assertThat(heard).containsExactly("recovered 7");
    }
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void aLastEventThatKafkaRefuses_isFollowedByAClosingRecordThatItTakes() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      EventsTopic.create(broker.bootstrapServers());
      HeadwaterClient client = client(broker.port(), registry.port());
      Run run = client.run("pipelines", "nightly", "r1");
      LineageEvent first = run.ingest(RAW).build();
      Synthesis prompts = Synthesis.of(SynthesisKind.LLM);
      for (int i = 0; i < 20; i++) {
        prompts.prompt("user", "x".repeat(60_000));
      }
      LineageEvent tooLarge = run.synthesize(CLEAN).synthesis(prompts).build();

      client.emit(first);
      client.emit(tooLarge);
      assertThat(client.flush(LONG)).isTrue();
      client.close();

      assertThat(client.counts()).isEqualTo(new DeliveryCounts(2, 1, 1, 0, 0));
      heard.removeIf(DeliveryTest::isOfWaiting);
      assertThat(heard).hasSize(1).first().asString().contains("RecordTooLargeException");
      List<LineageEvent> there = EventsTopic.read(broker.bootstrapServers(), registry.url());
      assertThat(there).hasSize(2).startsWith(first);
      assertThat(there.get(1).type()).isEqualTo(EventType.RETRACT);
      assertThat(there.get(1).job()).isEqualTo(first.job());
      assertThat(there.get(1).outputs()).isEmpty();
    }
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  private String next() throws InterruptedException {
    return heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Returns the next message that is not about Kafka. On a busy machine, Kafka may answer late. */
  private String afterKafka() throws InterruptedException {
    String next = next();
    while (next != null && next.startsWith("waiting: Kafka at ")) {
      next = next();
    }
    return next;
  }

  /**
   * Returns whether a message is about waiting. Such messages may come at any time: on a busy
   * machine, a connection may take longer than the configured timeout.
   */
  private static boolean isOfWaiting(String message) {
    return message.startsWith("waiting: ") || message.equals("resumed");
  }
}
