package dev.headwater;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.Oracle;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Posts a random history to several instances until it is told to stop, each event until one of
 * them takes it, and asks their gates meanwhile. A post that failed may have been taken all the
 * same; the id of an event makes it count once.
 */
public final class RandomLoad implements AutoCloseable {
  private static final String NAMESPACE = "random-load";

  /** So many that each event matters to some answer. */
  private static final int NAMES = 60;

  /** More than are posted while the test runs. */
  private static final int EVENTS = 20_000;

  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 100;

  private static final String CLEAN = "dataset:random-load-fixed:clean@1";
  private static final String UNDOCUMENTED = "dataset:random-load-fixed:undocumented@1";

  /** What the gate says of the two. */
  private static final Map<String, String> VERDICTS =
      new TreeMap<>(Map.of(CLEAN, "PASS", UNDOCUMENTED, "FAIL"));

  private static final List<String> FIXED =
      List.of(
          """
          {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a21","eventTime":"2026-11-22T10:00:00Z",
           "type":"INGEST","producer":"test","job":{"namespace":"it","name":"load"},"run":"1",
           "outputs":[{"asset":"%s"}],"inputsComplete":"COMPLETE",
           "ingest":{"sourceUri":"https://data.example/1","containsSynthetic":"NO"}}"""
              .formatted(CLEAN),
          """
          {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a22","eventTime":"2026-11-22T10:00:00Z",
           "type":"SYNTHESIZE","producer":"test","job":{"namespace":"it","name":"load"},"run":"1",
           "outputs":[{"asset":"%s"}]}"""
              .formatted(UNDOCUMENTED));

  private final List<Supplier<Optional<URI>>> instances;
  private final List<LineageEvent> history;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final List<LineageEvent> taken = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger posted = new AtomicInteger();
  private final Set<String> wrong = new TreeSet<>();
  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
  private final Future<?> posts;
  private final Future<?> reads;

  private RandomLoad(List<Supplier<Optional<URI>>> instances, long seed) throws Exception {
    this.instances = List.copyOf(instances);
    Instant end = Instant.now().plus(Duration.ofDays(1));
    this.history =
        Histories.random(seed, NAMES, EVENTS, new Histories.Place(NAMESPACE, until -> end))
            .log()
            .stream()
            .map(Arrival::event)
            .toList();
    for (String event : FIXED) {
      post(event);
    }
    this.posts = threads.submit(this::postAll);
    this.reads = threads.submit(this::readUntilClosed);
  }

  /**
   * Posts two events that the reads are about, and starts.
   *
   * @param instances the address of each, or nothing while it has none
   */
  public static RandomLoad start(List<Supplier<Optional<URI>>> instances, long seed)
      throws Exception {
    return new RandomLoad(instances, seed);
  }

  private Void postAll() throws InterruptedException {
    for (LineageEvent event : history) {
      if (enough.get()) {
        return null;
      }
      post(EventJson.write(event).toString());
      taken.add(event);
      posted.incrementAndGet();
    }
    throw new IllegalStateException("the history has ended before the test");
  }

