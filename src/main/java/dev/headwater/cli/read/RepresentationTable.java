package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.terminal.Amounts;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints one dimension of an asset as a table for people: a line about the whole, and a row for
 * each of the largest and smallest categories.
 */
final class RepresentationTable {
  private static final int LARGEST = 20;
  private static final int SMALLEST = 10;

  /** How many datasets are named whose data it is, and how many ratios are printed. */
  private static final int NAMED = 5;

  private static final int CATEGORY_COLUMNS = 40;

  /** The largest first: by how much there may be, and then by how much there surely is. */
  private static final Comparator<JsonNode> LARGEST_FIRST =
      Comparator.comparingDouble((JsonNode one) -> Amounts.of(one, "low", "high").high())
          .thenComparingDouble(one -> one.path("low").asDouble())
          .reversed()
          .thenComparing(one -> one.path("category").asText());

  private final Terminal terminal;
  private final String urn;

  /**
   * @param urn of the asset that was asked for
   */
  RepresentationTable(Terminal terminal, String urn) {
    this.terminal = terminal;
    this.urn = urn;
  }

  void print(JsonNode dimension) {
    terminal.out().println();
    terminal.print(head(dimension));
    JsonNode reason = dimension.path("notDerivable");
    if (reason.isTextual()) {
      terminal.print("  not derivable: " + Text.continued(Text.oneLine(reason.asText())));
    }
    rows(dimension);
    change(dimension.path("change"));
  }

  private String head(JsonNode dimension) {
    JsonNode effective = dimension.path("metrics").path("effectiveNumber");
    return Text.oneLine(dimension.path("dimension").asText())
        + " in "
        + Text.oneLine(dimension.path("unit").asText())
        + ", "
        + dimension.path("method").asText()
        + of(dimension.path("of"))
        + ": total "
        + amounts(dimension.path("total"))
        + ", unknown "
        + amounts(dimension.path("unknown"))
        + (effective.isNumber() ? ", effective number " + Amounts.text(effective.asDouble()) : "");
  }

  private String of(JsonNode datasets) {
    if (datasets.isEmpty() || (datasets.size() == 1 && datasets.get(0).asText().equals(urn))) {
      return "";
    }
    List<String> first = new ArrayList<>();
    for (int i = 0; i < Math.min(NAMED, datasets.size()); i++) {
      first.add(datasets.get(i).asText());
    }
    int more = datasets.size() - first.size();
    return " of " + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String amounts(JsonNode interval) {
    return Amounts.of(interval, "low", "high").text();
  }

  private void rows(JsonNode dimension) {
    List<JsonNode> categories = new ArrayList<>();
    dimension.path("categories").forEach(categories::add);
    if (categories.isEmpty()) {
      return;
    }
    categories.sort(LARGEST_FIRST);
    int all = categories.size();
    boolean few = all <= LARGEST + SMALLEST;
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("category", dimension.path("unit").asText(), "share", "synthetic"));
    Amounts total = Amounts.of(dimension.path("total"), "low", "high");
    categories.subList(0, few ? all : LARGEST).forEach(one -> rows.add(row(one, total)));
    if (!few) {
      rows.add(List.of("..", "", "", ""));
      categories.subList(all - SMALLEST, all).forEach(one -> rows.add(row(one, total)));
    }
    align(rows);
    if (!few) {
      terminal.print(
          "  "
              + Amounts.text(all - LARGEST - SMALLEST)
              + " more categories between these; --json lists all");
    }
  }

  private static List<String> row(JsonNode category, Amounts total) {
    Amounts amount = Amounts.of(category, "low", "high");
    Amounts share =
        category.has("shareLow")
            ? Amounts.of(category, "shareLow", "shareHigh")
            : amount.shareOf(total);
    return List.of(
        category.path("category").asText(),
        amount.text(),
        share.percent(),
        Amounts.of(category, "syntheticLow", "syntheticHigh").text());
  }

  /** Prints the rows in columns: the first to the left, and the numbers to the right. */
  private void align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    List<List<String>> cells = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> fitted = row.stream().map(RepresentationTable::fitted).toList();
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], points(fitted.get(column)));
      }
      cells.add(fitted);
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        String gap = " ".repeat(widths[column] - points(cell));
        line.append("  ").append(column == 0 ? cell + gap : gap + cell);
      }
      terminal.out().println(line.toString().stripTrailing());
    }
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String fitted(String cell) {
    String line = Text.oneLine(cell);
    return points(line) <= CATEGORY_COLUMNS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, CATEGORY_COLUMNS - 2)) + "..";
  }

  private void change(JsonNode change) {
    if (!change.isObject()) {
      return;
    }
    JsonNode divergence = change.path("jensenShannon");
    terminal.print(
        "  compared with "
            + change.path("from").asText()
            + (divergence.isNumber()
                ? ": Jensen-Shannon divergence " + Amounts.text(divergence.asDouble())
                : ""));
    JsonNode ratios = change.path("ratios");
    for (int i = 0; i < Math.min(NAMED, ratios.size()); i++) {
      JsonNode ratio = ratios.get(i);
      terminal.print(
          "    "
              + Text.oneLine(ratio.path("category").asText())
              + " kept "
              + Amounts.text(ratio.path("ratio").asDouble())
              + " of what the rest kept (95 %: "
              + amounts(ratio)
              + ")");
    }
    if (ratios.size() > NAMED) {
      terminal.print("    " + (ratios.size() - NAMED) + " more; --json lists them");
    }
  }
}
