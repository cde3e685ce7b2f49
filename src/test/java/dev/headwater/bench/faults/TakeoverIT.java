package dev.headwater.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.bench.faults.Fault.Kind;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.stream.Partitioning;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what the readers of two instances notice when one is killed, comes back, joins or
 * leaves, while events keep coming. Each instance is a process of its own. {@link TakeoverReaders}
 * holds each answer against what was acknowledged.
 */
@Timeout(1200)
class TakeoverIT {
  private static final int PARTITIONS = 4;
  private static final long BETWEEN_EVENTS_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** How long a killed instance is away: longer than its partitions take to move. */
  private static final long AWAY_MILLIS = 80_000;

  @TempDir private Path folder;

  private ProcessCluster cluster;
  private TakeoverReaders readers;
  private final List<String> wrong = new ArrayList<>();
  private Thread emitter;
  private volatile boolean emitting = true;
  private volatile Throwable failure;

  @BeforeEach
  void start() {
    cluster =
        new ProcessCluster(
            folder,
            Map.of("topic.partitions", Integer.toString(PARTITIONS), "threads", "1"),
            line -> {});
    cluster.start(2);
    readers = new TakeoverReaders(PARTITIONS);
    emitter = new Thread(this::emit, "emitter");
    emitter.setDaemon(true);
    emitter.start();
    await().atMost(PATIENCE).until(() -> readers.known() > 50);
    cluster.perform(List.of(), 8_000); // until the copies have something to say
    awaitOwners(Set.copyOf(cluster.serving()));
  }

  /** Until the instances answer, and hardly ever from a copy: each partition has its owner. */
  private void awaitOwners(Set<URI> of) {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              TakeoverReaders.Outcome outcome = read(of, List.of(), 2_000);
              requireFewFailures(outcome);
              requireFewFromCopies(outcome);
            });
  }

  @AfterEach
  void stop() throws Exception {
    readers.close();
    emitting = false;
    emitter.join();
    cluster.close();
  }

  private void emit() {
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(cluster.registryUrl()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
      for (int i = 0; emitting; i++) {
        Asset asset = Asset.parse("dataset:taken:d" + i);
        int partition = Partitioning.partition(asset.key(), PARTITIONS);
        byte[] value =
            encoder.encode(
                LineageEvent.builder(EventType.INGEST)
                    .eventId(UUID.randomUUID())
                    .eventTime(Instant.parse("2026-01-01T00:00:00Z"))
                    .producer("p")
                    .job(new Job("n", "j"))
                    .run("r")
                    .outputs(List.of(Output.of(asset)))
                    .build());
        long offset =
            producer
                .send(
                    new ProducerRecord<>(
                        "headwater.events", partition, asset.key().getBytes(UTF_8), value))
                .get()
                .offset();
        readers.acknowledged(asset, partition, offset);
        LockSupport.parkNanos(BETWEEN_EVENTS_NANOS);
      }
    } catch (Exception failed) {
      failure = failed;
    }
  }

  private TakeoverReaders.Outcome measure(
      String what, Set<URI> of, List<Fault> plan, long durationMillis) {
    TakeoverReaders.Outcome outcome = read(of, plan, durationMillis);
    System.out.println(what + ": " + outcome);
    assertThat(failure).isNull();
    assertThat(wrong).as(what).isEmpty();
    assertThat(outcome.answered()).as(what).isGreaterThan(10);
    return outcome;
  }

  private TakeoverReaders.Outcome read(Set<URI> of, List<Fault> plan, long durationMillis) {
    readers.begin(() -> cluster.serving().stream().filter(of::contains).toList());
    cluster.perform(plan, durationMillis);
    TakeoverReaders.Outcome outcome = readers.end();
    wrong.addAll(outcome.wrong());
    return outcome;
  }

  /**
   * On a quiet machine none fails. A busy one may hold a read up for longer than it waits for an
   * owner or a copy.
   */
  private static void requireFewFailures(TakeoverReaders.Outcome outcome) {
    assertThat(outcome.failed())
        .as("reads without an answer: %s", outcome)
        .isLessThan(outcome.answered() / 10 + 1);
  }

  private static void requireFewFromCopies(TakeoverReaders.Outcome outcome) {
    assertThat(outcome.stale())
        .as("answers of copies: %s", outcome)
        .isLessThan(outcome.answered() / 10 + 1);
  }

  @Test
  void killedInstance_isHardlyNoticed() {
    List<URI> all = cluster.serving();
    Set<URI> survivor = Set.of(all.get(0));

    TakeoverReaders.Outcome quiet = measure("nothing happens", Set.copyOf(all), List.of(), 5_000);
    requireFewFailures(quiet);
    requireFewFromCopies(quiet);

    long began = System.nanoTime();
    TakeoverReaders.Outcome killed =
        measure(
            "one is killed",
            survivor,
            List.of(new Fault(500, Kind.KILL_PROCESSOR, 1, AWAY_MILLIS)),
            35_000);
    requireFewFailures(killed);
    assertThat(killed.stale()).as("answers of copies").isPositive();

    awaitOwners(survivor);
    TakeoverReaders.Outcome taken =
        measure("its partitions are taken", survivor, List.of(), 12_000);
    requireFewFailures(taken);
    requireFewFromCopies(taken);

    long sinceMillis = (System.nanoTime() - began) / 1_000_000;
    long untilBack = Math.max(0, AWAY_MILLIS + 500 - sinceMillis);
    TakeoverReaders.Outcome back =
        measure("it comes back", survivor, List.of(), untilBack + 26_000);
    requireFewFailures(back);
  }

  /** Its rows are out of date when it comes back, and it must not take them for the latest. */
  @Test
  void instanceThatWasPausedForLongerThanItsSession_saysNothingWrong() {
    Set<URI> all = Set.copyOf(cluster.serving());

    TakeoverReaders.Outcome paused =
        measure(
            "one is paused", all, List.of(new Fault(500, Kind.PAUSE_PROCESSOR, 1, 20_000)), 50_000);
    assertThat(paused.stale()).as("answers of copies").isPositive();

    cluster.heal();
    awaitOwners(all);
    TakeoverReaders.Outcome after = measure("it is back", all, List.of(), 15_000);
    requireFewFailures(after);
  }

  @Test
  void instanceThatJoins_orLeaves_failsNoRead() {
    Set<URI> old = Set.copyOf(cluster.serving());

    TakeoverReaders.Outcome joined =
        measure("one joins", old, List.of(new Fault(500, Kind.ADD_PROCESSOR, 0, 0)), 40_000);
    requireFewFailures(joined);

    URI first = cluster.serving().get(0);
    Set<URI> others = new HashSet<>(cluster.serving());
    others.remove(first);
    TakeoverReaders.Outcome left =
        measure("one leaves", others, List.of(new Fault(500, Kind.REMOVE_PROCESSOR, 0, 0)), 20_000);
    requireFewFailures(left);
  }
}
