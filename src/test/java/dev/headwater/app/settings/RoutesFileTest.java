package dev.headwater.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.notify.Receiver.Alertmanager;
import dev.headwater.notify.Receiver.Connection;
import dev.headwater.notify.Receiver.Webhook;
import dev.headwater.notify.Route;
import dev.headwater.notify.RouteFilter;
import dev.headwater.notify.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how a file of routes is read, and that an error names the line and the key. */
class RoutesFileTest {
  private static final URI FALLBACK = URI.create("/headwater");

  @TempDir private Path folder;

  private Routes read(String yaml) throws IOException {
    return RoutesFile.read(Files.writeString(folder.resolve("routes.yaml"), yaml), FALLBACK);
  }

  @Test
  void read_takesEverythingThatCanBeStated_inAnyOrder() throws IOException {
    Routes routes =
        read(
            """
            routes:
              - name: urgent
                receivers: [pager, hook]
                severity: CRITICAL
                rules: [UNKNOWN_ORIGIN]
                namespaces: ["lab*"]
                owners: ["org:lab"]
              - {name: daily, receivers: [hook], every: 24h}
            source: https://headwater.example
            receivers:
              pager: {type: alertmanager, url: "http://am:9093/x", repeat: 30s, expires: 1h}
              hook:
                type: webhook
                url: https://hooks.example/a?b=c
                secretFile: secret
                tokenFile: /run/token
                timeout: 3s
                attempts: 7
            """);
    Alertmanager pager =
        new Alertmanager(
            "pager",
            new Connection(
                URI.create("http://am:9093/x"), Optional.empty(), Duration.ofSeconds(10), 10),
            Duration.ofSeconds(30),
            Duration.ofHours(1));
    Webhook hook =
        new Webhook(
            "hook",
            new Connection(
                URI.create("https://hooks.example/a?b=c"),
                Optional.of(Path.of("/run/token")),
                Duration.ofSeconds(3),
                7),
            Optional.of(folder.resolve("secret").toAbsolutePath()));
    assertThat(routes)
        .isEqualTo(
            new Routes(
                URI.create("https://headwater.example"),
                List.of(
                    new Route(
                        "urgent",
                        new RouteFilter(
                            Set.of(RuleName.UNKNOWN_ORIGIN),
                            Severity.CRITICAL,
                            List.of("lab*"),
                            Set.of("org:lab")),
                        List.of(pager, hook),
                        Optional.empty()),
                    new Route(
                        "daily",
                        RouteFilter.ALL,
                        List.of(hook),
                        Optional.of(Duration.ofDays(1))))));
  }

  @Test
  void read_takesTheExample() {
    Routes routes = RoutesFile.read(Path.of("deploy", "alert-routes.yaml"), FALLBACK);
    assertThat(routes.routes()).extracting(Route::name).hasSizeGreaterThan(1);
  }

  @Test
  void read_takesThatOfTheComposeFile() {
    Routes routes = RoutesFile.read(Path.of("deploy", "compose", "alert-routes.yaml"), FALLBACK);
    assertThat(routes.routes()).extracting(Route::name).containsExactly("all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|1: there are no routes",
        "recievers: {}|1: recievers is unknown; known are source, receivers, routes; the nearest is"
            + " receivers",
        "receivers: {a: {type: webhok, url: 'http://x'}}|1: receivers.a.type must be one of"
            + " webhook, alertmanager",
        "receivers: {a: {type: webhook}}|1: receivers.a.url must be given",
        "receivers: {a: {type: webhook, url: 'ftp://x/secret'}}|1: receivers.a.url must be a URL"
            + " with http",
        "receivers: {a: {type: webhook, url: 'http://u:secret@x'}}|1: receivers.a.url must be a URL"
            + " with http",
        "receivers: {a: {type: webhook, url: 'http://x/ secret'}}|1: receivers.a.url must be a URL"
            + " with http",
        "receivers: {a: {type: webhook, url: 'http://x', repeat: 1m}}|1: receivers.a.repeat is not"
            + " for receivers of type webhook",
        "receivers: {a: {type: alertmanager, url: 'http://x', secretFile: f}}|1:"
            + " receivers.a.secretFile is not for",
        "receivers: {a: {type: alertmanager, url: 'http://x', repeat: 1h, expires: 2h}}|1:"
            + " receivers.a.expires must be at least three times repeat",
        "receivers: {a b: {type: webhook, url: 'http://x'}}|1: receivers.a b must have a name of"
            + " letters",
        "receivers: {a: {type: webhook, url: 'http://x', attempts: 0}}|1: receivers.a.attempts must"
            + " be a whole number from 1",
        "receivers: {a: {type: webhook, url: 'http://x', timeout: 1h}}|1: receivers.a.timeout must"
            + " be a duration from PT1S to PT1M",
        "routes: []|1: routes must list at least one route",
        "routes: [{name: r}]|1: routes[0].receivers must name at least one receiver",
        "routes: [{name: r, receivers: [nobody]}]|1: routes[0].receivers[0] names a receiver that"
            + " does not stand",
        "receivers: {pager: {type: webhook, url: 'http://x'}};routes: [{name: r, receivers:"
            + " [pagr]}]|2: routes[0].receivers[0] names a receiver that does not stand above,"
            + " under receivers; the nearest is pager",
        "receivers: {a: {type: alertmanager, url: 'http://x'}};routes: [{name: r, receivers: [a],"
            + " every: 1h}]|2: routes[0].every is a digest",
        "receivers: {a: {type: webhook, url: 'http://x'}};routes: [{name: r, receivers: [a], rules:"
            + " []}]|2: routes[0].rules must not be empty",
        "receivers: {a: {type: webhook, url: 'http://x'}};routes: [{name: r, receivers: [a]},{name:"
            + " r, receivers: [a]}]|2: routes[1].name is the name of an earlier route",
        "receivers: {a: {type: webhook, url: 'http://x'}};routes: [{name: r, receivers: [a],"
            + " severty: INFO}]|2: routes[0].severty is unknown; known are name, receivers, rules,"
            + " severity, namespaces, owners, every; the nearest is severity",
      })
  void read_refusesWhatIsWrong_withItsPlace(String yaml, String problem) {
    String text = yaml == null ? "" : yaml.replace(";", "\n");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("routes.yaml:" + problem)
        .hasMessageNotContaining("secret@")
        .hasMessageNotContaining("/secret");
  }

  @Test
  void read_refusesAliasesThatGrow() {
    StringBuilder laughs = new StringBuilder("x0: &x0 [a]\n");
    for (int i = 1; i < 60; i++) {
      String before = "*x" + (i - 1);
      laughs.append("x").append(i).append(": &x").append(i).append(" [");
      laughs.append((before + ",").repeat(9)).append(before).append("]\n");
    }
    assertThatThrownBy(() -> read(laughs.toString())).isInstanceOf(SettingsException.class);
  }
}
