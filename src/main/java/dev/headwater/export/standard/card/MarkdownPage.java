package dev.headwater.export.standard.card;

import dev.headwater.export.Bounded;
import dev.headwater.export.MarkdownText;
import dev.headwater.model.Asset;
import dev.headwater.model.Stated;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Writes a page of Markdown (CommonMark with GitHub tables). Texts of events enter it only through
 * {@link #words}, {@link #code} and what is built on them, so that they cannot begin a block, a
 * link or HTML. Texts and tables that are cut say how much they leave out.
 */
final class MarkdownPage {
  /** What stands in place of a value that no event states. */
  static final String NOT_STATED = "*not stated*";

  /** The longest text on a page, in code points. */
  static final int TEXT_CODE_POINTS = 4_000;

  /** The most rows of a table, and the most items of a list in one line. */
  static final int ROWS = 200;

  private static final long EXACT_WHOLE = 1L << 53;

  private final StringBuilder out = new StringBuilder();
  private boolean inList;

  /** Begins a section. The title may be a text of an event. */
  void heading(int level, String title) {
    block("#".repeat(level) + ' ' + words(title));
  }

  /** Adds a paragraph, which is Markdown already. */
  void paragraph(String markdown) {
    block(markdown);
  }

  private void block(String markdown) {
    inList = false;
    if (out.length() > 0) {
      out.append('\n');
    }
    out.append(markdown).append('\n');
  }

  /** Adds a list item: a value with its name. Both are Markdown already. */
  void bullet(String label, String value) {
    item("**" + label + ":** " + value);
  }

  /** Adds a list item, which is Markdown already. */
  void item(String markdown) {
    if (!inList && out.length() > 0) {
      out.append('\n');
    }
    inList = true;
    out.append("- ").append(markdown).append('\n');
  }

  /** Adds a table under its name; only "none" if it has no rows. Cells are Markdown already. */
  void table(String name, List<String> columns, List<List<String>> rows) {
    if (rows.isEmpty()) {
      bullet(name, "none");
      return;
    }
    paragraph("**" + name + "**");
    block(row(columns));
    out.append(row(columns.stream().map(column -> "---").toList())).append('\n');
    rows.stream().limit(ROWS).forEach(cells -> out.append(row(cells)).append('\n'));
    if (rows.size() > ROWS) {
      paragraph("*" + name + ": " + more(rows.size() - ROWS) + " left out.*");
    }
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Says how much a list of events lacks, if it lacks anything. */
  void cut(String name, Bounded<?> list) {
    long lacking = list.total() - list.items().size();
    if (lacking > 0 || !list.exact()) {
      paragraph(
          "*"
              + name
              + ": this page shows "
              + count(list.items().size())
              + (list.exact() ? " of " : " of at least ")
              + count(list.total())
              + (list.exact() ? "" : "; there may be more")
              + ".*");
    }
  }

  /** The page, with a line break at its end. */
  String text() {
    return out.toString();
  }

  /** Words of an event, or that there are none. */
  static String words(String text) {
    return text.isBlank() ? NOT_STATED : MarkdownText.words(cut(text));
  }

  /** An identifier, or that there is none. */
  static String code(String text) {
    return text.isBlank() ? NOT_STATED : MarkdownText.code(cut(text));
  }

  static String code(Asset asset) {
    return MarkdownText.code(asset.urn());
  }

  /** Several texts in one line, or that there are none. */
  static String words(List<String> texts) {
    if (texts.isEmpty()) {
      return NOT_STATED;
    }
    String line =
        texts.stream().limit(ROWS).map(MarkdownPage::words).collect(Collectors.joining("; "));
    return texts.size() > ROWS ? line + "; *" + more(texts.size() - ROWS) + "*" : line;
  }

  /** Several assets in one line, or that there are none. */
  static String assets(List<Asset> assets) {
    if (assets.isEmpty()) {
      return NOT_STATED;
    }
    String line =
        assets.stream().limit(ROWS).map(MarkdownPage::code).collect(Collectors.joining(", "));
    return assets.size() > ROWS ? line + ", *" + more(assets.size() - ROWS) + "*" : line;
  }

  static String count(OptionalLong number) {
    return number.isPresent() ? count(number.getAsLong()) : NOT_STATED;
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String amount(double number) {
    return number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE
        ? count((long) number)
        : Double.toString(number);
  }

  /** Why a value is withheld or cannot exist; "" if neither is stated. */
  static String reason(Stated<?> stated) {
    if (stated instanceof Stated.Withheld<?> withheld) {
      return "*withheld:* " + words(withheld.reason());
    }
    if (stated instanceof Stated.NotApplicable<?> none) {
      return "*not applicable:* " + words(none.reason());
    }
    return "";
  }

  private static String more(long number) {
    return count(number) + " more";
  }

  private static String cut(String text) {
    int points = text.codePointCount(0, text.length());
    if (points <= TEXT_CODE_POINTS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, TEXT_CODE_POINTS))
        + "... ["
        + (points - TEXT_CODE_POINTS)
        + " characters more]";
  }
}
