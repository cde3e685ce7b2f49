package dev.headwater.bench.faults;

import dev.headwater.bench.faults.Fault.Kind;
import dev.headwater.bench.faults.reads.AnswersAtRest;
import dev.headwater.bench.faults.reads.ReadKind;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.oracle.Terms;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs faults in rounds of up to a minute, in which events come in and faults happen. After each
 * round all processes come back, and everything that is held and was delivered is compared with the
 * oracle until nothing is wrong, or the time limit for that is reached. At the end, all rounds are
 * compared once more.
 */
public final class FaultRun {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long ACCEPTED_SECONDS = 300;

  /** The part of a round in which faults begin. */
  private static final double FAULTY = 0.75;

  private static final long WARM_MILLIS = 10_000;

  /** For how long to read after a round's faults, at least. */
  private static final long AFTER_MILLIS = 5_000;

  private final Options options;
  private final Optional<FaultPlan> fixed;
  private final Consumer<String> out;
  private final Random random;
  private final long beginNanos = System.nanoTime();
  private final List<String> timeline = new ArrayList<>();
  private final Map<String, Integer> done = new LinkedHashMap<>();
  private final List<Round> rounds = new ArrayList<>();
  private final List<Long> settleMillis = new ArrayList<>();
  private Verification last;
  private ReadOutcome reads = ReadOutcome.NONE;

  /**
   * What to run.
   *
   * @param minutes in which events come in and faults happen, above 0; the comparisons take more
   *     time
   * @param seed of the events and the faults
   * @param eventsPerSecond without duplicates
   * @param settle the time limit, after a round, until nothing is wrong
   * @param processors how many there are at the beginning, from 1 to 3; empty: the seed decides
   * @param assetsAtRest how many assets of a round every instance is asked about at rest, at most;
   *     each takes up to 15 requests
   * @param settings of the processors, by key, that override the run's own
   */
  public record Options(
      double minutes,
      long seed,
      int eventsPerSecond,
      Duration settle,
      OptionalInt processors,
      int assetsAtRest,
      Map<String, String> settings) {
    /** The usual number of assets that every instance is asked about at rest. */
    public static final int ASSETS_AT_REST = 500;

    public Options {
      settings = Map.copyOf(settings);
      if (!(minutes > 0 && minutes <= 10_000)) {
        throw new IllegalArgumentException("minutes must be above 0, up to 10000, not " + minutes);
      }
      if (eventsPerSecond < 1 || eventsPerSecond > 1_000) {
        throw new IllegalArgumentException(
            "events per second must be from 1 to 1000, not " + eventsPerSecond);
      }
      int most = FaultPlan.MOST_PROCESSORS;
      if (processors.isPresent() && (processors.getAsInt() < 1 || processors.getAsInt() > most)) {
        throw new IllegalArgumentException(
            "processors must be from 1 to " + most + ", not " + processors.getAsInt());
      }
    }

    /** Options with the usual rate, time limit and settings. */
    public static Options of(double minutes, long seed) {
      return new Options(
          minutes, seed, 20, Duration.ofMinutes(2), OptionalInt.empty(), ASSETS_AT_REST, Map.of());
    }
  }

  private FaultRun(Options options, Optional<FaultPlan> fixed, Consumer<String> out) {
    this.options = options;
    this.fixed = fixed;
    this.out = out;
    this.random = new Random(options.seed());
    for (Kind kind : Kind.values()) {
      done.put(kind.text(), 0);
    }
  }

  /**
   * Runs. If something is wrong, it keeps the folder with what the processes wrote, and reports its
   * name.
   *
   * @param out receives a line for each thing that happens, at the time when it happens
   * @throws FaultRunException if the run itself cannot go on
   */
  public static FaultReport run(Options options, Consumer<String> out) {
    return new FaultRun(options, Optional.empty(), out).run();
  }

  /** The same with this plan in each round, which begins with so many processors. */
  static FaultReport run(Options options, FaultPlan plan, Consumer<String> out) {
    return new FaultRun(options, Optional.of(plan), out).run();
  }

