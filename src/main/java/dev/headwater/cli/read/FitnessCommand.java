package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.Amounts;
import dev.headwater.cli.terminal.Colour;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks whether data reaches the targets of a use, and returns the answer as an exit code. */
@Command(
    name = "fitness",
    description =
        "Tells whether a dataset, or the data of a model, has the shares that a use asks for, what"
            + " is missing, and which datasets have some of it.",
    footer =
        "Exit code: 0 all targets reached, 1 a target missed, 2 cannot tell (not known, not"
            + " caught up, refused, unreachable), 64 wrong usage.")
public final class FitnessCommand implements Callable<Integer> {
  /** How many targets are printed, unless all are asked for. */
  private static final int TARGETS = 30;

  private static final int CANDIDATES = 3;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id, as dataset:lab:mix@1.")
  private String urn = "";

  @Option(
      names = "--use",
      paramLabel = "USE",
      description =
          "A model whose trainings declare the targets, or a use that the policy names."
              + " May be left out for a model: then its own trainings declare them.")
  private String use = "";

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  public FitnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    if (use.isEmpty() && Asset.parse(urn).kind() != AssetKind.MODEL) {
      throw Failure.usage("--use is missing: name a model, or a use that the policy names");
    }
    String targets = use.isEmpty() ? urn : use;
    String path =
        moment.appendTo(
            "/assets/"
                + Text.segment(urn)
                + "/fitness?use="
                + Text.segment(targets)
                + "&wait=true");
    Api api = server.api(terminal);
    Api.Answer answer = api.ask(path);
    if (answer.status() != 200) {
      // Exit code 1 would mean that a target is missed, but that is not known.
      throw api.failure(answer).asCannot();
    }
    JsonNode fitness = answer.body();
    if (json) {
      terminal.out().println(JsonTree.line(fitness));
    } else {
      print(fitness);
    }
    terminal.out().flush();
    boolean complete = fitness.path("complete").asBoolean(false);
    return switch (fitness.path("verdict").asText("")) {
      case "REACHED" -> complete ? ExitCode.OK : ExitCode.CANNOT;
      case "MISSED" -> ExitCode.NO;
      default -> ExitCode.CANNOT;
    };
  }

  private void print(JsonNode fitness) {
    String verdict = fitness.path("verdict").asText("no verdict");
    terminal.print(
        terminal.paint(colour(verdict), verdict)
            + " "
            + urn
            + " for "
            + Text.oneLine(fitness.path("use").asText("")));
    JsonNode reason = fitness.path("reason");
    if (reason.isTextual()) {
      terminal.print("  " + Text.oneLine(reason.asText()));
    }
    JsonNode targets = fitness.path("targets");
    for (int i = 0; i < Math.min(TARGETS, targets.size()); i++) {
      target(targets.get(i));
    }
    long more = Math.max(0, targets.size() - TARGETS) + fitness.path("moreTargets").asLong(0);
    if (more > 0) {
      terminal.print("  " + Amounts.text(more) + " more targets; --json lists them");
    }
    JsonNode truncated = fitness.path("truncated");
    if (truncated.isTextual()) {
      terminal.print("cut short: " + Text.oneLine(truncated.asText()));
    }
    if (!fitness.path("complete").asBoolean(false)) {
      terminal.print("not complete: something that decides it may not have been read");
    }
  }

  private static Colour colour(String verdict) {
    return switch (verdict) {
      case "REACHED" -> Colour.GREEN;
      case "MISSED" -> Colour.RED;
      default -> Colour.YELLOW;
    };
  }

  private void target(JsonNode target) {
    String verdict = target.path("verdict").asText();
    String unit = Text.oneLine(target.path("unit").asText());
    double least = target.path("minimumShare").asDouble();
    terminal.print(
        "  "
            + verdict
            + " "
            + Text.oneLine(target.path("dimension").asText())
            + " "
            + Text.oneLine(target.path("category").asText())
            + ": "
            + Amounts.of(target.path("share"), "low", "high").percent()
            + " of the "
            + unit
            + ", should be "
            + new Amounts(least, least).percent()
            + more(verdict, target.path("more"), unit));
    JsonNode reason = target.path("notDerivable");
    if (reason.isTextual()) {
      terminal.print("    not derivable: " + Text.continued(Text.oneLine(reason.asText())));
    }
    if (!verdict.equals("REACHED")) {
      candidates(target, unit);
    }
  }

  private static String more(String verdict, JsonNode more, String unit) {
    if (verdict.equals("REACHED") || !more.isObject()) {
      return "";
    }
    Amounts amount = Amounts.of(more, "low", "high");
    return Double.isInfinite(amount.high()) && amount.low() == 0
        ? ""
        : "; " + amount.text() + " " + unit + " more would reach it";
  }

  private void candidates(JsonNode target, String unit) {
    JsonNode candidates = target.path("candidates");
    for (int i = 0; i < Math.min(CANDIDATES, candidates.size()); i++) {
      JsonNode candidate = candidates.get(i);
      terminal.print(
          "    "
              + candidate.path("asset").asText()
              + " has "
              + Amounts.text(candidate.path("amount").asDouble())
              + " "
              + unit
              + " (synthetic: "
              + candidate.path("synthetic").asText()
              + ", documentation: "
              + candidate.path("documentation").asText()
              + ")");
    }
    if (candidates.size() > CANDIDATES) {
      terminal.print("    " + (candidates.size() - CANDIDATES) + " more; --json lists them");
    }
    if (!target.path("candidatesComplete").asBoolean(false)) {
      terminal.print("    there may be other datasets that have some");
    } else if (candidates.isEmpty()) {
      terminal.print("    no known dataset could add any");
    }
  }
}
