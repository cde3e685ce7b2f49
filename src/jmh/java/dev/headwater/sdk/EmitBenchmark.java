package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.SynthesisKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what {@code emit} costs the emitting thread, beside a plain {@code KafkaProducer.send}
 * of the same bytes to the same broker. It works in bursts. Each burst is delivered before the next
 * begins, so that neither a full buffer of the producer nor a full queue of the client is measured.
 * Run with {@code -prof gc} for the allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 150)
@Measurement(iterations = 200)
@Fork(1)
public class EmitBenchmark {

  /** The events that a job emits at once, at most. */
  private static final int BURST = 500;

  /** More events than are written to disk while they are emitted. */
  private static final int FLOOD = 10_000;

  private static final String TOPIC = "headwater.events";

  private EmbeddedBroker broker;
  private DevRegistry registry;
  private Path folder;
  private HeadwaterClient spooling;
  private HeadwaterClient inMemory;
  private HeadwaterClient disabled;
  private KafkaProducer<byte[], byte[]> producer;
  private LineageEvent event;
  private byte[] key;
  private byte[] value;

  /** Starts the broker, the registry, the clients and the plain producer. */
  @Setup
  public void start() throws Exception {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
    }
    folder = Files.createTempDirectory("emit-benchmark");
    spooling = client("spool.dir", folder.toString());
    inMemory = client("spool.bytes", "0");
    disabled = client("enabled", "false");
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    event = event();
    key = event.key().getBytes(StandardCharsets.UTF_8);
    value = WireFormat.frame(1, EventAvro.encode(event));
    System.out.println("# " + value.length + " bytes an event");
  }

  private HeadwaterClient client(String setting, String text) {
    return HeadwaterClient.builder()
        .bootstrapServers(broker.bootstrapServers())
        .registryUrl(registry.url().toString())
        .settings(Map.of(setting, text))
        .build(Map.of());
  }

  /** An event with two inputs, one output and about a kilobyte. */
  private static LineageEvent event() {
    Run run =
        Run.of(
            "https://git.example/dialogue@4f2c1d",
            new dev.headwater.model.Job("pipelines", "make-dialogues"),
            "7d3e");
    return run.synthesize(
            Data.dataset("lab", "dialogues", "1").records(52_002).sha256("7".repeat(64)))
        .input(Data.dataset("lab", "seed-questions", "2").sha256("9".repeat(64)), Role.SEED)
        .input(Data.model("openai", "text-davinci-003", "2022-11-28"), Role.GENERATOR)
        .synthesis(
            Synthesis.of(SynthesisKind.LLM)
                .generator("openai", "text-davinci-003", "2022-11-28")
                .prompt("user", "You are asked to come up with a dialogue. ".repeat(12))
                .parameter("temperature", "1.0")
                .parameter("top_p", "1.0"))
        .agent(Agents.person("orcid:0000-0002-1825-0097", "PROMPT_AUTHOR"))
        .build();
  }

  /** Waits until everything that was sent has arrived, before the next burst. */
  @TearDown(Level.Invocation)
  public void settle() throws InterruptedException {
    spooling.flush(Duration.ofMinutes(1));
    inMemory.flush(Duration.ofMinutes(1));
    producer.flush();
  }

  /** Closes everything. */
  @TearDown
  public void stop() throws IOException {
    System.out.println("# " + spooling.counts() + " " + inMemory.counts());
    spooling.close();
    inMemory.close();
    producer.close();
    registry.close();
    broker.close();
    Files.deleteIfExists(folder);
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void emit() {
    for (int i = 0; i < BURST; i++) {
      spooling.emit(event);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void emitWithoutSpool() {
    for (int i = 0; i < BURST; i++) {
      inMemory.emit(event);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void emitDisabled() {
    for (int i = 0; i < BURST; i++) {
      disabled.emit(event);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void producerSend() {
    for (int i = 0; i < BURST; i++) {
      producer.send(new ProducerRecord<>(TOPIC, key, value));
    }
  }

  @Benchmark
  @OperationsPerInvocation(FLOOD)
  @Warmup(iterations = 30)
  @Measurement(iterations = 60)
  public void floodEmit() {
    for (int i = 0; i < FLOOD; i++) {
      spooling.emit(event);
    }
  }

  @Benchmark
  @OperationsPerInvocation(FLOOD)
  @Warmup(iterations = 30)
  @Measurement(iterations = 60)
  public void floodProducerSend() {
    for (int i = 0; i < FLOOD; i++) {
      producer.send(new ProducerRecord<>(TOPIC, key, value));
    }
  }
}
