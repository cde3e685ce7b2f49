package dev.headwater.cli.emit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.model.InvalidException;
import dev.headwater.model.TraceParent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends events to {@code POST /events}. If the server answers 429, it sends the events again after
 * the time that the server asks for, for up to ten minutes: the server is behind, or its Kafka is
 * away, and both pass. If the server answers 503, it tries up to ten times.
 */
final class HttpSender implements EventSender {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ATTEMPTS_WHEN_NOT_READY = 10;
  private static final long LONGEST_PRESSURE_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int SLOW_DOWN = 429;
  private static final int NOT_READY = 503;
  private static final long LONGEST_PAUSE_SECONDS = 5;

  private final Api api;
  private final Optional<TraceParent> traceParent;

  /**
   * @param traceParent the trace of the command, for every request
   */
  HttpSender(Api api, Optional<TraceParent> traceParent) {
    this.api = api;
    this.traceParent = traceParent;
  }

  @Override
  public void send(List<EventLine> lines, EmitOutcome tally) {
    List<EventLine> objects = new ArrayList<>(lines.size());
    for (EventLine line : lines) {
      try {
        line.object();
        objects.add(line);
      } catch (InvalidException noObject) {
        // Reject it here: inside a body, the server could take the line for something else.
        tally.reject(line, noObject.problem());
      }
    }
    sendObjects(objects, tally);
  }

  private void sendObjects(List<EventLine> lines, EmitOutcome tally) {
    if (lines.isEmpty()) {
      return;
    }
    Api.Answer answer = post(lines);
    boolean counted = answer.body().path("rejected").isArray();
    if (counted && (answer.status() == 200 || answer.status() == 400)) {
      count(answer.body(), lines, tally);
    } else if (answer.status() == 400 || answer.status() == 413) {
      refused(answer, lines, tally);
    } else {
      throw api.failure(answer).asCannot();
    }
  }

  @Override
  public void finish(EmitOutcome tally) {
    // Nothing to wait for: send returns only after the server has answered.
  }

  @Override
  public void close() {
    // Nothing to close: the JDK's client has no close method in Java 17.
  }

  private Api.Answer post(List<EventLine> lines) {
    long beganNanos = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      Api.Answer answer = api.postLines("/events", body(lines), traceParent, PATIENCE);
      boolean again =
          answer.status() == NOT_READY
              ? attempt < ATTEMPTS_WHEN_NOT_READY
              : answer.status() == SLOW_DOWN
                  && System.nanoTime() - beganNanos < LONGEST_PRESSURE_NANOS;
      if (!again) {
        return answer;
      }
      pause(Math.min(Math.max(answer.retryAfterSeconds(), 1), LONGEST_PAUSE_SECONDS));
    }
  }

  private void count(JsonNode body, List<EventLine> lines, EmitOutcome tally) {
    JsonNode rejected = body.path("rejected");
    for (JsonNode one : rejected) {
      int index = one.path("index").asInt(-1);
      if (index < 0 || index >= lines.size()) {
        throw Failure.cannot(
            api.base() + " rejected an event that was not sent; is its version another one?");
      }
      tally.reject(lines.get(index), api.hideIn(one.path("reason").asText("no reason given")));
    }
    tally.accept(lines.size() - rejected.size());
  }

  /**
   * Handles a server that refused the whole body: it sends each half again, to find the lines that
   * are the cause.
   */
  private void refused(Api.Answer answer, List<EventLine> lines, EmitOutcome tally) {
    if (lines.size() == 1) {
      tally.reject(lines.get(0), api.hideIn(answer.problem()));
      return;
    }
    int half = lines.size() / 2;
    sendObjects(lines.subList(0, half), tally);
    sendObjects(lines.subList(half, lines.size()), tally);
  }

  private static byte[] body(List<EventLine> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (EventLine line : lines) {
      body.writeBytes(line.json());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static void pause(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.cannot("stopped while Headwater was not ready", stopped);
    }
  }
}
