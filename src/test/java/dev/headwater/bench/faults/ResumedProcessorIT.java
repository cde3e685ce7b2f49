package dev.headwater.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.agreement.AlertTopic;
import dev.headwater.bench.faults.Fault.Kind;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses one of two processors while grace periods end, for so long that the other one takes its
 * partitions over and delivers the alerts. When the paused one goes on, its clock says that the
 * same alerts are due. It must not deliver them again. Its tasks have consumed nothing since they
 * began, because it was restarted after the events: Kafka Streams then commits no offsets, and
 * without offsets Kafka does not compare the owner.
 */
@Timeout(900)
class ResumedProcessorIT {
  private static final int ASSETS = 40;

  /** Enough time to restart both processors; doubled on a machine where that takes longer. */
  private static final Duration FIRST_GRACE = Duration.ofSeconds(40);

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** The pause begins so long before the grace periods end. */
  private static final Duration BEFORE_DUE = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = RunSettings.SESSION_MILLIS + 6_000;

  @TempDir private Path folder;

  private ProcessCluster cluster;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void alertsThatTheNewOwnerDelivered_areNotDeliveredAgain() throws Exception {
    Duration grace = FIRST_GRACE;
    Instant pause = restartedWithin(grace);
    while (pause.isBefore(Instant.now())) {
      cluster.close();
      grace = grace.multipliedBy(2);
      pause = restartedWithin(grace);
    }
    cluster.perform(List.of(), Duration.between(Instant.now(), pause).toMillis());
    cluster.perform(
        List.of(new Fault(0, Kind.PAUSE_PROCESSOR, 1, PAUSE_MILLIS)), PAUSE_MILLIS + 3_000);
    cluster.heal();

    AlertsOfApi api = new AlertsOfApi(cluster.api());
    AtomicReference<List<Alert>> answered = new AtomicReference<>();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class) // it may say that it cannot answer now
        .untilAsserted(
            () -> {
              assertThat(api.isQuiescent()).as("quiescent").isTrue();
              answered.set(api.all());
              assertThat(answered.get()).as("alerts").hasSize(ASSETS);
            });
    AlertTopic delivered = new AlertTopic();
    List<Alert> records = delivered();
    records.forEach(delivered::deliver);
    assertThat(delivered.faults()).isEmpty();
    assertThat(records).hasSize(ASSETS);
    assertThat(delivered.differences(answered.get())).isEmpty();
  }

  /**
   * Starts two processors, sends the events and restarts both; returns when the pause has to begin.
   */
  private Instant restartedWithin(Duration grace) throws Exception {
    Path own = Files.createDirectory(folder.resolve("grace-" + grace.toSeconds()));
    Path policy =
        Files.writeString(
            own.resolve("grace.yaml"),
            "rules:\n  UNDOCUMENTED_SYNTHETIC: {grace: " + grace + "}\n");
    cluster =
        new ProcessCluster(
            own, RunSettings.of(own, Map.of("policy.file", policy.toString())), line -> {});
    cluster.start(2);
    await().atMost(PATIENCE).until(new AlertsOfApi(cluster.api())::isQuiescent);
    Instant pause = Instant.now().plus(grace).minus(BEFORE_DUE);
    send();
    await().atMost(PATIENCE).until(new AlertsOfApi(cluster.api())::isQuiescent);
    restartBoth();
    return pause;
  }

  private void restartBoth() {
    cluster.perform(
        List.of(
            new Fault(0, Kind.KILL_PROCESSOR, 0, 100), new Fault(0, Kind.KILL_PROCESSOR, 1, 100)),
        500);
    cluster.heal();
    await().atMost(PATIENCE).until(new AlertsOfApi(cluster.api())::isQuiescent);
  }

  /** Sends an event for each of {@link #ASSETS} undocumented synthetic assets. */
  private void send() throws Exception {
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(cluster.registryUrl()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEncoder encoder = new EventEncoder(schemas::register, TopicNames.DEFAULT.events());
      for (int i = 0; i < ASSETS; i++) {
        LineageEvent event =
            LineageEvent.builder(EventType.SYNTHESIZE)
                .eventId(UUID.randomUUID())
                .eventTime(Instant.parse("2026-01-01T00:00:00Z"))
                .producer("p")
                .job(new Job("n", "j"))
                .run("r")
                .outputs(List.of(Output.of(Asset.parse("dataset:resumed:d" + i))))
                .build();
        producer
            .send(
                new ProducerRecord<>(
                    TopicNames.DEFAULT.events(),
                    event.key().getBytes(UTF_8),
                    encoder.encode(event)))
            .get();
      }
    }
  }

  private List<Alert> delivered() {
    try (SchemaRegistry schemas =
        SchemaRegistry.connect(List.of(cluster.registryUrl()), Map.of())) {
      AlertDecoder decoder = new AlertDecoder(schemas::schemaById);
      return CommittedTopic.read(cluster.bootstrapServers(), TopicNames.DEFAULT.alerts()).stream()
          .map(row -> decoder.decode(row.value()))
          .toList();
    }
  }
}
