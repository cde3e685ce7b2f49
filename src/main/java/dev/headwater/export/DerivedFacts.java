package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Representation.Part;
import dev.headwater.representation.Shares;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Converts what follows about representation to facts: always as bounds, never as one number. */
final class DerivedFacts {
  private static final int MEASURES = 6;
  private static final int CATEGORIES = 12;
  private static final int SMALLEST = 8;

  /** The largest first: by how much there may be, and then by how much there surely is. */
  private static final Comparator<Map.Entry<String, Part>> LARGEST_FIRST =
      Comparator.comparingDouble(
              (Map.Entry<String, Part> entry) -> entry.getValue().amount().high())
          .thenComparingDouble(entry -> entry.getValue().amount().low())
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private DerivedFacts() {}

  static Fact of(CardFacts.Derived derived) {
    if (derived.items().isEmpty()) {
      return Fact.NOT_STATED;
    }
    return Facts.blocks(Bounded.all(derived.items()), MEASURES, one -> block(one, derived.whole()));
  }

  private static Fact.Group block(Representation one, boolean whole) {
    SortedMap<String, Interval> shares = Shares.of(one);
    List<Map.Entry<String, Part>> bySize =
        one.categories().entrySet().stream().sorted(LARGEST_FIRST).toList();
    List<Map.Entry<String, Part>> smallest =
        bySize.stream().skip(CATEGORIES).sorted(LARGEST_FIRST.reversed()).limit(SMALLEST).toList();
    return Fact.Group.of(
        new Field("dimension", "Dimension", Facts.code(one.measure().dimension())),
        new Field("of", "Of", Facts.codes(one.of().stream().map(Asset::urn).toList())),
        new Field("unit", "Unit", Facts.code(one.measure().unit())),
        new Field("method", "Method", Facts.code(one.method())),
        new Field("exact", "Known exactly", new Fact.Flag(one.isExact() && whole)),
        new Field("notDerivable", "Why nothing could be derived", reason(one.notDerivable())),
        new Field("inputsRead", "All that it follows from was read", new Fact.Flag(whole)),
        new Field("totalLow", "In all, at least", low(one.total())),
        new Field("totalHigh", "In all, at most", high(one.total())),
        new Field("unknownLow", "Of no known category, at least", low(one.unknown())),
        new Field("unknownHigh", "Of no known category, at most", high(one.unknown())),
        new Field("categoryCount", "Categories in all", new Fact.Count(one.categories().size())),
        new Field(
            "categories",
            "Categories, the largest first",
            Facts.tableOrNotStated(bySize, CATEGORIES, entry -> row(entry, shares))),
        new Field(
            "smallest",
            "The smallest of the others, the smallest first",
            Facts.tableOrNotStated(smallest, SMALLEST, entry -> row(entry, shares))));
  }

  private static Fact reason(Optional<String> reason) {
    return reason
        .<Fact>map(Facts::words)
        .orElseGet(() -> new Fact.NotApplicable(new Fact.Text("bounds could be derived")));
  }

  private static Fact.Group row(
      Map.Entry<String, Part> category, SortedMap<String, Interval> shares) {
    Part part = category.getValue();
    Interval share = shares.getOrDefault(category.getKey(), Interval.ZERO);
    return Fact.Group.of(
        new Field("category", "Category", Facts.code(category.getKey())),
        new Field("low", "At least", low(part.amount())),
        new Field("high", "At most", high(part.amount())),
        new Field("shareLow", "Share, at least", new Fact.Share(share.low())),
        new Field("shareHigh", "Share, at most", new Fact.Share(share.high())),
        new Field("syntheticLow", "Synthetic, at least", low(part.synthetic())),
        new Field("syntheticHigh", "Synthetic, at most", high(part.synthetic())));
  }

  private static Fact low(Interval amount) {
    return new Fact.Amount(amount.low());
  }

  private static Fact high(Interval amount) {
    return amount.isBounded()
        ? new Fact.Amount(amount.high())
        : new Fact.NotApplicable(new Fact.Text("no upper bound is known"));
  }
}
