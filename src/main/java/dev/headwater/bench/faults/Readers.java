package dev.headwater.bench.faults;

import dev.headwater.bench.faults.reads.Given;
import dev.headwater.bench.faults.reads.Judgement;
import dev.headwater.bench.faults.reads.ReadKind;
import dev.headwater.bench.faults.reads.Sendings;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Terms;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks for a round's assets, their lineage, exposures, alerts and gates while its events come in
 * and faults happen. Each processor that has begun to serve has readers of its own, so that one
 * that is paused holds up only those. At the end, each answer is compared with the oracle: some set
 * of events must lead to it. The set must have all events that the answer says it reflects, and no
 * event that was sent after the answer.
 */
final class Readers {
  /** Readers of a processor that ask for answers at once. */
  private static final int PROMPT = 1;

  /** Shorter than a pause, so that a paused processor has young requests when it goes on. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static final Duration WAITING = Duration.ofSeconds(15);
  private static final int LATEST = 3;
  private static final long PAUSE_MILLIS = 100;
  private static final long LOOK_MILLIS = 50;
  private static final long STOP_MILLIS = WAITING.toMillis() + 10_000;

  private final Supplier<List<ProcessCluster.Serving>> processors;
  private final Emission.Progress progress;
  private final Round round;
  private final AnswerGaps gaps = new AnswerGaps(System::nanoTime);
  private final Map<URI, List<Thread>> threads = new HashMap<>();
  private final List<Given> answers = Collections.synchronizedList(new ArrayList<>());
  private final Map<ReadKind, AtomicInteger> asked = new EnumMap<>(ReadKind.class);
  private final List<String> unreadable = Collections.synchronizedList(new ArrayList<>());
  private Thread supervisor;
  private volatile boolean stopped;

  private Readers(
      Supplier<List<ProcessCluster.Serving>> processors, Emission.Progress progress, Round round) {
    this.processors = processors;
    this.progress = progress;
    this.round = round;
    for (ReadKind kind : ReadKind.values()) {
      asked.put(kind, new AtomicInteger());
    }
  }

  /**
   * Begins to ask.
   *
   * @param processors gives those that have begun to serve
   * @param progress of the sending of the round's events
   */
  static Readers begin(
      Supplier<List<ProcessCluster.Serving>> processors, Emission.Progress progress, Round round) {
    Readers readers = new Readers(processors, progress, round);
    readers.supervisor = started("headwater-readers", readers::supervise);
    return readers;
  }

  /** Begins a phase of the round. */
  void begin(Phase phase) {
    gaps.begin(phase);
  }

  private static Thread started(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void supervise() {
    while (!stopped) {
      List<ProcessCluster.Serving> now = processors.get();
      gaps.running(
          now.stream()
              .filter(ProcessCluster.Serving::running)
              .map(ProcessCluster.Serving::name)
              .collect(Collectors.toSet()));
      now.forEach(one -> threads.computeIfAbsent(one.api(), api -> readersOf(one)));
      pause(LOOK_MILLIS);
    }
  }

  private List<Thread> readersOf(ProcessCluster.Serving processor) {
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i <= PROMPT; i++) {
      boolean waits = i == PROMPT;
      Random random = new Random(round.history().seed() + 31L * processor.name().hashCode() + i);
      int first = i * 2;
      readers.add(
          started(
              "headwater-reader-" + processor.name() + "-" + i,
              () -> ask(processor, waits, first, random)));
    }
    return readers;
  }

