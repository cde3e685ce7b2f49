package dev.headwater.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of a report. Not thread-safe.
 *
 * <p>Cells are texts or numbers. Numbers are shown with three or four significant digits and kept
 * in full for JSON.
 */
public final class Table {
  private final String title;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  public Table(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  /** Adds a row: as many cells as there are columns. */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          title + " has " + columns.size() + " columns, not " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The same table under another title. */
  Table titled(String other) {
    Table table = new Table(other, columns.toArray(String[]::new));
    table.rows.addAll(rows);
    return table;
  }

  String title() {
    return title;
  }

  List<String> columns() {
    return columns;
  }

  List<List<Object>> rows() {
    return rows;
  }

  /**
   * The table as lines of text: the first column and other texts flush left, numbers flush right.
   */
  List<String> lines() {
    List<List<String>> shown = new ArrayList<>();
    shown.add(columns);
    rows.forEach(row -> shown.add(row.stream().map(Table::text).toList()));
    int[] widths = new int[columns.size()];
    shown.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        boolean right = isNumeric(i);
        line.append(i == 0 ? "  " : "   ").append(right ? gap : "").append(row.get(i));
        line.append(right ? "" : gap);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private boolean isNumeric(int column) {
    return rows.stream().anyMatch(row -> row.get(column) instanceof Number);
  }

  public static String text(Object cell) {
    if (!(cell instanceof Number number)) {
      return cell.toString();
    }
    double value = number.doubleValue();
    if (value == Math.rint(value) || Math.abs(value) >= 1_000) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    int decimals = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
