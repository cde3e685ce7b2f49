package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.FreePort;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.EventType;
import java.io.IOException;
import java.net.URI;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that every event is delivered or counted as dropped, whatever process is killed. A job
 * emits 100,000 events at full speed. The test kills the broker and the registry, the spool becomes
 * full, and the test kills the job and starts it again. Then the servers come back. At the end, the
 * test compares the counts of the job with the events in the topic.
 */
class OutageIT {

  private static final long EVENTS = 100_000;
  private static final long BEFORE_OUTAGE = 20_000;
  private static final long BEFORE_KILL = 70_000;

  @TempDir private Path folder;

  /** A broker that the test kills. */
  static final class Broker {
    public static void main(String[] args) {
      EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
      System.out.println("up");
    }
  }

  /** A registry that the test kills. */
  static final class Registry {
    public static void main(String[] args) {
      DevRegistry.start(args[0], Integer.parseInt(args[1]));
      System.out.println("up");
    }
  }

  /** The final counts of a job. */
  private record Final(
      boolean flushed,
      long spooled,
      long lost,
      long accepted,
      long delivered,
      long failed,
      long dropped,
      long recovered) {
    static Final of(String line) {
      long[] numbers = Arrays.stream(line.split(" ")).skip(1).mapToLong(Long::parseLong).toArray();
      return new Final(
          line.startsWith("true "),
          numbers[0],
          numbers[1],
          numbers[2],
          numbers[3],
          numbers[4],
          numbers[5],
          numbers[6]);
    }
  }

  @Test
  @Timeout(900)
  void everyEvent_isDeliveredOrCounted_whateverIsKilled() throws Exception {
    String kafkaPort = Integer.toString(FreePort.next());
    String registryPort = Integer.toString(FreePort.next());
    String servers = "127.0.0.1:" + kafkaPort;
    String registryUrl = "http://127.0.0.1:" + registryPort;
    Path data = folder.resolve("kafka");
    Path spool = folder.resolve("spool");
    Path progressFile = folder.resolve("progress");
    MappedByteBuffer progress = OutageJob.progress(progressFile);

    progress.putLong(OutageJob.ALLOWED, BEFORE_OUTAGE);
    TestProcess broker = start(Broker.class, data.toString(), kafkaPort);
    TestProcess registry = start(Registry.class, servers, registryPort);
    EventsTopic.create(servers);
    long lastOfFirst;
    long droppedByFirst;
    long deliveredBeforeOutage;
    try (TestProcess job =
        TestProcess.start(
            folder,
            OutageJob.class,
            servers,
            registryUrl,
            spool.toString(),
            progressFile.toString(),
            "1",
            Long.toString(EVENTS))) {
      awaitProgress(job, progress, BEFORE_OUTAGE);
      await().atMost(Duration.ofMinutes(3)).until(() -> EventsTopic.size(servers) > 1_000);
      deliveredBeforeOutage = EventsTopic.size(servers);
      broker.kill();
      registry.kill();
      progress.putLong(OutageJob.ALLOWED, EVENTS);
      awaitProgress(job, progress, BEFORE_KILL);
      job.kill();
      lastOfFirst = progress.getLong(OutageJob.EMITTED);
      droppedByFirst = progress.getLong(OutageJob.DROPPED);
    }
    assertThat(bytesIn(spool)).as("the spool is full").isBetween(6_000_000L, 10_000_000L);

    // Skips one number: the killed job may have emitted it without recording it.
    long firstOfSecond = lastOfFirst + 2;
    try (TestProcess job =
        TestProcess.start(
            folder,
            OutageJob.class,
            servers,
            registryUrl,
            spool.toString(),
            progressFile.toString(),
            Long.toString(firstOfSecond),
            Long.toString(EVENTS))) {
      awaitProgress(job, progress, Math.min(EVENTS, firstOfSecond + 5_000));
      try (TestProcess again = start(Broker.class, data.toString(), kafkaPort);
          TestProcess registryAgain = start(Registry.class, servers, registryPort)) {
        assertThat(again.isAlive() && registryAgain.isAlive()).isTrue();
        Final counts = Final.of(job.await("done "));
        Set<Long> delivered = delivered(servers, URI.create(registryUrl));

        System.out.println(
            "killed at "
                + lastOfFirst
                + ", in the topic before the outage "
                + deliveredBeforeOutage
                + ", at the end "
                + delivered.size()
                + ", dropped before the kill "
                + droppedByFirst
                + "; "
                + counts);
        assertThat(counts.flushed()).isTrue();
        assertThat(counts.spooled() + counts.lost() + counts.failed()).isZero();
        assertThat(counts.accepted()).isEqualTo(counts.delivered() + counts.dropped());
        assertThat(counts.recovered()).isPositive();
        long emitted = lastOfFirst + EVENTS - firstOfSecond + 1;
        long missing = emitted - delivered.stream().filter(n -> n != lastOfFirst + 1).count();
        // The kill may have come after one event was emitted and before its drop was recorded.
        assertThat(droppedByFirst + counts.dropped()).isBetween(missing - 1, missing + 1);
        assertThat(spool).isEmptyDirectory();
      }
    }
  }

  private TestProcess start(Class<?> main, String... arguments) throws IOException {
    TestProcess process = TestProcess.start(folder, main, arguments);
    process.await("up");
    return process;
  }

  private static void awaitProgress(TestProcess job, MappedByteBuffer progress, long number) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(1))
        .failFast(
            "the job ended", () -> !job.isAlive() && progress.getLong(OutageJob.EMITTED) < number)
        .until(() -> progress.getLong(OutageJob.EMITTED) >= number);
  }

  private static Set<Long> delivered(String servers, URI registryUrl) {
    return EventsTopic.read(servers, registryUrl).stream()
        .filter(event -> event.type() != EventType.RETRACT) // a closing record
        .map(event -> event.eventId().getLeastSignificantBits())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