  /** Asks a processor until it is gone for good. */
  private void ask(ProcessCluster.Serving processor, boolean waits, int first, Random random) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    List<ReadKind> all = List.of(ReadKind.values());
    int turn = first;
    while (!stopped && isThere(processor)) {
      // Each second read that waits is a gate; the others are asked at once, too.
      List<ReadKind> others = all.stream().filter(ReadKind::canWait).toList();
      boolean gate = waits && turn % 2 == 0;
      ReadKind kind = gate ? ReadKind.GATE : others.get((waits ? turn / 2 : turn) % others.size());
      ask(client, processor, kind, waits, random);
      turn++;
      pause(PAUSE_MILLIS);
    }
  }

  private boolean isThere(ProcessCluster.Serving processor) {
    return processors.get().stream().anyMatch(one -> one.api().equals(processor.api()));
  }

  /**
   * Chooses an asset: mostly one that a recently acknowledged event names, because a read misses
   * such an event most easily.
   */
  private Asset asset(Random random) {
    List<Emission.Acknowledged> known = progress.acknowledged();
    List<Asset> named = new ArrayList<>();
    if (!known.isEmpty() && random.nextInt(10) > 0) {
      // Half of the others are older ones, from which more has travelled.
      int among = random.nextBoolean() ? LATEST : known.size();
      int latest = known.size() - 1 - random.nextInt(Math.min(among, known.size()));
      LineageEvent event = round.history().log().get(known.get(latest).number()).event();
      event.outputs().forEach(output -> named.add(output.asset()));
      event.document().ifPresent(document -> named.add(document.target()));
    }
    List<Asset> from = named.isEmpty() ? round.history().universe() : named;
    return from.get(random.nextInt(from.size()));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. A processor that does not answer, or answers with an error, is not a fault here. */
  private void ask(
      HttpClient client,
      ProcessCluster.Serving processor,
      ReadKind kind,
      boolean waits,
      Random random) {
    Asset asset = asset(random);
    String urn = URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8).replace("+", "%20");
    String path = kind.path(urn, waits, random);
    HttpRequest request =
        HttpRequest.newBuilder(processor.api().resolve(path))
            .timeout(waits ? WAITING : AT_ONCE)
            .GET()
            .build();
    asked.get(kind).incrementAndGet();
    int acknowledged = progress.acknowledged().size();
    Instant requested = Instant.now();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      int sent = progress.sent();
      boolean found = response.statusCode() == 200;
      if (found || response.statusCode() == 404) {
        gaps.answered(kind, processor.name());
        answers.add(
            new Given(
                kind,
                processor.name(),
                asset,
                path,
                waits,
                acknowledged,
                requested,
                sent,
                Instant.now(),
                found,
                Json.parse(response.body())));
      }
    } catch (IOException away) {
      // The processor is down or paused.
    } catch (InvalidException broken) {
      unreadable.add(path + " has an answer that is none: " + broken.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until a gate was complete, or the limit is reached. On a machine that is busy with other
   * things, that may be only after the last event.
   */
  void awaitCompleteGate(Duration limit) {
    long begin = System.nanoTime();
    while (!hasCompleteGate() && System.nanoTime() - begin < limit.toNanos()) {
      pause(LOOK_MILLIS);
    }
  }

  private boolean hasCompleteGate() {
    synchronized (answers) {
      return answers.stream().anyMatch(one -> one.kind() == ReadKind.GATE && one.isComplete());
    }
  }

  /**
   * Stops asking, and judges all answers. Call it when all events are acknowledged.
   *
   * @param partitions of the topic of events
   */
  ReadOutcome judge(Terms terms, int partitions) {
    stopped = true;
    join(supervisor);
    Map<Phase, Map<ReadKind, LongestGap>> longest = gaps.end();
    threads.values().forEach(readers -> readers.forEach(Readers::join));
    Sendings sendings = sendings(terms, partitions);
    Map<ReadKind, ReadOutcome.Count> counts = new EnumMap<>(ReadKind.class);
    for (ReadKind kind : ReadKind.values()) {
      Map<Phase, LongestGap> ofKind = new EnumMap<>(Phase.class);
      longest.forEach(
          (phase, byKind) -> ofKind.put(phase, byKind.getOrDefault(kind, LongestGap.NONE)));
      counts.put(kind, new ReadOutcome.Count(asked.get(kind).get(), 0, 0, 0, 0, ofKind));
    }
    List<String> wrong = new ArrayList<>(List.copyOf(unreadable));
    for (Given given : List.copyOf(answers)) {
      Judgement judged = Judgement.of(given, sendings);
      judged.wrong().forEach(why -> wrong.add(given.kind().text() + " " + why + ": " + given));
      counts.merge(
          given.kind(),
          new ReadOutcome.Count(
              0,
              1,
              judged.complete() ? 1 : 0,
              judged.certain() ? 1 : 0,
              judged.wrong().isEmpty() ? 0 : 1,
              Map.of()),
          ReadOutcome.Count::and);
    }
    return new ReadOutcome(counts, wrong);
  }

  private static void join(Thread thread) {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new FaultRunException("stopped", stopping);
    }
  }

  private Sendings sendings(Terms terms, int partitions) {
    List<Emission.Acknowledged> order = progress.acknowledged();
    List<Instant> begun = progress.begun();
    List<Sendings.Sending> sendings = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      Emission.Acknowledged one = order.get(place);
      sendings.add(
          new Sendings.Sending(
              round.history().log().get(one.number()).event(),
              one.number(),
              begun.get(one.number()),
              place,
              Instant.ofEpochMilli(one.millis()),
              one.partition(),
              one.offset()));
    }
    return new Sendings(sendings, terms, partitions);
  }
}
