package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.MemoryOutbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows what a client does with events: delivery, retries, a full queue, closing, and a listener
 * that throws. Uses a {@link FakeTransport} and an outbox in memory.
 */
class HeadwaterClientTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final FakeTransport transport = new FakeTransport();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<HeadwaterClient> clients = new ArrayList<>();

  @AfterEach
  void closeClients() {
    clients.forEach(client -> client.close(Duration.ZERO));
  }

  private HeadwaterClient client(Map<String, String> more, DeliveryListener listener) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", "nowhere:1");
    values.put("registry.url", "http://nowhere:2");
    values.put("producer", "https://git.example/x@1");
    values.put("retry.pause.millis", "1");
    values.put("retry.pause.max.millis", "2");
    values.putAll(more);
    ClientSettings settings = ClientSettings.of(values);
    Ledger ledger = new Ledger();
    Delivery delivery =
        new Delivery(
            "instance",
            settings,
            ledger,
            new MemoryOutbox("instance", settings.number(Setting.QUEUE_BYTES), ledger),
            transport,
            listener);
    HeadwaterClient client =
        new HeadwaterClient(
            settings,
            List.of(Agents.organization("org:lab", "OWNER")),
            listener,
            CurrentTrace.NONE,
            Optional.of(delivery));
    clients.add(client);
    return client;
  }

  private HeadwaterClient client() {
    return client(Map.of(), recording());
  }

  private DeliveryListener recording() {
    return new DeliveryListener() {
      @Override
      public void failed(LineageEvent event, String reason) {
        heard.add("failed " + event.outputs().get(0).asset().name() + ": " + reason);
      }

      @Override
      public void dropped(long events, String reason) {
        heard.add("dropped " + events + ": " + reason);
      }

      @Override
      public void waiting(String reason) {
        heard.add("waiting: " + reason);
      }

      @Override
      public void resumed() {
        heard.add("resumed");
      }
    };
  }

  private static LineageEvent event(HeadwaterClient client, String name) {
    return client.run("pipelines", "nightly", "r1").ingest(Data.dataset("lab", name, "1")).build();
  }

  @Test
  void run_hasProducerAndAgentsOfTheClient() {
    LineageEvent event = event(client(), "a");

    assertThat(event.producer()).isEqualTo("https://git.example/x@1");
    assertThat(event.agents()).extracting(agent -> agent.id()).containsExactly("org:lab");
  }

  @Test
  void emit_deliversTheEventAsItWas() throws Exception {
    HeadwaterClient client = client();
    LineageEvent event = event(client, "a");

    client.emit(event);

    var sent = transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(sent.event()).isEqualTo(event);
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, 0, 0));
    sent.outcome().delivered();
    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 1, 0, 0, 0));
  }

  @Test
  void emit_whileEverythingIsAway_acceptsAndGoesOnWhenItIsBack() throws Exception {
    transport.acknowledging().away("Kafka does not answer");
    HeadwaterClient client = client();

    for (int i = 0; i < 100; i++) {
      client.emit(event(client, "a" + i));
    }

    assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo("waiting: Kafka does not answer");
    assertThat(client.flush(SHORT)).isFalse();
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(100, 0, 0, 0, 0));
    transport.away("the registry does not answer");
    assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo("waiting: the registry does not answer");
    transport.away("");
    assertThat(client.flush(LONG)).isTrue();
    assertThat(heard).containsExactly("resumed");
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(100, 100, 0, 0, 0));
  }

  @Test
  void emit_whatIsTriedAgain_isDeliveredOnce() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));

    var first = transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    first.outcome().tryAgain("timed out");
    var second = transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(second.event()).isEqualTo(first.event());
    second.outcome().delivered();
    // The first attempt succeeded after all.
    first.outcome().delivered();

    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 1, 0, 0, 0));
  }

  @Test
  void emit_whatKafkaRefuses_failsWithTheReason() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));

    transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS).outcome().refused("too large");

    assertThat(client.flush(LONG)).isTrue();
    assertThat(heard).containsExactly("failed a: too large");
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 0, 1, 0, 0));
  }

  @Test
  void emit_toAFullQueue_dropsCountsAndTells() throws Exception {
    transport.away("away");
    HeadwaterClient client = client(Map.of("queue.bytes", "1000"), recording());

    for (int i = 0; i < 10; i++) {
      client.emit(event(client, "a" + i));
    }

    DeliveryCounts counts = client.counts();
    assertThat(counts.accepted()).isEqualTo(10);
    assertThat(counts.dropped()).isBetween(5L, 9L);
    assertThat(counts.pending()).isEqualTo(10 - counts.dropped());
    await()
        .atMost(LONG)
        .until(() -> heard.stream().mapToLong(this::dropped).sum() == counts.dropped());
    transport.acknowledging().away("");
    assertThat(client.flush(LONG)).as("what is dropped is not waited for").isTrue();
    assertThat(client.counts().delivered()).isEqualTo(10 - counts.dropped());
  }

  private long dropped(String line) {
    return line.startsWith("dropped ")
        ? Long.parseLong(line.substring("dropped ".length(), line.indexOf(':')))
        : 0;
  }

  @Test
  void silence_isTold_andItsEndToo() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));
    var sent = transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo("waiting: nothing has been acknowledged for 5 s");
    sent.outcome().delivered();

    assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("resumed");
  }

  @Test
  void close_returnsWhatWasNotDelivered_inTheTimeGiven() {
    transport.away("away");
    HeadwaterClient client = client();
    LineageEvent one = event(client, "one");
    LineageEvent two = event(client, "two");
    client.emit(one);
    client.emit(two);

    long beganNanos = System.nanoTime();
    Remainder remainder = client.close(SHORT);
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);

    assertThat(remainder).isEqualTo(new Remainder(0, List.of(one, two)));
    assertThat(took).isLessThan(LONG);
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(2, 0, 2, 0, 0));
    assertThat(heard).contains("failed two: it was not delivered before the client closed");
    await().atMost(LONG).until(transport::closed);
    assertThat(client.close(LONG).isEmpty()).isTrue();
  }

  /** Closes the client while the transport gives what it gets no outcome but this one. */
  private List<FakeTransport.Sent> closeWhile(
      HeadwaterClient client, Consumer<FakeTransport.Sent> outcome) throws Exception {
    List<FakeTransport.Sent> sent = new ArrayList<>();
    Thread closing = new Thread(() -> client.close(LONG));
    closing.start();
    while (closing.isAlive() || !transport.sent.isEmpty()) {
      var next = transport.sent.poll(1, TimeUnit.MILLISECONDS);
      if (next != null) {
        sent.add(next);
        outcome.accept(next);
      }
    }
    return sent;
  }

  @Test
  void close_afterKafkaRefusedTheLastEvent_sendsAClosingRecordWithoutIt() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));
    client.emit(event(client, "b"));

    List<FakeTransport.Sent> sent =
        closeWhile(
            client,
            one -> {
              if (one.event().key().endsWith("b")) {
                one.outcome().refused("too large");
              } else {
                one.outcome().delivered();
              }
            });

    FakeTransport.Sent closing = sent.get(sent.size() - 1);
    assertThat(closing.number()).isEqualTo(3);
    assertThat(closing.event().type()).isEqualTo(EventType.RETRACT);
    assertThat(closing.event().outputs()).isEmpty();
    assertThat(closing.event().job()).isEqualTo(new Job("pipelines", "nightly"));
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(2, 1, 1, 0, 0));
    assertThat(heard).containsExactly("failed b: too large");
  }

  @Test
  void close_whenNoEventHadRoom_sendsAClosingRecord() throws Exception {
    HeadwaterClient client = client(Map.of("queue.bytes", "1"), recording());
    client.emit(event(client, "a"));

    List<FakeTransport.Sent> sent = closeWhile(client, one -> one.outcome().delivered());

    assertThat(sent).extracting(FakeTransport.Sent::number).containsExactly(2L);
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, 1, 0));
  }

  @Test
  void close_whenTheLastEventArrived_orThereWasNone_sendsNothingMore() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));

    assertThat(closeWhile(client, one -> one.outcome().delivered())).hasSize(1);
    assertThat(closeWhile(client(), one -> one.outcome().delivered())).isEmpty();
  }

  @Test
  void close_whatArrivesAfterwardsIsNotCountedTwice() throws Exception {
    HeadwaterClient client = client();
    client.emit(event(client, "a"));
    var sent = transport.sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);

    client.close(SHORT);
    sent.outcome().delivered();

    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 0, 1, 0, 0));
  }

  @Test
  void emit_afterClose_isDropped() {
    HeadwaterClient client = client();
    client.close();

    client.emit(event(client, "late"));

    assertThat(heard).containsExactly("dropped 1: the client is closed");
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, 1, 0));
  }

  /**
   * The client drops events for lack of room and, from some moment on, because it is closed. It
   * tells the first from the sender's thread and at the end, the others from the emitting thread.
   */
  @Test
  void emit_whileAnotherThreadCloses_tellsEachDropOnce() throws Exception {
    transport.away("away");
    for (int round = 0; round < 100; round++) {
      HeadwaterClient client = client(Map.of("queue.bytes", "2000"), recording());
      LineageEvent event = event(client, "a");
      List<Thread> emitting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        emitting.add(
            new Thread(
                () -> {
                  for (int n = 0; n < 200; n++) {
                    client.emit(event);
                  }
                }));
      }
      emitting.forEach(Thread::start);
      client.close(Duration.ofMillis(round % 5));
      for (Thread one : emitting) {
        one.join();
      }

      DeliveryCounts counts = client.counts();
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(heard.stream().mapToLong(this::dropped).sum())
                      .isEqualTo(counts.dropped()));
      assertThat(heard.stream().filter(line -> line.startsWith("failed ")).count())
          .isEqualTo(counts.failed());
      assertThat(counts.accepted()).isEqualTo(800);
      assertThat(counts.pending()).isZero();
      heard.clear();
    }
  }

  @Test
  void listener_thatThrows_changesNothing() throws Exception {
    transport.acknowledging().away("away");
    HeadwaterClient client =
        client(
            Map.of(),
            new DeliveryListener() {
              @Override
              public void failed(LineageEvent event, String reason) {
                throw new IllegalStateException("from the listener");
              }

              @Override
              public void dropped(long events, String reason) {
                throw new StackOverflowError("from the listener");
              }

              @Override
              public void waiting(String reason) {
                heard.add("waiting");
                throw new AssertionError("from the listener");
              }

              @Override
              public void resumed() {
                throw new IllegalStateException("from the listener");
              }
            });
    client.emit(event(client, "a"));
    assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("waiting");

    transport.away("");

    assertThat(client.flush(LONG)).isTrue();
    client.close();
    client.emit(event(client, "b"));
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(2, 1, 0, 1, 0));
  }

  @Test
  void emit_fromManyThreads_losesNothing() throws Exception {
    transport.acknowledging();
    HeadwaterClient client = client();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String name = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  client.emit(event(client, name));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.counts()).isEqualTo(new DeliveryCounts(4000, 4000, 0, 0, 0));
    assertThat(transport.sent.stream().map(sent -> sent.event().eventId()).distinct())
        .hasSize(4000);
  }

  @Test
  void emit_null_isTheOneThingItThrowsFor() {
    HeadwaterClient client = client();

    assertThatThrownBy(() -> client.emit(null)).isInstanceOf(NullPointerException.class);
    assertThat(client.counts().accepted()).isZero();
  }
}
