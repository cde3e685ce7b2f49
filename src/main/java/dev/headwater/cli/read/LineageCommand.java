package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.server.MomentOptions;
import dev.headwater.cli.server.ServerOption;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.cli.terminal.Urns;
import dev.headwater.codec.json.JsonTree;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the assets from which an asset was made, or those that were made from it. */
@Command(
    name = "lineage",
    description = "Prints the lineage of a dataset or model as a tree, or as JSON.",
    footer = {
      "Asset ids look like dataset:lab:dialogues@1 or model:lab:chat@3.",
      "Exit code: 0 printed, 1 refused (no such asset), 2 unreachable, 64 wrong usage."
    })
public final class LineageCommand implements Callable<Integer> {

  public enum Direction {
    upstream,
    downstream,
    both
  }

  private static final int DEEPEST = 10_000;
  private static final int MOST_NODES = 100_000;

  @Mixin private ServerOption server = new ServerOption();

  @Mixin private MomentOptions moment = new MomentOptions();

  @Parameters(paramLabel = "URN", description = "The asset's id.")
  private String urn = "";

  @Option(
      names = "--direction",
      defaultValue = "upstream",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Direction direction = Direction.upstream;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many edges to follow, at most 10000 (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many assets to name, at most 100000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean json;

  private final Terminal terminal;

  public LineageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Urns.requireCanonical(urn);
    requireDepth(depth);
    requireLimit(limit);
    String path = moment.appendTo(path(urn, direction, depth, limit));
    JsonNode graph = server.api(terminal).get(path);
    if (json) {
      terminal.out().println(JsonTree.line(graph));
    } else {
      print(graph, urn, direction, terminal.out());
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  static void requireDepth(int edges) {
    requireRange("--depth", edges, 0, DEEPEST);
  }

  static void requireLimit(int assets) {
    requireRange("--limit", assets, 1, MOST_NODES);
  }

  private static void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw Failure.usage(option + " must be from " + least + " to " + most + ", not " + value);
    }
  }

  public static JsonNode read(Api api, String urn, Direction direction, int depth, int limit) {
    return api.get(path(urn, direction, depth, limit));
  }

  private static String path(String urn, Direction direction, int depth, int limit) {
    return "/assets/"
        + Text.segment(urn)
        + "/lineage?direction="
        + direction.name().toLowerCase(Locale.ROOT)
        + "&depth="
        + depth
        + "&limit="
        + limit
        + "&wait=true";
  }

  public static void print(JsonNode graph, String urn, Direction direction, PrintWriter out) {
    if (direction == Direction.both) {
      out.println("upstream");
    }
    if (direction != Direction.downstream) {
      new LineageTree(graph, true).print(urn, out);
    }
    if (direction == Direction.both) {
      out.println("downstream");
    }
    if (direction != Direction.upstream) {
      new LineageTree(graph, false).print(urn, out);
    }
    String truncated = graph.path("truncated").asText("");
    if (!truncated.isEmpty() && !graph.path("truncated").isNull()) {
      out.println("cut short: " + truncated + "; see --depth and --limit");
    }
    if (!graph.path("complete").asBoolean(false)) {
      out.println("not complete: there may be more than is shown");
    }
  }
}
