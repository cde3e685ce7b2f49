package dev.headwater.bench;

import dev.headwater.auth.TokenHash;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.ProcessorProcess;
import dev.headwater.bench.report.Median;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.codec.json.EventJson;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures what authentication costs: the same requests to two processors on one broker, one that
 * knows its callers by tokens and one that lets everybody in. They are asked in turns of a few
 * seconds, and every second time the other one goes first. Requests for {@code /healthz}, which is
 * open on both, are the calibration: their ratio says how far two equal servers are apart.
 */
public final class AuthenticationCost {
  private static final String TOKEN = "bench-" + "token".repeat(8);
  private static final int CLIENTS = 4;
  private static final int WARM_UP_TURNS = 3;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Asset READ = asset("read");

  private final Options options;
  private final Consumer<String> progress;

  /**
   * What to run.
   *
   * @param rounds how often each server gets each kind of request
   * @param turn for how long it gets them each time
   */
  public record Options(BenchConfig setup, int rounds, Duration turn) {
    public Options {
      if (rounds < 1 || turn.compareTo(Duration.ofMillis(100)) < 0) {
        throw BenchException.usage("rounds must be at least 1, and a turn 0.1 s");
      }
    }
  }

  /** A kind of request. */
  private enum Kind {
    /** Open on both. */
    PROBE,
    /** Reads an asset. */
    READ,
    /** Sends an event. */
    POST
  }

  /** What one turn found. */
  private record Turn(double perSecond, double cpuMicros) {}

  /** The turns of one kind in one round. */
  private record Pair(Turn off, Turn on) {
    double rates() {
      return on.perSecond() / off.perSecond();
    }

    double cpu() {
      return on.cpuMicros() / off.cpuMicros();
    }
  }

  /** A server and the headers that it wants. */
  private record Server(ProcessorProcess process, List<String> headers) {}

