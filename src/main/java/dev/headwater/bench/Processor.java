package dev.headwater.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.app.Headwater;
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

/** The processor under test, in this process, with its store counted. */
final class Processor implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  /** Several times as long as a summary is put off. */
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

  /** Returns when it was told to start; it may be processing already, or restoring still. */
  static Processor start(Installation on) {
    StoreCounts counts = new StoreCounts();
    return on.uses(
        new Processor(
            Headwater.start(on.settings(Map.of()), stores -> CountedStore.of(stores, counts)),
            counts));
  }

  void awaitReady() {
    headwater.awaitReady(START);
  }

  Headwater headwater() {
    return headwater;
  }

  StoreCounts.Snapshot storeCounts() {
    return counts.snapshot();
  }

  /**
   * Returns how events were applied, to the moment when all and what they set off was committed.
   *
   * @param before events that had been applied before
   * @param all how many are to be applied from then on
   * @param onFirst run when it begins
   */
  Timeline process(long before, long all, Runnable onFirst) {
    Watch watch = watch();
    Timeline timeline = watch.until(() -> events() - before, all, onFirst);
    watch.await(this::isQuiescent);
    timeline.sample(System.nanoTime(), all);
    return timeline;
  }

  /** Returns when all that was sent and what it set off is committed. */
  void awaitQuiescence() {
    watch().await(this::isQuiescent);
  }

  /**
   * Returns when nothing has been sent for a while: summaries of assets that changed again and
   * again are published a little later, and no status counts them.
   */
  void awaitSilence() {
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

  private Watch watch() {
    return new Watch("the processor", PATIENCE, () -> failure.getNow(null));
  }

  private long events() {
    long events = 0;
    for (Progress.Applied applied : headwater.applied().values()) {
      events += Math.max(0, applied.events());
    }
    return events;
  }

  /** As {@code /status} says, the one place that knows what quiescence is. */
  private boolean isQuiescent() {
    return get("/api/v1/status").path("quiescent").asBoolean(false);
  }

  /** The answer of its API; empty if that was no answer. */
  JsonNode get(String path) {
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
