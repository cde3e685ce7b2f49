package dev.headwater.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Reads assets, lineages, alerts and gates without a pause, and holds each answer against what was
 * acknowledged: an answer that says that it reflects an event must have it, whatever it was read
 * from, and a gate must not pass on a copy.
 */
final class TakeoverReaders implements AutoCloseable {
  private static final int READERS = 4;
  private static final int LATEST = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final List<Known> known = new CopyOnWriteArrayList<>();
  private final int partitions;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private List<Thread> threads = List.of();
  private volatile Run run = new Run(List::of);

  /** An asset and the offset of the event that made it. */
  private record Known(Asset asset, int partition, long offset) {}

  /**
   * What the readers have seen.
   *
   * @param failed reads that an instance that runs did not answer
   * @param failedSeconds the seconds since the beginning in which there was such a read
   * @param stale answers of these that were read from a copy
   * @param lastStaleMillis when the last of them was asked for, since the beginning
   * @param slowestMillis how long the slowest answer took
   * @param wrong answers that say more than they have, a sentence each
   */
  record Outcome(
      int answered,
      int failed,
      Set<Long> failedSeconds,
      int stale,
      long lastStaleMillis,
      long slowestMillis,
      List<String> wrong,
      Set<String> failures) {
    @Override
    public String toString() {
      return answered
          + " answers, "
          + failed
          + " reads failed in "
          + failedSeconds.size()
          + " s "
          + failures
          + ", "
          + stale
          + " answers of copies until "
          + lastStaleMillis
          + " ms, slowest "
          + slowestMillis
          + " ms, wrong "
          + wrong.size();
    }
  }

  private static final class Run {
    final Supplier<List<URI>> instances;
    final long beganNanos = System.nanoTime();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger stale = new AtomicInteger();
    final AtomicLong lastStale = new AtomicLong();
    final AtomicLong slowest = new AtomicLong();
    final Set<Long> failedSeconds = Collections.synchronizedSet(new TreeSet<>());
    final Set<String> failures = Collections.synchronizedSet(new TreeSet<>());
    final List<String> wrong = new CopyOnWriteArrayList<>();
    volatile boolean over;

    Run(Supplier<List<URI>> instances) {
      this.instances = instances;
    }

    long millis() {
      return (System.nanoTime() - beganNanos) / 1_000_000;
    }
  }

  TakeoverReaders(int partitions) {
    this.partitions = partitions;
  }

  void acknowledged(Asset asset, int partition, long offset) {
    known.add(new Known(asset, partition, offset));
  }

  int known() {
    return known.size();
  }

  /**
   * Begins to read.
   *
   * @param instances those that run and are not about to stop; a read of another one may fail
   */
  void begin(Supplier<List<URI>> instances) {
    Run now = new Run(instances);
    run = now;
    List<Thread> begun = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      // Gates wait, so they have a reader of their own.
      boolean gates = i == 0;
      Thread thread = new Thread(() -> read(now, gates), "reader-" + i);
      thread.setDaemon(true);
      thread.start();
      begun.add(thread);
    }
    threads = begun;
  }

  /** Stops to read. */
  Outcome end() {
    run.over = true;
    for (Thread thread : threads) {
      try {
        thread.join(LIMIT.toMillis() * 2);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
    return new Outcome(
        run.answered.get(),
        run.failed.get(),
        Set.copyOf(run.failedSeconds),
        run.stale.get(),
        run.lastStale.get(),
        run.slowest.get(),
        List.copyOf(run.wrong),
        Set.copyOf(run.failures));
  }

  private void read(Run now, boolean gates) {
    while (!now.over) {
      List<URI> from = now.instances.get();
      if (!from.isEmpty() && !known.isEmpty()) {
        Random random = ThreadLocalRandom.current();
        int latest = random.nextInt(Math.min(LATEST, known.size()));
        Known one =
            random.nextBoolean()
                ? known.get(known.size() - 1 - latest)
                : known.get(random.nextInt(known.size()));
        int kind = gates ? 0 : 1 + random.nextInt(8);
        read(now, from.get(random.nextInt(from.size())), one, kind);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void read(Run now, URI instance, Known one, int kind) {
    String urn = URLEncoder.encode(one.asset().urn(), UTF_8);
    String path =
        switch (kind) {
          case 0 -> "/assets/" + urn + "/gate";
          case 1 -> "/alerts?limit=5";
          case 2 -> "/assets/" + urn + "/lineage";
          case 3 -> "/assets?limit=5";
          default -> "/assets/" + urn;
        };
    long asked = now.millis();
    int acknowledged = known.size();
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(instance + "/api/v1" + path))
                  .timeout(LIMIT)
                  .build(),
              BodyHandlers.ofString());
      now.slowest.accumulateAndGet(now.millis() - asked, Math::max);
      boolean missing = response.statusCode() == 404;
      if (response.statusCode() == 200 || missing) {
        now.answered.incrementAndGet();
        judge(now, one, path, asked, Json.parse(response.body()), missing, acknowledged);
      } else if (response.statusCode() == 503 && response.body().contains("read from the copy")) {
        // The copy lacks the asset, which may be there: that is all that can be said of it.
        now.answered.incrementAndGet();
        stale(now, asked);
      } else {
        fail(now, asked, path.split("[/?]")[1] + " " + response.statusCode());
      }
    } catch (IOException away) {
      if (now.instances.get().contains(instance)) {
        fail(now, asked, "no answer: " + away.getClass().getSimpleName());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stale(Run now, long asked) {
    now.stale.incrementAndGet();
    now.lastStale.accumulateAndGet(asked, Math::max);
  }

  private static void fail(Run now, long asked, String why) {
    now.failed.incrementAndGet();
    now.failedSeconds.add(asked / 1_000);
    now.failures.add(why);
  }

  private void judge(
      Run now,
      Known one,
      String path,
      long asked,
      JsonNode answer,
      boolean missing,
      int acknowledged) {
    JsonNode freshness = answer.path("freshness");
    boolean stale = false;
    Optional<Long> events = Optional.empty();
    for (JsonNode partition : freshness.path("partitions")) {
      stale |= partition.has("stale");
      if (partition.path("partition").asInt() >= partitions) {
        now.wrong.add("there is no such partition: " + answer);
      }
      if (partition.path("partition").asInt() == one.partition()) {
        events = Optional.of(partition.path("events").asLong());
      }
    }
    if (stale) {
      stale(now, asked);
    }
    boolean caughtUp = freshness.path("caughtUp").asBoolean();
    if (stale && (caughtUp || answer.path("complete").asBoolean())) {
      now.wrong.add(path + " is from a copy and calls itself complete: " + answer);
    }
    if (stale && !answer.path("verdict").asText("INDETERMINATE").equals("INDETERMINATE")) {
      now.wrong.add(path + " decides by a copy: " + answer);
    }
    if (missing && events.filter(offset -> offset > one.offset()).isPresent()) {
      now.wrong.add(path + " lacks offset " + one.offset() + ": " + answer);
    }
    if (missing && stale) {
      now.wrong.add(path + " is from a copy and says that the asset is not there: " + answer);
    }
    if (missing && caughtUp && known.indexOf(one) < acknowledged) {
      now.wrong.add(path + " calls itself caught up and lacks it: " + answer);
    }
  }

  @Override
  public void close() {
    run.over = true;
  }
}