  /**
   * @param progress receives a short message at each step
   */
  public AuthenticationCost(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup());
        ProcessorProcess open = ProcessorProcess.start(on, settings(on, "open", Map.of()));
        ProcessorProcess guarded =
            ProcessorProcess.start(
                on,
                settings(
                    on,
                    "guarded",
                    Map.of(
                        "auth", "tokens",
                        "auth.tokens.file", tokens(on.folder()),
                        "http.caller.requests.per.second", "1000000")))) {
      open.awaitReady();
      guarded.awaitReady();
      Server off = new Server(open, List.of());
      Server with = new Server(guarded, List.of("Authorization", "Bearer " + TOKEN));
      progress.accept("warming up");
      send(off, post(off, READ));
      send(with, post(with, READ));
      for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
        for (Kind kind : Kind.values()) {
          turn(off, kind);
          turn(with, kind);
        }
      }
      return report(measure(off, with));
    }
  }

  private static Map<String, String> settings(
      Installation on, String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("application.id", name);
    settings.put("topic.prefix", name + ".");
    settings.put("instance.id", name);
    settings.put("state.dir", on.folder().resolve(name).toString());
    return settings;
  }

  private static String tokens(Path folder) {
    try {
      return Files.writeString(
              folder.resolve("tokens"), "bench write " + TokenHash.of(TOKEN) + "\n")
          .toString();
    } catch (IOException failed) {
      throw new BenchException("cannot write to " + folder + ": " + failed.getMessage(), failed);
    }
  }

  private Map<Kind, List<Pair>> measure(Server off, Server on) {
    Map<Kind, List<Pair>> pairs = new EnumMap<>(Kind.class);
    for (int round = 0; round < options.rounds(); round++) {
      progress.accept("measuring, round " + (round + 1) + " of " + options.rounds());
      for (Kind kind : Kind.values()) {
        boolean offFirst = round % 2 == 0;
        Turn first = turn(offFirst ? off : on, kind);
        Turn second = turn(offFirst ? on : off, kind);
        pairs
            .computeIfAbsent(kind, any -> new ArrayList<>())
            .add(offFirst ? new Pair(first, second) : new Pair(second, first));
      }
    }
    return pairs;
  }

  /** Asks one server, with some clients at once, until the turn is over. */
  private Turn turn(Server server, Kind kind) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      long end = System.nanoTime() + options.turn().toNanos();
      long cpu = server.process().cpuNanos();
      long begin = System.nanoTime();
      Callable<Integer> client =
          () -> {
            int sent = 0;
            while (System.nanoTime() < end) {
              send(server, request(server, kind));
              sent++;
            }
            return sent;
          };
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(client);
      }
      int sent = 0;
      for (Future<Integer> done : clients.invokeAll(all)) {
        sent += done.get();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Turn(sent / seconds, (server.process().cpuNanos() - cpu) / 1e3 / sent);
    } catch (ExecutionException failed) {
      throw new BenchException("a request failed: " + failed.getCause(), failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    } finally {
      clients.shutdownNow();
    }
  }

  private static HttpRequest request(Server server, Kind kind) {
    return switch (kind) {
      case PROBE -> get(server, "/healthz");
      case READ ->
          get(server, "/api/v1/assets/" + URLEncoder.encode(READ.urn(), StandardCharsets.UTF_8));
      case POST -> post(server, asset("posted-" + UUID.randomUUID()));
    };
  }

  private static HttpRequest get(Server server, String path) {
    return to(server, path).GET().build();
  }

  private static HttpRequest post(Server server, Asset asset) {
    LineageEvent event =
        LineageEvent.builder(EventType.INGEST)
            .eventId(UUID.randomUUID())
            .eventTime(Instant.parse("2026-01-01T00:00:00Z"))
            .producer("https://git.example/bench")
            .job(new Job("bench", "post"))
            .run("r")
            .outputs(List.of(Output.of(asset)))
            .build();
    return to(server, "/api/v1/events")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(EventJson.write(event).toString()))
        .build();
  }

  private static HttpRequest.Builder to(Server server, String path) {
    URI url = server.process().url().resolve(path);
    HttpRequest.Builder builder = HttpRequest.newBuilder(url).timeout(ANSWER);
    if (!server.headers().isEmpty()) {
      builder.headers(server.headers().toArray(String[]::new));
    }
    return builder;
  }

  private static void send(Server server, HttpRequest request) {
    try {
      HttpResponse<Void> answer =
          server.process().client().send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new BenchException(request + " was answered with " + answer.statusCode());
      }
    } catch (IOException failed) {
      throw new BenchException(request + " failed: " + failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  private static Asset asset(String name) {
    return Asset.of(AssetKind.DATASET, "bench", name, "1");
  }

  private Report report(Map<Kind, List<Pair>> pairs) {
    Report report = new Report("authentication");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting("clients", CLIENTS)
        .setting("rounds", options.rounds())
        .setting("turn", options.turn().toMillis() + " ms")
        .setting("calibration", "probe: requests for /healthz, which is open on both");
    Table rates =
        new Table("Requests a second, medians", "request", "without", "with", "with / without");
    Table cpu =
        new Table(
            "Processor time of the server a request, in microseconds, medians",
            "request",
            "without",
            "with",
            "with / without");
    pairs.forEach(
        (kind, all) -> {
          String name = kind.name().toLowerCase(Locale.ROOT);
          Pair byRate = Median.of(all, Pair::rates);
          Pair byCpu = Median.of(all, Pair::cpu);
          rates.row(name, byRate.off().perSecond(), byRate.on().perSecond(), byRate.rates());
          cpu.row(name, byCpu.off().cpuMicros(), byCpu.on().cpuMicros(), byCpu.cpu());
          report
              .figure(name + "_rate_ratio", byRate.rates())
              .figure(name + "_cpu_ratio", byCpu.cpu())
              .figure(name + "_cpu_without_us", byCpu.off().cpuMicros())
              .figure(name + "_cpu_with_us", byCpu.on().cpuMicros());
        });
    return report.table(rates).table(cpu);
  }
}
