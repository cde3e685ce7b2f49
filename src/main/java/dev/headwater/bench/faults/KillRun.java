package dev.headwater.bench.faults;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.DeliveryCounts;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Kills jobs with kill -9 while they emit events, one after another on the same spool folder. The
 * moments are random; about half of them are within 100 ms of the first emit. The real broker is
 * sometimes up and sometimes down. A last client then delivers what the jobs left, and the run
 * checks that the topic has every event for which {@code emit} had returned.
 */
public final class KillRun {
  private static final String HOST = "127.0.0.1";
  private static final String TOPIC = "headwater.events";
  private static final int PARTITIONS = 4;
  private static final int BROKER_HEAP_MEGABYTES = 512;
  private static final long BROKER_SECONDS = 120;
  private static final int COLD_MILLIS = 100;
  private static final int CONNECTED_MILLIS = 1_500;
  private static final int LONGEST_MILLIS = 8_000;

  /** The average number of kills between two changes of the broker, down or up. */
  private static final int KILLS_BETWEEN_OUTAGES = 4;

  private static final Duration DELIVERY = Duration.ofMinutes(5);

  /**
   * What to run.
   *
   * @param kills the number of jobs, at least 1
   * @param seed decides the events, the moments and the outages
   */
  public record Options(int kills, long seed) {
    public Options {
      if (kills < 1) {
        throw new IllegalArgumentException("there must be at least one kill");
      }
    }
  }

  private final Options options;
  private final Consumer<String> tell;
  private final Path folder;
  private final Random dice;
  private final int kafkaPort = ProcessCluster.freePort();
  private final int registryPort = ProcessCluster.freePort();
  private final List<KilledJob> jobs = new ArrayList<>();
  private ChildProcess broker;
  private boolean brokerThere;
  private int killsWithoutBroker;
  private int killsCold;

  private KillRun(Options options, Path folder, Consumer<String> tell) {
    this.options = options;
    this.folder = folder;
    this.tell = tell;
    this.dice = new Random(options.seed());
  }

  /**
   * Runs in a temporary folder.
   *
   * @param tell receives a line for each thing that happens, at the time when it happens
   * @throws FaultRunException if a process does not start, or the last client does not deliver in
   *     time
   */
  public static KillReport run(Options options, Consumer<String> tell) {
    Path folder = temporaryFolder();
    KillRun run = new KillRun(options, folder, tell);
    try {
      return run.run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FaultRunException("interrupted", stopped);
    } finally {
      if (run.broker != null) {
        run.broker.kill();
      }
      remove(folder);
    }
  }

  private KillReport run() throws InterruptedException {
    startBroker();
    createTopic();
    for (int number = 1; number <= options.kills(); number++) {
      if (number > 1 && dice.nextInt(KILLS_BETWEEN_OUTAGES) == 0) {
        turnBroker();
      }
      kill(number);
    }
    if (!brokerThere) {
      turnBroker();
    }
    long told = deliverTheRest() + jobs.stream().mapToLong(KilledJob::lost).sum();
    return report(told);
  }

  private void kill(int number) throws InterruptedException {
    boolean cold = dice.nextBoolean();
    long afterMillis = dice.nextInt(COLD_MILLIS);
    if (!cold) {
      // A client needs about two seconds until it delivers: about half of these jobs live longer.
      afterMillis =
          dice.nextBoolean()
              ? dice.nextInt(CONNECTED_MILLIS)
              : CONNECTED_MILLIS + dice.nextInt(LONGEST_MILLIS - CONNECTED_MILLIS);
    }
    KilledJob job =
        KilledJob.start(
            List.of(bootstrapServers(), registryUrl(), spool().toString()),
            number,
            dice.nextLong(),
            folder.resolve("jobs.log"));
    jobs.add(job);
    job.killAfter(afterMillis);
    killsCold += cold ? 1 : 0;
    killsWithoutBroker += brokerThere ? 0 : 1;
    tell.accept(
        "job "
            + number
            + " killed "
            + afterMillis
            + " ms after its first of "
            + job.emitted()
            + " events, the broker "
            + (brokerThere ? "there" : "away"));
  }

  private void turnBroker() throws InterruptedException {
    if (brokerThere) {
      broker.kill();
      brokerThere = false;
    } else {
      startBroker();
    }
    tell.accept("the broker is " + (brokerThere ? "there again" : "killed"));
  }

  private void startBroker() throws InterruptedException {
    broker =
        ChildProcess.start(
            BrokerProcess.class,
            List.of(
                folder.resolve("kafka").toString(),
                Integer.toString(kafkaPort),
                Integer.toString(registryPort)),
            BROKER_HEAP_MEGABYTES,
            folder.resolve("broker.log"));
    try {
      broker.ready().get(BROKER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      throw new FaultRunException("the broker does not start", e);
    }
    brokerThere = true;
  }

  private void createTopic() throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException failed) {
      throw new FaultRunException("the topic cannot be created", failed);
    }
  }

  /** Delivers what the jobs left; returns how many events the client counts as lost. */
  private long deliverTheRest() throws InterruptedException {
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers(bootstrapServers())
            .registryUrl(registryUrl())
            .spool(spool())
            .build()) {
      if (!client.flush(DELIVERY)) {
        throw new FaultRunException("the rest was not delivered: " + client.counts());
      }
      DeliveryCounts counts = client.counts();
      tell.accept("the last client: " + counts);
      return counts.dropped() + counts.failed();
    }
  }

  private KillReport report(long told) {
    List<ConsumerRecord<byte[], byte[]>> records = CommittedTopic.read(bootstrapServers(), TOPIC);
    Set<UUID> delivered = new HashSet<>();
    Map<Integer, String> producers = new HashMap<>();
    Map<String, Long> lastNumbers = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int header = WireFormat.HEADER_BYTES;
      LineageEvent event =
          EventAvro.decode(
              record.value(), header, record.value().length - header, EventAvro.schema());
      String producer = text(record, "headwater-producer");
      lastNumbers.merge(producer, Long.parseLong(text(record, "headwater-sequence")), Math::max);
      if (event.type() != EventType.RETRACT) { // a closing record: the jobs emit no retractions
        delivered.add(event.eventId());
        producers.put((int) event.eventId().getMostSignificantBits(), producer);
      }
    }
    long emitted = 0;
    long lost = 0;
    long endsUnseen = 0;
    for (KilledJob job : jobs) {
      emitted += job.emitted();
      String producer = producers.getOrDefault(job.number, "");
      endsUnseen += lastNumbers.getOrDefault(producer, 0L) < job.emitted() ? 1 : 0;
      for (long number = 1; number <= job.emitted(); number++) {
        lost += delivered.contains(EmittingJob.id(job.number, number)) ? 0 : 1;
      }
    }
    return new KillReport(
        options.seed(),
        jobs.size(),
        killsWithoutBroker,
        killsCold,
        emitted,
        delivered.size(),
        records.size(),
        lost,
        told,
        endsUnseen);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.US_ASCII);
  }

  private Path spool() {
    return folder.resolve("spool");
  }

  private String bootstrapServers() {
    return HOST + ":" + kafkaPort;
  }

  private String registryUrl() {
    return "http://" + HOST + ":" + registryPort;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("headwater-kills");
    } catch (IOException failed) {
      throw new FaultRunException("cannot make a temporary folder", failed);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException left) {
      throw new FaultRunException("cannot remove " + folder, left);
    }
  }
}
