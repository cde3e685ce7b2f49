package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.KafkaTransport;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.MemoryOutbox;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.Transport;
import dev.headwater.sdk.internal.spool.Destination;
import dev.headwater.sdk.internal.spool.SpoolOutbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that an event goes to Kafka in the trace in which it was emitted, through memory and
 * through the spool of a client that is gone, and that no supplier makes an event fail. Uses
 * Kafka's {@code MockProducer}, and real files.
 */
class CurrentTraceTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long MEMORY = 1024 * 1024;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  @TempDir private Path spool;

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  private Transport kafka() {
    return new KafkaTransport(
        "headwater.events",
        new KafkaTransport.Connections() {
          @Override
          public int schemaId() {
            return 1;
          }

          @Override
          public void requireTopic(String topic) {
            // It exists.
          }

          @Override
          public Producer<byte[], byte[]> producer() {
            return producer;
          }

          @Override
          public void close() {
            // The producer stays for the next client.
          }
        },
        WireFormat::frame);
  }

  private static ClientSettings settings() {
    return ClientSettings.of(
        Map.of(
            "bootstrap.servers", "nowhere:1",
            "registry.url", "http://nowhere:2",
            "producer", "https://git.example/x@1",
            "retry.pause.millis", "1"));
  }

  private static HeadwaterClient client(
      String name, Outbox outbox, Ledger ledger, Transport transport, Supplier<String> current) {
    DeliveryListener listener = DeliveryListener.logging();
    return new HeadwaterClient(
        settings(),
        List.of(),
        listener,
        new CurrentTrace(current),
        Optional.of(new Delivery(name, settings(), ledger, outbox, transport, listener)));
  }

  private HeadwaterClient inMemory(Supplier<String> current) {
    Ledger ledger = new Ledger();
    return client("here", new MemoryOutbox("here", MEMORY, ledger), ledger, kafka(), current);
  }

  private HeadwaterClient spooling(Transport transport, Supplier<String> current)
      throws IOException {
    Ledger ledger = new Ledger();
    String name = "spooling-" + UUID.randomUUID();
    return client(
        name,
        SpoolOutbox.open(
            name,
            new SpoolOutbox.Options(
                spool, Destination.of("k:9092", "headwater.events"), 64 * MEMORY, 0, MEMORY),
            ledger),
        ledger,
        transport,
        current);
  }

  private static void emit(HeadwaterClient client, String name) {
    client.emit(
        client.run("pipelines", "nightly", "r1").ingest(Data.dataset("lab", name, "1")).build());
  }

  /**
   * What Kafka got: the traces by the names of the outputs; "" for none. Checks keys and values.
   */
  private Map<String, String> sent() {
    Map<String, String> traces = new TreeMap<>();
    producer
        .history()
        .forEach(
            record -> {
              byte[] avro =
                  Arrays.copyOfRange(
                      record.value(), WireFormat.HEADER_BYTES, record.value().length);
              LineageEvent event = EventAvro.decode(avro);
              assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(event.key());
              Header header = record.headers().lastHeader("traceparent");
              traces.put(
                  event.outputs().get(0).asset().name(),
                  header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII));
            });
    return traces;
  }

  @Test
  void emit_readsTheTraceOnceOnTheCallersThread() throws Exception {
    ThreadLocal<String> current = ThreadLocal.withInitial(() -> "");
    AtomicReference<String> threads = new AtomicReference<>("");
    try (HeadwaterClient client =
        inMemory(
            () -> {
              threads.accumulateAndGet(Thread.currentThread().getName(), (all, one) -> all + one);
              return current.get();
            })) {
      current.set(TRACE);
      emit(client, "a");
      current.set(OTHER);
      emit(client, "b");
      current.remove();
      emit(client, "c");
      assertThat(client.flush(LONG)).isTrue();
    }

    assertThat(sent()).isEqualTo(Map.of("a", TRACE, "b", OTHER, "c", ""));
    assertThat(threads.get()).isEqualTo(Thread.currentThread().getName().repeat(3));
  }

  @Test
  void emit_takesNoHarmFromASupplier() throws Exception {
    AtomicReference<Supplier<String>> current = new AtomicReference<>(() -> null);
    try (HeadwaterClient client = inMemory(() -> current.get().get())) {
      emit(client, "null");
      current.set(() -> "00-00000000000000000000000000000000-0000000000000000-00");
      emit(client, "zeros");
      current.set(() -> "x".repeat(8 * 1024));
      emit(client, "long");
      current.set(
          () -> {
            throw new IllegalStateException("no context");
          });
      emit(client, "throws");
      current.set(
          () -> {
            throw new NoClassDefFoundError("io/opentelemetry/api/trace/Span");
          });
      emit(client, "missing");
      current.set(
          () -> {
            throw new AssertionError("a supplier of a user may throw anything");
          });
      emit(client, "error");
      assertThat(client.flush(LONG)).isTrue();
      assertThat(client.counts()).isEqualTo(new DeliveryCounts(6, 6, 0, 0, 0));
    }

    assertThat(sent())
        .isEqualTo(
            Map.of("null", "", "zeros", "", "long", "", "throws", "", "missing", "", "error", ""));
  }

  @Test
  void trace_comesOutOfTheSpoolOfAClientThatIsGone() throws Exception {
    AtomicReference<String> current = new AtomicReference<>(TRACE);
    try (HeadwaterClient first = spooling(new FakeTransport().away("away"), current::get)) {
      emit(first, "a");
      current.set("");
      emit(first, "b");
      current.set(OTHER);
      emit(first, "c");
      assertThat(first.close(Duration.ZERO)).isEqualTo(new Remainder(3, List.of()));
    }
    try (var files = Files.list(spool)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".events"));
    }

    try (HeadwaterClient next = spooling(kafka(), () -> OTHER)) {
      await().atMost(LONG).until(() -> next.counts().recovered() == 3);
      assertThat(next.flush(LONG)).isTrue();
    }

    assertThat(sent()).isEqualTo(Map.of("a", TRACE, "b", "", "c", OTHER));
  }

  @Test
  void builder_takesTheSupplier() {
    AtomicInteger calls = new AtomicInteger();
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers("127.0.0.1:1")
            .registryUrl("http://127.0.0.1:1")
            .producer("https://git.example/x@1")
            .set(Setting.SPOOL_BYTES, "0")
            .traceparent(
                () -> {
                  calls.incrementAndGet();
                  return TRACE;
                })
            .build(Map.of())) {
      emit(client, "a");
      client.close(Duration.ZERO);
    }

    assertThat(calls).hasValue(1);
  }
}