  private void post(String event) throws InterruptedException {
    for (int attempt = 0; !closed.get(); attempt++) {
      Supplier<Optional<URI>> instance = instances.get(attempt % instances.size());
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(at(instance, "/events?wait=true"))
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(event, UTF_8))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          refused.add(answer.body());
          return;
        }
      } catch (IOException away) {
        // The other instance takes it.
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private Void readUntilClosed() throws InterruptedException {
    for (int turn = 0; !closed.get(); turn++) {
      Supplier<Optional<URI>> instance = instances.get(turn % instances.size());
      for (Map.Entry<String, String> expected : VERDICTS.entrySet()) {
        try {
          JsonNode gate = get(instance, "/assets/" + encoded(expected.getKey()) + "/gate");
          judge(expected.getKey(), expected.getValue(), gate);
        } catch (IOException away) {
          // It says nothing, which is not wrong.
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return null;
  }

  private void judge(String asset, String verdict, JsonNode gate) {
    String said = gate.path("verdict").asText();
    boolean caughtUp = gate.path("freshness").path("caughtUp").asBoolean();
    // A reason to fail is one, also while others may be missing.
    boolean right = said.equals(verdict) && (caughtUp || verdict.equals("FAIL"));
    if (!right && (caughtUp || !said.equals("INDETERMINATE"))) {
      wrong.add(asset + ", caughtUp " + caughtUp + ": " + gate);
    }
    answered.incrementAndGet();
  }

  private static URI at(Supplier<Optional<URI>> instance, String path) throws IOException {
    URI base = instance.get().orElseThrow(() -> new IOException("it does not run"));
    return URI.create(base + "/api/v1" + path);
  }

  private JsonNode get(Supplier<Optional<URI>> instance, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(at(instance, path)).timeout(ANSWER).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode());
    }
    return Json.parse(answer.body());
  }

  private static String encoded(String urn) {
    return URLEncoder.encode(urn, UTF_8);
  }

  /** Stops posting, and returns how many events were taken. */
  public int stopPosting(Duration patience) throws Exception {
    enough.set(true);
    posts.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    return taken.size();
  }

  /** How many events were taken so far. */
  public int posted() {
    return posted.get();
  }

  /** How many reads of the gate were answered so far. */
  public int answered() {
    return answered.get();
  }

  /** Ends the reads, and returns those that were wrong and the events that were refused. */
  public List<String> faults() throws InterruptedException, ExecutionException {
    closed.set(true);
    reads.get();
    List<String> faults = new ArrayList<>(wrong);
    faults.addAll(refused);
    return faults;
  }

  /** The differences between what an instance answers and what follows from the taken events. */
  public List<String> differences(Supplier<Optional<URI>> instance)
      throws IOException, InterruptedException {
    Oracle oracle = oracle();
    List<String> differences = new ArrayList<>();
    for (Asset asset : oracle.named()) {
      String path = "/assets/" + encoded(asset.urn());
      same(
          differences,
          asset + ", gate",
          oracle.gate(asset).orElseThrow().verdict().name(),
          get(instance, path + "/gate").path("verdict").asText());
      Set<String> upstream = new TreeSet<>();
      oracle.state(asset).upstream().forEach(link -> upstream.add(link.from() + " " + link.role()));
      Set<String> shown = new TreeSet<>();
      for (JsonNode edge : get(instance, path + "/lineage?depth=1").path("edges")) {
        if (edge.path("to").asText().equals(asset.urn())) {
          shown.add(edge.path("from").asText() + " " + edge.path("role").asText());
        }
      }
      same(differences, asset + ", edges", upstream, shown);
      Set<String> made = new TreeSet<>();
      get(instance, path).path("producedBy").forEach(one -> made.add(one.path("eventId").asText()));
      Set<String> productions = new TreeSet<>();
      oracle.state(asset).productions().forEach(id -> productions.add(id.toString()));
      same(differences, asset + ", made by", productions, made);
    }
    same(differences, "alerts", alerts(oracle), alerts(instance));
    return differences;
  }

  /**
   * The differences between the latest records of alerts and what follows from the taken events.
   */
  public List<String> differences(Collection<Alert> latest) {
    Set<String> open = new TreeSet<>();
    for (Alert alert : latest) {
      boolean ours = alert.subject().urn().contains(":" + NAMESPACE + ":");
      if (ours && alert.status() == AlertStatus.OPEN && !isAboutOrigin(alert.rule().name())) {
        open.add(
            alert.rule()
                + " "
                + alert.subject().urn()
                + " "
                + alert.origin().urn()
                + " "
                + alert.severity());
      }
    }
    List<String> differences = new ArrayList<>();
    same(differences, "alerts", alerts(oracle()), open);
    return differences;
  }

  /** On a slow machine, the grace of the first events can be over. */
  private static boolean isAboutOrigin(String rule) {
    return rule.endsWith("UNKNOWN_ORIGIN");
  }

  private Oracle oracle() {
    Instant now = Instant.now();
    // Nothing is as old as the grace of an unknown origin.
    List<Arrival> log = taken.stream().map(event -> new Arrival(event, now)).toList();
    return new Oracle(log, Grace.DEFAULT, now);
  }

  private static void same(
      List<String> differences, String what, Object expected, Object observed) {
    if (!expected.equals(observed)) {
      differences.add(what + ": expected " + expected + ", but it is " + observed);
    }
  }

  private static Set<String> alerts(Oracle oracle) {
    Set<String> alerts = new TreeSet<>();
    for (Expected.OpenAlert alert : oracle.alerts()) {
      alerts.add(
          alert.rule() + " " + alert.subject() + " " + alert.origin() + " " + alert.severity());
    }
    return alerts;
  }

  private Set<String> alerts(Supplier<Optional<URI>> instance)
      throws IOException, InterruptedException {
    Set<String> alerts = new TreeSet<>();
    JsonNode answer = get(instance, "/alerts?limit=1000&wait=true");
    if (!answer.path("complete").asBoolean()) {
      return Set.of("not complete");
    }
    for (JsonNode alert : answer.path("alerts")) {
      boolean ours = alert.path("subject").asText().contains(":" + NAMESPACE + ":");
      if (ours && !isAboutOrigin(alert.path("rule").asText())) {
        alerts.add(
            alert.path("rule").asText()
                + " "
                + alert.path("subject").asText()
                + " "
                + alert.path("origin").asText()
                + " "
                + alert.path("severity").asText());
      }
    }
    return alerts;
  }

  @Override
  public void close() {
    closed.set(true);
    threads.shutdownNow();
  }
}
