package dev.headwater.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a data card as Markdown (CommonMark with GitHub tables), readable as plain text or
 * rendered. {@link MarkdownText} says what texts of events may contain there.
 */
public final class MarkdownCard {
  private static final long EXACT_WHOLE = 1L << 53;
  private static final double LEAST_SHARE = 0.0001;

  private final StringBuilder out = new StringBuilder();

  private MarkdownCard() {}

  /** The card, with a line break at its end. */
  public static String write(DataCard card) {
    MarkdownCard markdown = new MarkdownCard();
    markdown.out.append("# Data card\n\n");
    markdown.out.append(MarkdownText.code(card.asset().urn())).append('\n');
    card.sections().forEach(markdown::section);
    return markdown.out.toString();
  }

  private void section(Section section) {
    out.append("\n## ").append(section.title()).append('\n');
    if (!section.note().isEmpty()) {
      paragraph(section.note());
    }
    group(section.fields().fields());
  }

  private void paragraph(String text) {
    out.append('\n').append(text).append('\n');
  }

  /**
   * Writes first the facts that fit in a line, then one line with everything that is not stated,
   * then tables and blocks.
   */
  private void group(List<Field> fields) {
    List<Field> large = new ArrayList<>();
    List<String> notStated = new ArrayList<>();
    int before = out.append('\n').length();
    for (Field field : fields) {
      if (field.fact() instanceof Fact.NotStated) {
        notStated.add(field.label());
      } else if (isInline(field.fact())) {
        bullet(field.label(), inline(field.fact()));
      } else {
        large.add(field);
      }
    }
    if (!notStated.isEmpty()) {
      bullet("Not stated", String.join("; ", notStated));
    }
    if (out.length() == before) {
      out.setLength(before - 1);
    }
    large.forEach(this::large);
  }

  private void bullet(String label, String value) {
    out.append("- **").append(label).append(":** ").append(value).append('\n');
  }

  private static boolean isInline(Fact fact) {
    if (fact instanceof Fact.Items items) {
      return items.items().isEmpty() || isLine(items.layout());
    }
    return !(fact instanceof Fact.Group);
  }

  private static boolean isLine(Fact.Layout layout) {
    return layout == Fact.Layout.WORDS || layout == Fact.Layout.PATH;
  }

  private void large(Field field) {
    if (field.fact() instanceof Fact.Group group) {
      paragraph("**" + field.label() + "**");
      group(group.fields());
    } else if (field.fact() instanceof Fact.Items items) {
      if (items.layout() == Fact.Layout.TABLE) {
        paragraph("**" + field.label() + "**");
        table(items);
      } else {
        items.items().forEach(item -> block((Fact.Group) item));
      }
      if (items.isCut()) {
        paragraph("*" + field.label() + ": " + leftOut(items) + ".*");
      }
    }
  }

  /** Writes a block under a heading of its first two fields, which must not be lists. */
  private void block(Fact.Group block) {
    List<Field> fields = block.fields();
    out.append("\n### ")
        .append(named(fields.get(0)))
        .append(", ")
        .append(uncapitalized(named(fields.get(1))))
        .append('\n');
    group(fields.subList(2, fields.size()));
  }

  private static String uncapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String named(Field field) {
    return field.label() + ' ' + inline(field.fact());
  }

  private void table(Fact.Items items) {
    List<Field> columns = ((Fact.Group) items.items().get(0)).fields();
    out.append('\n');
    row(columns.stream().map(Field::label).toList());
    row(columns.stream().map(column -> "---").toList());
    for (Fact item : items.items()) {
      row(((Fact.Group) item).fields().stream().map(cell -> inline(cell.fact())).toList());
    }
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A fact as text for a line or a cell. */
  static String inline(Fact fact) {
    if (fact instanceof Fact.NotStated) {
      return "*not stated*";
    } else if (fact instanceof Fact.Withheld withheld) {
      return "*withheld:* " + inline(withheld.reason());
    } else if (fact instanceof Fact.NotApplicable none) {
      return "*not applicable:* " + inline(none.reason());
    } else if (fact instanceof Fact.Text text) {
      return MarkdownText.words(text.text());
    } else if (fact instanceof Fact.Code code) {
      return MarkdownText.code(code.text());
    } else if (fact instanceof Fact.Count count) {
      return String.format(Locale.ROOT, "%,d", count.number());
    } else if (fact instanceof Fact.Amount amount) {
      return amount(amount.number());
    } else if (fact instanceof Fact.Share share) {
      return share(share.share());
    } else if (fact instanceof Fact.Flag flag) {
      return flag.yes() ? "yes" : "no";
    } else if (fact instanceof Fact.Time time) {
      return time.instant().toString();
    } else if (fact instanceof Fact.Items items && isInline(items)) {
      return line(items);
    }
    throw new IllegalArgumentException("does not go into a line: " + fact);
  }

  private static String line(Fact.Items items) {
    String between = items.layout() == Fact.Layout.PATH ? " → " : separator(items);
    String line =
        items.items().isEmpty()
            ? "none"
            : items.items().stream().map(MarkdownCard::inline).collect(Collectors.joining(between));
    return items.isCut() ? line + " *(" + leftOut(items) + ")*" : line;
  }

  /** Returns a semicolon for words, because they may contain commas. */
  private static String separator(Fact.Items items) {
    return items.items().stream().anyMatch(Fact.Text.class::isInstance) ? "; " : ", ";
  }

  private static String leftOut(Fact.Items items) {
    if (items.leftOut() == 0) {
      return "there may be more";
    }
    return String.format(
        Locale.ROOT, "%s%,d more left out", items.exact() ? "" : "at least ", items.leftOut());
  }

  /**
   * Returns a percentage. A tiny share is not rounded to 0, so that it does not look like an absent
   * one.
   */
  private static String share(double share) {
    return share > 0 && share < LEAST_SHARE
        ? "under 0.01 %"
        : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String amount(double number) {
    return number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE
        ? String.format(Locale.ROOT, "%,d", (long) number)
        : Double.toString(number);
  }
}
