package dev.headwater.cli.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows {@code GET /alerts/stream}, and reconnects when the connection breaks. */
final class AlertWatch {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Api api;
  private final Terminal terminal;

  AlertWatch(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  /**
   * Passes each alert to {@code onAlert}, until nobody reads standard output any more. It retries a
   * connection that was lost without a limit, and reports the loss once.
   *
   * @param query of the stream: "?" and its filters; "" for all alerts
   * @throws Failure if the first connection fails, or the server no longer lets the caller in
   */
  void follow(String query, Consumer<JsonNode> onAlert) {
    boolean away = false;
    boolean connected = false;
    while (true) {
      try (BufferedReader events =
          new BufferedReader(
              new InputStreamReader(
                  api.events("/alerts/stream" + query), StandardCharsets.UTF_8))) {
        connected = true;
        if (away) {
          terminal.error(api.base() + " is back");
          away = false;
        }
        read(events, onAlert);
      } catch (Failure unreachable) {
        if (!connected || unreachable.isDenied()) {
          throw unreachable;
        }
      } catch (IOException broken) {
        // The code below reports it, as it reports an orderly end: in both cases the stream is
        // over.
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

  /**
   * Reads events. An event consists of its data lines, up to a blank line; this command needs no
   * ids, names and comments.
   */
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

  private JsonNode alert(String data) throws IOException {
    try {
      return JsonTree.read(data.getBytes(StandardCharsets.UTF_8));
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