  private FaultReport run() {
    Path folder = folder();
    tell("seed " + options.seed() + ", in " + folder);
    ProcessCluster cluster =
        new ProcessCluster(folder, RunSettings.of(folder, options.settings()), this::tell);
    Thread atExit =
        new Thread(
            () -> {
              cluster.close();
              delete(folder);
            },
            "headwater-faults-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean keep = true;
    try {
      FaultReport report = run(cluster);
      keep = !report.differences().isEmpty();
      if (keep) {
        tell("what the processes wrote and held is kept in " + folder);
      }
      return report;
    } finally {
      cluster.close();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException stopping) {
        keep = true; // the shutdown hook deletes it
      }
      if (!keep) {
        delete(folder);
      }
    }
  }

  private FaultReport run(ProcessCluster cluster) {
    int any = 1 + random.nextInt(FaultPlan.MOST_PROCESSORS);
    cluster.start(fixed.map(FaultPlan::processors).orElse(options.processors().orElse(any)));
    tell(cluster.processors() + " processors and the broker run");
    Emission emission = new Emission(cluster.bootstrapServers(), TopicNames.DEFAULT.events());
    try (SchemaRegistry registry =
        SchemaRegistry.connect(List.of(cluster.registryUrl()), Map.of())) {
      EventEncoder encoder = new EventEncoder(registry::register, TopicNames.DEFAULT.events());
      int count = (int) Math.ceil(options.minutes());
      long durationMillis = Math.round(options.minutes() * 60_000 / count);
      List<String> differences = List.of();
      for (int number = 0; number < count && differences.isEmpty(); number++) {
        round(cluster, emission, encoder, number, durationMillis);
        differences = settle(cluster, registry, emission, rounds.subList(number, number + 1));
      }
      if (differences.isEmpty() && count > 1) {
        differences = settle(cluster, registry, emission, rounds);
      }
      return report(cluster, emission, differences);
    }
  }

