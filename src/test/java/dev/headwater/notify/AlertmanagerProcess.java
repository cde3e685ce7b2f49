package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Alertmanager (Debian's prometheus-alertmanager) with empty storage, on loopback. */
public final class AlertmanagerProcess implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  /**
   * Starts it.
   *
   * @param folder for its configuration, log and storage; must exist
   */
  public AlertmanagerProcess(Path folder, String name, int port) throws IOException {
    this.port = port;
    Path configuration =
        Files.writeString(
            folder.resolve(name + ".yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
    this.process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve(name),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
  }

  /** Whether this machine has one. With {@code CI=true} it must. */
  public static boolean isInstalled() {
    boolean found = Files.isExecutable(PROGRAM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("%s is installed", PROGRAM).isTrue();
    }
    return found;
  }

  /** What to do where there is none. */
  public static String missing() {
    return "there is no " + PROGRAM + "; on Debian: apt-get install prometheus-alertmanager";
  }

  /** The alerts that are active; none while it starts. */
  public List<JsonNode> active() throws InterruptedException {
    List<JsonNode> alerts = new ArrayList<>();
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                  .build(),
              BodyHandlers.ofByteArray());
      if (answer.statusCode() == OK) {
        Json.parse(answer.body()).forEach(alerts::add);
      }
    } catch (IOException starting) {
      assertThat(process.isAlive()).isTrue();
    }
    return alerts;
  }

  /** The value of a label of an alert; "" if it has none. */
  public static String label(JsonNode alert, String name) {
    return alert.path("labels").path(name).asText();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
