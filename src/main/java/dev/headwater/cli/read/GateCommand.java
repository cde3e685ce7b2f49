package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.Colour;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Checks whether an asset may be used for training, or a model released, and returns the answer as
 * an exit code.
 */
@Command(
    name = "gate",
    description = "Tells whether all synthetic data that an asset descends from is documented.",
    footer =
        "Exit code: 0 documented, 1 violation (printed with its path), 2 cannot tell (unknown origin,"
            + " incomplete inputs, not caught up, unreachable), 64 wrong usage.")
public final class GateCommand implements Callable<Integer> {

  /** How many remarks of one rule are printed: a long pipeline has one at each step. */
  private static final int REMARKS = 3;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id, as model:lab:chat@3.")
  private String urn = "";

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  public GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    String path = moment.appendTo("/assets/" + Text.segment(urn) + "/gate");
    Api api = server.api(terminal);
    Api.Answer answer = api.ask(path);
    if (answer.status() != 200) {
      // Exit code 1 would mean that the gate is violated, but that is not known.
      throw api.failure(answer).asCannot();
    }
    JsonNode gate = answer.body();
    if (!gate.path("asset").asText("").equals(urn)) {
      // A proxy or a cache may answer for the server.
      throw Failure.cannot(
          "the answer is not about " + urn + "; does something answer for Headwater?");
    }
    String verdict = gate.path("verdict").asText("");
    if (json) {
      terminal.out().println(JsonTree.line(gate));
    } else {
      print(gate);
    }
    terminal.out().flush();
    return switch (verdict) {
      case "PASS" -> ExitCode.OK;
      case "FAIL" -> ExitCode.NO;
      default -> ExitCode.CANNOT;
    };
  }

  private void print(JsonNode gate) {
    String verdict = gate.path("verdict").asText("no verdict");
    terminal.print(terminal.paint(colour(verdict), verdict) + " " + urn);
    String versions = Text.versions(gate);
    if (!versions.isEmpty()) {
      terminal.print("  versions of this name: " + versions);
    }
    // Print all reasons of a verdict that is not PASS, but only a few remarks of each rule if it
    // is.
    int most = verdict.equals("PASS") ? REMARKS : Integer.MAX_VALUE;
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (JsonNode reason : gate.path("reasons")) {
      String rule = reason.path("rule").asText("");
      if (seen.merge(rule, 1, Integer::sum) <= most) {
        print(rule, reason);
      }
    }
    seen.forEach(
        (rule, count) -> {
          if (count > most) {
            terminal.print("  " + rule + ": " + (count - most) + " more; --json tells all");
          }
        });
  }

  private static Colour colour(String verdict) {
    return switch (verdict) {
      case "PASS" -> Colour.GREEN;
      case "FAIL" -> Colour.RED;
      default -> Colour.YELLOW;
    };
  }

  private void print(String rule, JsonNode reason) {
    String message = Text.oneLine(reason.path("message").asText(""));
    terminal.print("  " + rule + (rule.isEmpty() || message.isEmpty() ? "" : ": ") + message);
    String path = AlertText.path(reason.path("path"));
    if (!path.isEmpty()) {
      terminal.print("    path: " + path);
    }
  }
}
