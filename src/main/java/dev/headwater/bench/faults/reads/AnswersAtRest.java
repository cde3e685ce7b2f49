package dev.headwater.bench.faults.reads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.agreement.GateAgreement;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.GateAnswer;
import dev.headwater.oracle.Oracle;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Asks every instance about assets at rest: the asset, its lineage in both directions, its
 * exposures, its alerts and its gate. All instances must give the same complete answer, and it must
 * be that of the oracle.
 */
public final class AnswersAtRest {
  private static final int THREADS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * How often to ask again where an answer is not complete. A busy machine holds a task up now and
   * then, and the answers say so for a moment.
   */
  private static final int ASKED_AGAIN = 100;

  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicInteger askedAgain = new AtomicInteger();
  private final List<URI> instances;
  private final Oracle oracle;
  private final Map<Asset, Set<Expected.Link>> into = new HashMap<>();
  private final Map<Asset, Set<Expected.Link>> outOf = new HashMap<>();

  private AnswersAtRest(List<URI> instances, Oracle oracle) {
    this.instances = instances;
    this.oracle = oracle;
    for (Expected.Link link : oracle.links()) {
      into.computeIfAbsent(link.to(), any -> new HashSet<>()).add(link);
      outOf.computeIfAbsent(link.from(), any -> new HashSet<>()).add(link);
    }
  }

  /**
   * What the answers show.
   *
   * @param differences one sentence each; empty if there are none
   * @param askedAgain how many answers were not complete at first
   */
  public record Outcome(List<String> differences, int askedAgain) {}

  /**
   * Asks, and compares.
   *
   * @param instances the addresses of the APIs
   */
  public static Outcome compare(List<URI> instances, Collection<Asset> asked, Oracle oracle) {
    AnswersAtRest answers = new AnswersAtRest(instances, oracle);
    return new Outcome(answers.differences(asked), answers.askedAgain.get());
  }

