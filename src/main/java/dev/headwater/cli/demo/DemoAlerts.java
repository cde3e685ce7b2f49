package dev.headwater.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the alerts that the demo is about, and waits for them. */
final class DemoAlerts {

  private static final Duration PROCESSING = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Api api;

  DemoAlerts(Api api) {
    this.api = api;
  }

  /** Repeats a look until it finds something; throws {@link Failure} after 60 s. */
  List<JsonNode> await(String what, Supplier<List<JsonNode>> look) throws InterruptedException {
    Instant end = Instant.now().plus(PROCESSING);
    while (true) {
      List<JsonNode> found = look.get();
      if (!found.isEmpty()) {
        return found;
      }
      waitUntil(end, what);
    }
  }

  /** The alerts of a rule about a subject that have an origin. */
  List<JsonNode> of(String status, String subject, String rule, String origin) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode alert : page(status, subject, rule, false).path("alerts")) {
      if (alert.path("origin").asText().equals(origin)) {
        found.add(alert);
      }
    }
    return found;
  }

  /** The open alerts of a rule about a subject. */
  List<JsonNode> open(String subject, String rule) {
    List<JsonNode> found = new ArrayList<>();
    page("open", subject, rule, false).path("alerts").forEach(found::add);
    return found;
  }

  /**
   * Makes sure that no alert of a rule about a subject is open, in an answer that is complete.
   *
   * @throws Failure if one is open, or if no answer is complete within 60 s
   */
  void requireNone(String subject, String rule) throws InterruptedException {
    Instant end = Instant.now().plus(PROCESSING);
    JsonNode page = page("open", subject, rule, true);
    while (!page.path("complete").asBoolean(false)) {
      waitUntil(end, "a complete list of the alerts of " + rule + " of " + subject);
      page = page("open", subject, rule, true);
    }
    if (!page.path("alerts").isEmpty()) {
      throw Failure.refused(
          "an alert of "
              + rule
              + " of "
              + subject
              + " is open, though this version should have none; see "
              + api.base()
              + "/alerts");
    }
  }

  /** Nothing, which is not complete, if the server cannot answer now: all callers look again. */
  private JsonNode page(String status, String subject, String rule, boolean caughtUp) {
    return api.getIfReady(
            "/alerts?status="
                + status
                + "&rule="
                + rule
                + "&subject="
                + Text.segment(subject)
                + "&limit=500"
                + (caughtUp ? "&wait=true" : ""))
        .orElseGet(MissingNode::getInstance);
  }

  private void waitUntil(Instant end, String what) throws InterruptedException {
    if (Instant.now().isAfter(end)) {
      throw Failure.refused(
          "waited "
              + PROCESSING.toSeconds()
              + " s in vain for "
              + what
              + "; see "
              + api.base()
              + "/api/v1/status");
    }
    Thread.sleep(BETWEEN_LOOKS.toMillis());
  }
}
