package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.agreement.GateAgreement;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Moment;
import dev.headwater.oracle.ReadOracle;
import dev.headwater.oracle.Ruling;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks for the gates of a round's assets while its events come in and faults happen, from any
 * processor that has begun to serve, even if it is paused or about to be killed. At the end, each
 * answer is compared with the oracle. Some set of events must lead to the answer. The set must have
 * all events that were acknowledged before the request, and no event that was sent after the
 * answer.
 */
final class GateReaders {
  private static final int READERS = 3;
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int LATEST = 3;
  private static final long PAUSE_MILLIS = 150;
  private static final long STOP_MILLIS = ANSWER.toMillis() + 10_000;

  private final Supplier<List<URI>> processors;
  private final Emission.Progress progress;
  private final Round round;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> unreadableAnswers = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean stopped;

  /**
   * A request and its answer.
   *
   * @param acknowledged how many events had been acknowledged before the request
   * @param sent how many events had been sent when the answer came
   */
  private record Answer(
      Asset asset,
      int acknowledged,
      Instant requested,
      int sent,
      Instant answered,
      GateRuling ruling) {}

  /**
   * The result for the gates of a round.
   *
   * @param asked all requests
   * @param answered requests that a processor answered
   * @param about answers of these that are about facts and not about what could not be read
   * @param certain answers of these for which the oracle found a set of events that leads to them
   * @param wrong answers to which no set of events leads, a sentence each
   */
  record Outcome(int asked, int answered, int about, int certain, List<String> wrong) {
    static final Outcome NONE = new Outcome(0, 0, 0, 0, List.of());

    Outcome and(Outcome other) {
      List<String> all = new ArrayList<>(wrong);
      all.addAll(other.wrong);
      return new Outcome(
          asked + other.asked,
          answered + other.answered,
          about + other.about,
          certain + other.certain,
          all);
    }
  }

  private GateReaders(Supplier<List<URI>> processors, Emission.Progress progress, Round round) {
    this.processors = processors;
    this.progress = progress;
    this.round = round;
  }

  /**
   * Begins to ask.
   *
   * @param processors gives the processors that can be asked at the moment
   * @param progress of the sending of the round's events
   */
  static GateReaders begin(
      Supplier<List<URI>> processors, Emission.Progress progress, Round round) {
    GateReaders readers = new GateReaders(processors, progress, round);
    for (int i = 0; i < READERS; i++) {
      Random random = new Random(round.history().seed() * READERS + i);
      Thread thread = new Thread(() -> readers.ask(random), "headwater-gates-" + i);
      thread.setDaemon(true);
      thread.start();
      readers.threads.add(thread);
    }
    return readers;
  }

  private void ask(Random random) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    while (!stopped) {
      List<URI> serving = processors.get();
      if (!serving.isEmpty()) {
        URI processor = serving.get(random.nextInt(serving.size()));
        ask(client, processor, asset(random));
      }
      pause();
    }
  }

  /**
   * Chooses an asset: mostly one that a recently acknowledged event names, because a read misses
   * such an event most easily.
   */
  private Asset asset(Random random) {
    List<Emission.Acknowledged> known = progress.acknowledged();
    List<Asset> named = new ArrayList<>();
    if (!known.isEmpty() && random.nextInt(10) > 0) {
      int latest = known.size() - 1 - random.nextInt(Math.min(LATEST, known.size()));
      LineageEvent event = round.history().log().get(known.get(latest).number()).event();
      event.outputs().forEach(output -> named.add(output.asset()));
      event.document().ifPresent(document -> named.add(document.target()));
    }
    List<Asset> from = named.isEmpty() ? round.history().universe() : named;
    return from.get(random.nextInt(from.size()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks for one gate. A processor that does not answer, or answers with an error, is not a fault
   * here.
   */
  private void ask(HttpClient client, URI processor, Asset asset) {
    String urn = URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8).replace("+", "%20");
    HttpRequest request =
        HttpRequest.newBuilder(processor.resolve("/api/v1/assets/" + urn + "/gate"))
            .timeout(ANSWER)
            .GET()
            .build();
    asked.incrementAndGet();
    int acknowledged = progress.acknowledged().size();
    Instant requested = Instant.now();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      int sent = progress.sent();
      if (response.statusCode() == 200) {
        add(asset, acknowledged, requested, sent, response.body());
      }
    } catch (IOException away) {
      // The processor is down or paused.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(Asset asset, int acknowledged, Instant requested, int sent, byte[] body) {
    try {
      GateRuling ruling = ruling(Json.mapper().readTree(body));
      answers.add(new Answer(asset, acknowledged, requested, sent, Instant.now(), ruling));
    } catch (IOException | IllegalArgumentException unreadable) {
      unreadableAnswers.add("gate of " + asset + " has an answer that is none: " + unreadable);
    }
  }

  private static GateRuling ruling(JsonNode body) {
    List<GateRuling.Reason> reasons = new ArrayList<>();
    for (JsonNode reason : body.path("reasons")) {
      List<Asset> path = new ArrayList<>();
      reason.path("path").forEach(urn -> path.add(Asset.parse(urn.asText())));
      reasons.add(
          new GateRuling.Reason(
              GateRuling.Finding.valueOf(reason.path("rule").asText()),
              Asset.parse(reason.path("origin").asText()),
              path,
              reason.path("message").asText()));
    }
    return new GateRuling(GateRuling.Verdict.valueOf(body.path("verdict").asText()), reasons);
  }

  /** Stops asking, and judges all answers. Call it when all events are acknowledged. */
  Outcome judge(Grace grace) {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(STOP_MILLIS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new FaultRunException("stopped", stopping);
      }
    }
    List<Emission.Acknowledged> order = progress.acknowledged();
    List<Answer> given = List.copyOf(answers);
    int about = 0;
    int certain = 0;
    List<String> wrong = new ArrayList<>(List.copyOf(unreadableAnswers));
    for (Answer answer : given) {
      boolean passes = answer.ruling().verdict() == GateRuling.Verdict.PASS;
      if (!GateAgreement.isAboutFacts(answer.ruling())) {
        if (passes) {
          wrong.add("gate of " + answer.asset() + " passes in spite of a doubt: " + answer);
        }
        continue;
      }
      if (answer.ruling().isCut() && !passes) {
        continue;
      }
      about++;
      Ruling judged =
          GateAgreement.judge(oracle(answer, order, grace), answer.asset(), answer.ruling());
      certain += judged == Ruling.ALLOWED ? 1 : 0;
      if (judged == Ruling.REFUSED) {
        wrong.add(
            "gate of "
                + answer.asset()
                + " requested at "
                + answer.requested()
                + " when "
                + answer.acknowledged()
                + " events were acknowledged, answered at "
                + answer.answered()
                + " when "
                + answer.sent()
                + " were sent, that no set of events leads to: "
                + answer.ruling());
      }
    }
    return new Outcome(asked.get(), given.size(), about, certain, wrong);
  }

  private ReadOracle oracle(Answer answer, List<Emission.Acknowledged> order, Grace grace) {
    List<Arrival> before = new ArrayList<>();
    List<Arrival> more = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Emission.Acknowledged one = order.get(i);
      Arrival arrival =
          new Arrival(
              round.history().log().get(one.number()).event(), Instant.ofEpochMilli(one.millis()));
      if (i < answer.acknowledged()) {
        before.add(arrival);
      } else if (one.number() < answer.sent()) {
        more.add(arrival);
      }
    }
    return new ReadOracle(
        before, more, Terms.of(grace), Moment.at(answer.requested()), answer.answered());
  }
}
