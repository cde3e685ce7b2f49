package dev.headwater.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows {@code GET /alerts/stream}; a connection that breaks is opened again. */
final class AlertWatch {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Api api;
  private final Terminal terminal;

  AlertWatch(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  /**
   * Hands on each alert until the reader of standard output goes away. Throws {@link Failure} if
   * the first connection cannot be made; a later one is tried for as long as it takes, and said
   * once.
   */
  void follow(Consumer<JsonNode> onAlert) {
    boolean away = false;
    boolean connected = false;
    while (true) {
      try (BufferedReader events =
          new BufferedReader(
              new InputStreamReader(api.events("/alerts/stream"), StandardCharsets.UTF_8))) {
        connected = true;
        if (away) {
          terminal.error(api.base() + " is back");
          away = false;
        }
        read(events, onAlert);
      } catch (Failure unreachable) {
        if (!connected) {
          throw unreachable;
        }
      } catch (IOException broken) {
        // Said below, as an orderly end is: either way the stream is over.
      }
      if (terminal.out().checkError()) {
        return;
      }
      if (!away) {
        away = true;
        terminal.error("the alert stream of " + api.base() + " ended; waiting for it to come back");
      }
      pause();
    }
  }

  /** An event is its data lines up to a blank line; ids, names and comments are not needed here. */
  private void read(BufferedReader events, Consumer<JsonNode> onAlert) throws IOException {
    StringBuilder data = new StringBuilder();
    String line = events.readLine();
    while (line != null && !terminal.out().checkError()) {
      if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()).strip()).append('\n');
      } else if (line.isEmpty() && data.length() > 0) {
        JsonNode alert = alert(data.toString());
        data.setLength(0);
        if (alert.has("rule")) {
          onAlert.accept(alert);
        }
      }
      line = events.readLine();
    }
  }

  private JsonNode alert(String data) {
    try {
      return Json.mapper().readTree(data);
    } catch (JsonProcessingException notJson) {
      throw Failure.cannot(
          api.base() + " streamed something that is not an alert; is a Headwater there?", notJson);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.cannot("stopped while waiting for alerts", stopped);
    }
  }
}
