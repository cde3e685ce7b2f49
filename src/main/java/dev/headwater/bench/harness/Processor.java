package dev.headwater.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.app.Headwater;
import dev.headwater.bench.report.Timeline;
import dev.headwater.stream.CountedStore;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StoreCounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The processor under test, in this process, with a store that counts its operations. */
public final class Processor implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  /**
   * No more records follow once none was sent for so long: it is longer than the commit interval.
   */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Headwater headwater;
  private final StoreCounts counts;
  private final CompletableFuture<Throwable> failure;
  private final HttpClient http = HttpClient.newHttpClient();

  private Processor(Headwater headwater, StoreCounts counts) {
    this.headwater = headwater;
    this.counts = counts;
    this.failure = headwater.failure();
  }

  /** Starts the processor and returns at once; it may still restore, or process already. */
  public static Processor start(Installation on) {
    StoreCounts counts = new StoreCounts();
    return on.uses(
        new Processor(
            Headwater.start(on.settings(Map.of()), stores -> CountedStore.of(stores, counts)),
            counts));
  }

  public void awaitReady() {
    headwater.awaitReady(START);
  }

  public Headwater headwater() {
    return headwater;
  }

  public StoreCounts.Snapshot storeCounts() {
    return counts.snapshot();
  }

  /**
   * Waits until the events, and everything that they set off, are committed.
   *
   * @param before events that had been applied before
   * @param all how many events are to be applied from then on
   * @param onFirst run when the first of them is applied
   * @return how the count of applied events grew; the last sample is the moment of the commit
   */
  public Timeline process(long before, long all, Runnable onFirst) {
    Await watch = watch();
    Timeline timeline = watch.until(() -> events() - before, all, onFirst);
    watch.await(this::isQuiescent);
    timeline.sample(System.nanoTime(), all);
    return timeline;
  }

  /** Returns when everything that was sent, and everything that it set off, is committed. */
  public void awaitQuiescence() {
    watch().await(this::isQuiescent);
  }

  /**
   * Returns when the processor has sent no record for {@link #SILENCE}, so that counts of its
   * records are complete.
   */
  public void awaitSilence() {
    ClientCounts clients = new ClientCounts(headwater.streamMetrics());
    long[] seen = {-1, 0};
    watch()
        .await(
            () -> {
              long sent = clients.recordsProduced().values().stream().mapToLong(n -> n).sum();
              if (sent != seen[0]) {
                seen[0] = sent;
                seen[1] = System.nanoTime();
              }
              return System.nanoTime() - seen[1] > SILENCE.toNanos();
            });
  }

  private Await watch() {
    return new Await("the processor", PATIENCE, () -> failure.getNow(null));
  }

  private long events() {
    long events = 0;
    for (Progress.Applied applied : headwater.applied().values()) {
      events += Math.max(0, applied.events());
    }
    return events;
  }

  /** Asks {@code /status}, because only the processor can say whether it is quiescent. */
  private boolean isQuiescent() {
    return get("/api/v1/status").path("quiescent").asBoolean(false);
  }

  /** Returns the API's answer; an empty object if its status is not 200. */
  public JsonNode get(String path) {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(headwater.url() + path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    } catch (IOException failed) {
      throw new BenchException("the processor does not answer: " + failed, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  @Override
  public void close() {
    headwater.close();
  }
}