  private void round(
      ProcessCluster cluster,
      Emission emission,
      EventEncoder encoder,
      int number,
      long durationMillis) {
    FaultPlan plan = plan(cluster.processors(), durationMillis);
    // New processes answer their first requests slowly, which is no effect of a fault.
    long warmMillis = number == 0 ? WARM_MILLIS : 0;
    long millis = warmMillis + durationMillis;
    int events = (int) Math.max(1, options.eventsPerSecond() * millis / 1_000);
    Round round = Round.of(options.seed(), number, events, Instant.now());
    rounds.add(round);
    plan.faults().forEach(fault -> done.merge(fault.kind().text(), 1, Integer::sum));
    Emission.Progress progress = new Emission.Progress();
    long beganNanos = System.nanoTime();
    CompletableFuture<Void> sent = emission.begin(round.sendings(encoder), millis, progress);
    Readers readers = Readers.begin(cluster::instances, progress, round);
    cluster.perform(List.of(), warmMillis);
    readers.begin(Phase.BEFORE);
    perform(cluster, plan, readers, durationMillis);
    long passedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    cluster.perform(List.of(), Math.max(AFTER_MILLIS, millis - passedMillis));
    try {
      sent.get(ACCEPTED_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new FaultRunException("not all events were accepted: " + failed, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FaultRunException("stopped", stopped);
    }
    readers.awaitCompleteGate(options.settle());
    ReadOutcome outcome = readers.judge(Terms.of(RunSettings.GRACE), RunSettings.PARTITIONS);
    for (ReadKind kind : ReadKind.values()) {
      ReadOutcome.Count count = outcome.of(kind);
      tell(
          kind.text()
              + ": "
              + count.answered()
              + " of "
              + count.asked()
              + " answered, "
              + count.complete()
              + " of them complete, "
              + count.certain()
              + " certain, "
              + count.wrong()
              + " wrong");
    }
    reads = reads.and(outcome);
  }

  /** Faults happen in the first part of a round, so that there is a time after them. */
  private FaultPlan plan(int processors, long durationMillis) {
    long millis = Math.round(durationMillis * FAULTY);
    return fixed.orElseGet(
        () -> FaultPlan.random(random, processors, millis, RunSettings.SESSION_MILLIS));
  }

  /** Performs the plan, and returns when all processes are back. */
  private static void perform(
      ProcessCluster cluster, FaultPlan plan, Readers readers, long durationMillis) {
    long first = plan.firstMillis(durationMillis);
    cluster.perform(List.of(), first);
    readers.begin(Phase.DURING);
    FaultPlan rest = plan.from(first);
    cluster.perform(rest.faults(), rest.lastMillis());
    cluster.heal();
    readers.begin(Phase.AFTER);
  }

  /**
   * Compares until nothing is wrong or the time limit is reached; returns what is still wrong then.
   */
  private List<String> settle(
      ProcessCluster cluster, SchemaRegistry registry, Emission emission, List<Round> checked) {
    long begin = System.nanoTime();
    AlertsOfApi api = new AlertsOfApi(cluster.api());
    List<String> differences = List.of("never at rest");
    boolean late = false;
    while (!late) {
      LockSupport.parkNanos(LOOK_NANOS);
      late = System.nanoTime() - begin > options.settle().toNanos();
      if (!api.isQuiescent() && !late) {
        continue;
      }
      differences = differences(cluster, registry, emission, checked, api);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      if (differences.isEmpty() && checked.size() == 1) {
        differences = answers(cluster, checked.get(0));
      }
      if (differences.isEmpty()) {
        settleMillis.add(millis);
        tell("all agrees, after " + millis + " ms");
        return atAnyTime(cluster);
      }
    }
    List<String> all = new ArrayList<>(atAnyTime(cluster));
    all.addAll(differences);
    tell(all.size() + " differences after " + options.settle().toSeconds() + " s");
    return all;
  }

  /** Asks every instance about every asset of a round. */
  private List<String> answers(ProcessCluster cluster, Round round) {
    List<URI> instances = cluster.serving();
    List<Asset> universe = new ArrayList<>(round.history().universe());
    Collections.shuffle(universe, new Random(options.seed()));
    List<Asset> asked = universe.subList(0, Math.min(options.assetsAtRest(), universe.size()));
    AnswersAtRest.Outcome outcome = AnswersAtRest.compare(instances, asked, last.oracle(round));
    tell(
        instances.size()
            + " instances asked about "
            + asked.size()
            + " of "
            + universe.size()
            + " assets at rest: "
            + outcome.differences().size()
            + " differences; "
            + outcome.askedAgain()
            + " answers were not complete at first");
    return outcome.differences();
  }

  /** Faults that must not occur at any time, at rest or not. */
  private List<String> atAnyTime(ProcessCluster cluster) {
    List<String> wrong = new ArrayList<>(cluster.faults());
    wrong.addAll(reads.wrong());
    return wrong;
  }

  private List<String> differences(
      ProcessCluster cluster,
      SchemaRegistry registry,
      Emission emission,
      List<Round> checked,
      AlertsOfApi api) {
    last =
        new Verification(
            cluster.bootstrapServers(),
            registry,
            RunSettings.APPLICATION + "-" + GraphTopology.STORE + "-changelog",
            RunSettings.PARTITIONS,
            RunSettings.GRACE,
            rounds);
    try {
      List<Alert> alerts = api.all();
      return last.differences(checked, emission.accepted(), alerts);
    } catch (IOException unanswered) {
      return List.of("the API does not answer: " + unanswered.getMessage());
    }
  }

  private FaultReport report(ProcessCluster cluster, Emission emission, List<String> differences) {
    return new FaultReport(
        options.seed(),
        options.minutes(),
        timeline,
        done,
        emission.accepted().size(),
        emission.acknowledged(),
        last.alertIds(),
        last.alertRecords(),
        settleMillis,
        reads,
        differences);
  }

  private void tell(String what) {
    String line =
        String.format(Locale.ROOT, "%8.1f s  %s", (System.nanoTime() - beginNanos) / 1e9, what);
    timeline.add(line.strip());
    out.accept(line);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("headwater-faults-");
    } catch (IOException failed) {
      throw new FaultRunException(
          "cannot create a folder in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + failed.getMessage(),
          failed);
    }
  }

  private void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      tell("could not delete " + folder + ": " + failed.getMessage());
    }
  }
}
