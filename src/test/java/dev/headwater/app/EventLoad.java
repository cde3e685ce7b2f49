package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends events until it is closed: by HTTP, where a request that fails is repeated with the same
 * id, and with the client, which keeps what it cannot send in a spool.
 */
public final class EventLoad implements AutoCloseable {
  private static final long PAUSE_MILLIS = 25;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final AtomicReference<URI> url;
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> emitted = new CopyOnWriteArrayList<>();
  private final HeadwaterClient client;
  private final Thread poster = new Thread(this::post, "poster");
  private final Thread emitter = new Thread(this::emit, "emitter");
  private volatile long longestMillis;
  private volatile boolean stopped;

  public EventLoad(String servers, URI registry, URI url, Path spool) {
    this.url = new AtomicReference<>(url);
    this.client =
        HeadwaterClient.builder()
            .bootstrapServers(servers)
            .registryUrl(registry.toString())
            .producer("https://git.example/dialogue@4f2c1d")
            .spool(spool)
            .build();
    poster.start();
    emitter.start();
  }

  /** The address to post to from now on. */
  public void postTo(URI another) {
    url.set(another);
  }

  /** The assets of the events that were accepted by HTTP. */
  public List<String> posted() {
    return posted;
  }

  /** The assets of the events that the client has taken. */
  public List<String> emitted() {
    return emitted;
  }

  /** The longest time from the first attempt to post an event until it was accepted. */
  public long longestMillis() {
    return longestMillis;
  }

  private void post() {
    for (int number = 0; !stopped; number++) {
      String asset = "dataset:load:posted-" + number;
      String event =
          """
          {"eventId":"%s","eventTime":"2026-03-01T00:00:00Z","type":"SYNTHESIZE","producer":"p",
           "job":{"namespace":"load","name":"j"},"run":"r","outputs":[{"asset":"%s"}]}"""
              .formatted(UUID.randomUUID(), asset);
      long began = System.nanoTime();
      while (!accepted(event)) {
        pause(); // with the same id: it may have been accepted
      }
      longestMillis = Math.max(longestMillis, (System.nanoTime() - began) / 1_000_000);
      posted.add(asset);
      pause();
    }
  }

  private boolean accepted(String event) {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(url.get() + "/api/v1/events"))
                      .timeout(Duration.ofSeconds(30))
                      .POST(HttpRequest.BodyPublishers.ofString(event, UTF_8))
                      .build(),
                  BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException away) {
      return false;
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  private void emit() {
    Run run = client.run("load", "emit", "r");
    for (int number = 0; !stopped; number++) {
      LineageEvent event = run.ingest(Data.dataset("load", "emitted-" + number, "1")).build();
      client.emit(event);
      emitted.add("dataset:load:emitted-" + number + "@1");
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  /** Stops when all events are accepted. */
  @Override
  public void close() {
    stopped = true;
    try {
      poster.join(Duration.ofSeconds(180).toMillis());
      emitter.join(Duration.ofSeconds(180).toMillis());
      client.flush(Duration.ofSeconds(180));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
