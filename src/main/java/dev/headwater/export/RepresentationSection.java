package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Builds the section that answers: who and what is in it, and in which shares? For a model: in the
 * data that it was trained on.
 */
final class RepresentationSection {
  private static final int COMPOSITIONS = 6;
  private static final int CATEGORIES = 12;
  private static final int SMALLEST = 8;

  private RepresentationSection() {}

  /** A composition, and the asset that it describes. */
  private record Part(Asset of, Composition composition) {}

  static Section of(CardFacts facts) {
    List<Part> parts = new ArrayList<>(parts(facts.summary()));
    facts.trainingData().values().forEach(data -> parts.addAll(parts(data)));
    boolean model = facts.asset().kind() == AssetKind.MODEL;
    return Section.of(
        "representation",
        "Representation",
        note(parts.isEmpty(), model, facts.derived().whole()),
        new Field(
            "compositions",
            "Compositions",
            parts.isEmpty()
                ? Fact.NOT_STATED
                : Facts.blocks(
                    DecisionsSection.newest(parts), COMPOSITIONS, RepresentationSection::block)),
        new Field("derived", "Derived from inputs, not stated", DerivedFacts.of(facts.derived())));
  }

  private static String note(boolean nothing, boolean model, boolean whole) {
    String stated = "";
    if (nothing) {
      stated =
          "No event on record states the composition"
              + (model ? " of the data that it was trained on." : " of this data.");
    } else if (model) {
      stated = "Of the data that it was trained on.";
    }
    String gap =
        whole ? "" : " Not everything that it descends from was read: more may follow from that.";
    return (stated + gap).strip();
  }

  private static List<Part> parts(AssetSummary summary) {
    return summary.composition().stream().map(one -> new Part(summary.asset(), one)).toList();
  }

  private static Fact.Group block(Part part) {
    Composition composition = part.composition();
    List<Map.Entry<String, Double>> byCount = new ArrayList<>(composition.counts().entrySet());
    byCount.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return Fact.Group.of(
        new Field("dimension", "Dimension", Facts.code(composition.dimension())),
        new Field("of", "Of", Facts.code(part.of())),
        new Field("unit", "Unit", Facts.code(composition.unit())),
        new Field("method", "Method", Facts.code(composition.method())),
        new Field(
            "categoryCount", "Categories in all", new Fact.Count(composition.counts().size())),
        new Field("unknown", "Of no known category", new Fact.Amount(composition.unknown())),
        new Field(
            "unknownShare",
            "Share of no known category",
            share(composition, composition.unknown())),
        new Field(
            "categories",
            "Categories, the largest first",
            Facts.tableOrNotStated(byCount, CATEGORIES, entry -> row(composition, entry))),
        new Field(
            "smallest",
            "The smallest of the others, the smallest first",
            byCount.isEmpty()
                ? Fact.NOT_STATED
                : Facts.table(
                    Bounded.all(smallest(byCount)), SMALLEST, entry -> row(composition, entry))));
  }

  /** Returns the smallest categories: most readers look for who is hardly represented. */
  private static List<Map.Entry<String, Double>> smallest(List<Map.Entry<String, Double>> byCount) {
    return byCount.stream()
        .skip(CATEGORIES)
        .sorted(
            Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(SMALLEST)
        .toList();
  }

  private static Fact.Group row(Composition composition, Map.Entry<String, Double> category) {
    return Fact.Group.of(
        new Field("category", "Category", Facts.code(category.getKey())),
        new Field("amount", "Amount", new Fact.Amount(category.getValue())),
        new Field("share", "Share", share(composition, category.getValue())));
  }

  private static Fact share(Composition composition, double part) {
    OptionalDouble share = TargetShares.share(composition, part);
    return share.isPresent() ? new Fact.Share(share.getAsDouble()) : Fact.NOT_STATED;
  }
}
