package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The difference between two versions.
 *
 * @param before one version
 * @param after the other
 * @param facts single values
 * @param inputs of either version
 * @param decisions of either version, by their ids
 * @param compositions of either version
 * @param freshness of the page
 */
public record CompareView(
    Asset before,
    Asset after,
    List<Line> facts,
    List<Presence> inputs,
    List<Presence> decisions,
    List<Counts> compositions,
    FreshnessView freshness) {
  private static final int CATEGORIES = 50;

  public CompareView {
    facts = List.copyOf(facts);
    inputs = List.copyOf(inputs);
    decisions = List.copyOf(decisions);
    compositions = List.copyOf(compositions);
  }

  /** A value in both versions. */
  public record Line(String what, String before, String after) {

    /** Whether the versions differ. */
    public boolean differs() {
      return !before.equals(after);
    }
  }

  /** Something that one version has, or both. The link is "" if there is no page. */
  public record Presence(String what, String link, boolean before, boolean after) {

    /** What became of it. */
    public Mark mark() {
      if (before && after) {
        return new Mark("plain", "in both");
      }
      return before ? new Mark("warn", "removed") : new Mark("note", "added");
    }
  }

  /** The categories of one dimension; those that changed most come first. */
  public record Counts(String dimension, String unit, List<Line> lines, int more) {
    public Counts {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Compares two versions.
   *
   * @param inputsBefore the direct inputs of {@code before}
   * @param inputsAfter the direct inputs of {@code after}
   */
  public static CompareView of(
      AssetSummary before,
      AssetSummary after,
      SortedSet<Asset> inputsBefore,
      SortedSet<Asset> inputsAfter,
      FreshnessView freshness) {
    return new CompareView(
        before.asset(),
        after.asset(),
        List.of(
            new Line("Records", number(before.records()), number(after.records())),
            new Line("Bytes", number(before.bytes()), number(after.bytes())),
            new Line("SHA-256", stated(before.sha256()), stated(after.sha256())),
            new Line("Synthetic", Words.lower(before.synthetic()), Words.lower(after.synthetic())),
            new Line(
                "Documentation",
                Words.lower(before.documentation()),
                Words.lower(after.documentation())),
            new Line("Missing in that", missing(before), missing(after)),
            new Line(
                "Inputs stated completely",
                Words.lower(before.inputsComplete()),
                Words.lower(after.inputsComplete()))),
        inputs(inputsBefore, inputsAfter),
        decisions(before, after),
        compositions(before, after),
        freshness);
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Words.number(number.getAsLong()) : "not stated";
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  private static String missing(AssetSummary summary) {
    return summary.missing().isEmpty()
        ? "nothing"
        : summary.missing().stream().map(Condition::text).collect(Collectors.joining(", "));
  }

  private static List<Presence> inputs(SortedSet<Asset> before, SortedSet<Asset> after) {
    SortedSet<Asset> all = new TreeSet<>(before);
    all.addAll(after);
    return all.stream()
        .map(
            input ->
                new Presence(
                    input.urn(), Links.to(input), before.contains(input), after.contains(input)))
        .toList();
  }

  private static List<Presence> decisions(AssetSummary before, AssetSummary after) {
    SortedSet<String> one = ids(before);
    SortedSet<String> other = ids(after);
    SortedSet<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all.stream()
        .map(id -> new Presence(id, "", one.contains(id), other.contains(id)))
        .toList();
  }

  private static SortedSet<String> ids(AssetSummary summary) {
    return summary.decisions().stream()
        .map(Decision::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Counts> compositions(AssetSummary before, AssetSummary after) {
    SortedSet<String> keys = new TreeSet<>();
    before.composition().forEach(each -> keys.add(key(each)));
    after.composition().forEach(each -> keys.add(key(each)));
    List<Counts> counts = new ArrayList<>();
    for (String key : keys) {
      String[] parts = key.split("\n", 2);
      counts.add(counts(parts[0], parts[1], find(before, key), find(after, key)));
    }
    return counts;
  }

  private static String key(Composition composition) {
    return composition.dimension() + "\n" + composition.unit();
  }

  private static List<Composition> find(AssetSummary summary, String key) {
    return summary.composition().stream().filter(each -> key(each).equals(key)).limit(1).toList();
  }

  private static Counts counts(
      String dimension, String unit, List<Composition> before, List<Composition> after) {
    SortedSet<String> categories = new TreeSet<>();
    before.forEach(each -> categories.addAll(each.counts().keySet()));
    after.forEach(each -> categories.addAll(each.counts().keySet()));
    List<String> byChange = new ArrayList<>(categories);
    byChange.sort(
        Comparator.comparingDouble(
            category -> -Math.abs(count(after, category) - count(before, category))));
    List<Line> lines =
        byChange.stream()
            .limit(CATEGORIES)
            .map(category -> new Line(category, text(before, category), text(after, category)))
            .toList();
    return new Counts(dimension, unit, lines, byChange.size() - lines.size());
  }

  private static double count(List<Composition> of, String category) {
    return of.stream()
        .mapToDouble(each -> each.counts().getOrDefault(category, 0.0))
        .findFirst()
        .orElse(0);
  }

  private static String text(List<Composition> of, String category) {
    if (of.isEmpty()) {
      return "not stated";
    }
    if (!of.get(0).counts().containsKey(category)) {
      return "not listed";
    }
    double count = count(of, category);
    return count == Math.rint(count) ? Words.number((long) count) : Double.toString(count);
  }
}
