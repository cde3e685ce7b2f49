package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists alerts, or follows them. */
@Command(
    name = "alerts",
    description = "Lists alerts, or follows them as they open and resolve.",
    footer = {
      "--json prints {\"alerts\":[..],\"complete\":..} on one line; with --watch one alert a",
      "line. It waits up to 5 s until the server is caught up. If the server is not, it says so.",
      "Exit code: 0 listed, 2 unreachable, 64 wrong usage."
    })
public final class AlertsCommand implements Callable<Integer> {

  enum Status {
    open,
    resolved,
    all
  }

  @Mixin private ServerOption server = new ServerOption();

  @Option(
      names = "--status",
      description = "One of ${COMPLETION-CANDIDATES} (default: open; with --watch all).")
  private Optional<Status> status = Optional.empty();

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "Only those of this rule: one of ${COMPLETION-CANDIDATES}.")
  private Optional<RuleName> rule = Optional.empty();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only those of this severity: one of ${COMPLETION-CANDIDATES}.")
  private Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description = "Only those about assets or jobs of this namespace.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "ID",
      description = {
        "Only those about assets that an agent with this id owns: one with the",
        "role OWNER or DATA_OWNER. Not together with --watch."
      })
  private Optional<String> owner = Optional.empty();

  @Option(names = "--watch", description = "Follow: print each alert when it opens or resolves.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public AlertsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (watch && owner.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--owner: an alert does not name the owner, so leave out --watch");
    }
    Api api = server.api(terminal);
    if (watch) {
      Status wanted = status.orElse(Status.all);
      new AlertWatch(api, terminal)
          .follow(
              namespace.map(only -> "?namespace=" + Text.segment(only)).orElse(""),
              alert -> {
                if (matches(alert, wanted)) {
                  print(alert);
                }
              });
    } else {
      list(api, status.orElse(Status.open));
    }
    return ExitCode.OK;
  }

  /**
   * Prints the alerts page by page, so that a million alerts need no more memory than one page.
   * Each page waits until it is caught up, as long as the server keeps up.
   */
  private void list(Api api, Status wanted) {
    String query =
        "limit=500&status="
            + wanted.name()
            + rule.map(only -> "&rule=" + only.name()).orElse("")
            + severity.map(only -> "&severity=" + only.name()).orElse("")
            + namespace.map(only -> "&namespace=" + Text.segment(only)).orElse("")
            + owner.map(only -> "&owner=" + Text.segment(only)).orElse("");
    String cursor = "";
    long printed = 0;
    boolean complete;
    boolean caughtUp = true;
    Optional<Instant> forgotten = Optional.empty();
    do {
      String from = cursor.isEmpty() ? "" : "&cursor=" + Text.segment(cursor);
      JsonNode page = api.get("/alerts?" + (caughtUp ? "wait=true&" : "") + query + from);
      if (json && from.isEmpty()) {
        terminal.out().print("{\"alerts\":["); // not before there is an answer
      }
      complete = page.path("complete").asBoolean(false);
      caughtUp &= page.path("freshness").path("caughtUp").asBoolean(false);
      String before = page.path("forgotten").path("resolvedBefore").asText("");
      forgotten = later(forgotten, before);
      for (JsonNode alert : page.path("alerts")) {
        if (json) {
          terminal.out().print((printed == 0 ? "" : ",") + JsonTree.line(alert));
        } else {
          print(alert);
        }
        printed++;
      }
      cursor = page.path("cursor").isTextual() ? page.path("cursor").asText() : "";
    } while (!cursor.isEmpty());
    end(wanted, printed, complete && caughtUp, forgotten);
    terminal.out().flush();
  }

  private void end(Status wanted, long printed, boolean complete, Optional<Instant> forgotten) {
    if (json) {
      terminal
          .out()
          .println(
              "],\"complete\":"
                  + complete
                  + forgotten
                      .map(before -> ",\"forgotten\":{\"resolvedBefore\":\"" + before + "\"}")
                      .orElse("")
                  + "}");
      return;
    }
    if (printed == 0) {
      boolean filtered =
          rule.isPresent() || severity.isPresent() || namespace.isPresent() || owner.isPresent();
      terminal.print(
          "no "
              + (wanted == Status.all ? "" : wanted + " ")
              + "alerts"
              + (filtered ? " match" : "")
              + (complete ? "" : " so far"));
    }
    forgotten.ifPresent(
        before -> terminal.print("alerts that were resolved before " + before + " are not kept"));
    if (!complete) {
      terminal.print(
          "not complete: the server is behind, or cannot tell; alerts may be missing, or resolved"
              + " by now");
    }
  }

  private static Optional<Instant> later(Optional<Instant> known, String time) {
    try {
      Instant other = Instant.parse(time);
      return known.filter(other::isBefore).or(() -> Optional.of(other));
    } catch (DateTimeParseException none) {
      return known;
    }
  }

  private void print(JsonNode alert) {
    if (json) {
      terminal.out().println(JsonTree.line(alert));
    } else {
      AlertText.lines(alert, terminal).forEach(terminal::print);
    }
    terminal.out().flush();
  }

  private boolean matches(JsonNode alert, Status wanted) {
    return (wanted == Status.all || is(alert, "status", wanted))
        && rule.filter(only -> !is(alert, "rule", only)).isEmpty()
        && severity.filter(only -> !is(alert, "severity", only)).isEmpty();
  }

  private static boolean is(JsonNode alert, String field, Enum<?> value) {
    return value.name().equalsIgnoreCase(alert.path(field).asText());
  }
}