  private List<String> differences(Collection<Asset> asked) {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (Asset asset : asked) {
        if (oracle.named().contains(asset)) {
          Expected.State state = oracle.state(asset);
          GateAnswer gate = oracle.gate(asset).orElseThrow();
          tasks.add(() -> compare(state, gate));
        } else {
          tasks.add(() -> compareUnnamed(asset));
        }
      }
      List<String> differences = new ArrayList<>();
      for (Future<List<String>> done : executor.invokeAll(tasks)) {
        differences.addAll(done.get());
      }
      return differences;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of("stopped");
    } finally {
      executor.shutdownNow();
    }
  }

  private List<String> compareUnnamed(Asset asset) {
    List<String> differences = new ArrayList<>();
    for (URI instance : instances) {
      try {
        HttpResponse<byte[]> answer = get(instance, ReadKind.ASSET, asset);
        if (answer.statusCode() != NOT_FOUND) {
          differences.add(asset + " is not named, and " + instance + " knows it");
        }
      } catch (IOException away) {
        differences.add(instance + " does not answer: " + away.getMessage());
      }
    }
    return differences;
  }

  private List<String> compare(Expected.State state, GateAnswer gate) {
    List<String> differences = new ArrayList<>();
    for (ReadKind kind : ReadKind.values()) {
      JsonNode first = null;
      for (URI instance : instances) {
        try {
          HttpResponse<byte[]> answer = complete(instance, kind, state.asset());
          String where = kind.text() + " of " + state.asset() + " at " + instance;
          if (answer.statusCode() != OK) {
            differences.add(where + ": HTTP " + answer.statusCode());
            continue;
          }
          ObjectNode body = (ObjectNode) Json.parse(answer.body());
          boolean complete = body.path("complete").asBoolean();
          JsonNode freshness = body.remove("freshness");
          if (!complete) {
            differences.add(where + " is not complete: " + body + ", freshness " + freshness);
          } else if (first == null) {
            first = body;
            compare(kind, state, gate, body)
                .forEach(why -> differences.add(where + ": " + why + ", in " + body));
          } else if (!first.equals(body)) {
            differences.add(where + " is " + body + ", and elsewhere " + first);
          }
        } catch (IOException away) {
          differences.add(instance + " does not answer: " + away.getMessage());
        }
      }
    }
    return differences;
  }

  /** Asks until the answer is complete, for a limited time. */
  private HttpResponse<byte[]> complete(URI instance, ReadKind kind, Asset asset)
      throws IOException {
    HttpResponse<byte[]> answer = get(instance, kind, asset);
    for (int i = 0; i < ASKED_AGAIN && saysThatItCannotTell(answer); i++) {
      if (i == 0) {
        askedAgain.incrementAndGet();
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
      answer = get(instance, kind, asset);
    }
    return answer;
  }

  /** Not a wrong answer: the instance itself says that it does not know everything now. */
  private static boolean saysThatItCannotTell(HttpResponse<byte[]> answer) {
    return answer.statusCode() == UNAVAILABLE
        || (answer.statusCode() == OK && !Json.parse(answer.body()).path("complete").asBoolean());
  }

  private HttpResponse<byte[]> get(URI instance, ReadKind kind, Asset asset) throws IOException {
    String urn = URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8).replace("+", "%20");
    String path =
        kind == ReadKind.LINEAGE
            ? ReadKind.lineage(urn, "both")
            : kind.path(urn, false, new Random(0));
    try {
      return client.send(
          HttpRequest.newBuilder(instance.resolve(path)).timeout(LIMIT).GET().build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }

  private List<String> compare(
      ReadKind kind, Expected.State state, GateAnswer gate, JsonNode body) {
    List<String> wrong = new ArrayList<>();
    switch (kind) {
      case ASSET -> {
        same(wrong, "synthetic", state.synthetic(), Bodies.state(body).synthetic());
        same(wrong, "verdict", state.verdict(), Bodies.verdict(body));
        same(wrong, "produced by", state.productions(), Bodies.productions(body));
        same(wrong, "open alerts", state.alerts().size(), body.path("openAlerts").asInt());
      }
      case LINEAGE -> {
        Set<Expected.Link> links = new HashSet<>(walk(state.asset(), into, Expected.Link::from));
        links.addAll(walk(state.asset(), outOf, Expected.Link::to));
        same(wrong, "edges", links, Bodies.links(body));
      }
      case EXPOSURES -> same(wrong, "exposures", expected(state), shown(body));
      case ALERTS -> same(wrong, "open alerts", state.alerts(), Bodies.openAlerts(body));
      case GATE -> {
        GateRuling ruling = Bodies.ruling(body);
        same(wrong, "verdict", gate.verdict().name(), ruling.verdict().name());
        if (gate.verdict() != Expected.Gate.PASS) {
          same(wrong, "reasons", gate.deciding(), GateAgreement.deciding(ruling));
        }
      }
    }
    return wrong;
  }

  /** The edges that a walk finds. */
  private static Set<Expected.Link> walk(
      Asset from, Map<Asset, Set<Expected.Link>> edges, Function<Expected.Link, Asset> next) {
    Set<Expected.Link> found = new HashSet<>();
    Set<Asset> seen = new HashSet<>(Set.of(from));
    List<Asset> todo = new ArrayList<>(seen);
    while (!todo.isEmpty()) {
      for (Expected.Link link : edges.getOrDefault(todo.remove(0), Set.of())) {
        found.add(link);
        if (seen.add(next.apply(link))) {
          todo.add(next.apply(link));
        }
      }
    }
    return found;
  }

  private static Set<List<Object>> expected(Expected.State state) {
    Set<List<Object>> all = new HashSet<>();
    state
        .exposures()
        .forEach(
            (origin, one) ->
                all.add(
                    List.of(
                        origin,
                        one.verdict(),
                        one.distance(),
                        one.direct().isPresent(),
                        one.waived())));
    return all;
  }

  private static Set<List<Object>> shown(JsonNode body) {
    Set<List<Object>> all = new HashSet<>();
    Bodies.exposures(body)
        .forEach(
            one ->
                all.add(
                    List.of(
                        one.origin(), one.verdict(), one.distance(), one.direct(), one.waived())));
    return all;
  }

  private static void same(List<String> wrong, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      wrong.add(what + ": expected " + expected + " found " + found);
    }
  }
}
