package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
 * @param moreDecisions what the comparison of decisions leaves out; "" if nothing
 * @param compositions of either version
 * @param moreCompositions what the comparison of compositions leaves out; "" if nothing
 * @param freshness of the page
 */
public record CompareView(
    Asset before,
    Asset after,
    List<Line> facts,
    List<Presence> inputs,
    List<Presence> decisions,
    String moreDecisions,
    List<Counts> compositions,
    String moreCompositions,
    FreshnessView freshness) {
  private static final int CATEGORIES = 50;
  private static final Mark IN_BOTH = new Mark("plain", "in both");
  private static final Mark ADDED = new Mark("note", "added");
  private static final Mark REMOVED = new Mark("warn", "removed");

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
  public record Presence(String what, String link, Mark mark) {}

  /** The direct inputs of a version, and whether these are all. */
  public record Inputs(SortedSet<Asset> assets, boolean whole) {}

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
      Inputs inputsBefore,
      Inputs inputsAfter,
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
        newestOnly("decisions", isFull(before.decisions()) || isFull(after.decisions())),
        compositions(before, after),
        newestOnly("compositions", isFull(before.composition()) || isFull(after.composition())),
        freshness);
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Words.number(number.getAsLong()) : "not stated";
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  private static String missing(AssetSummary summary) {
    if (summary.documentation() == Documentation.NOT_APPLICABLE) {
      return Words.lower(Documentation.NOT_APPLICABLE);
    }
    return summary.missing().isEmpty()
        ? "nothing"
        : summary.missing().stream().map(Condition::text).collect(Collectors.joining(", "));
  }

  private static List<Presence> inputs(Inputs before, Inputs after) {
    SortedSet<Asset> all = new TreeSet<>(before.assets());
    all.addAll(after.assets());
    return all.stream()
        .map(input -> new Presence(input.urn(), Links.to(input), mark(input, before, after)))
        .toList();
  }

  private static Mark mark(Asset input, Inputs before, Inputs after) {
    if (!before.assets().contains(input)) {
      return before.whole() ? ADDED : new Mark("note", "after; not known of before");
    }
    if (!after.assets().contains(input)) {
      return after.whole() ? REMOVED : new Mark("note", "before; not known of after");
    }
    return IN_BOTH;
  }

  private static List<Presence> decisions(AssetSummary before, AssetSummary after) {
    SortedMap<String, Set<Decided>> one = decided(before);
    SortedMap<String, Set<Decided>> other = decided(after);
    SortedSet<String> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all.stream()
        .map(
            id ->
                new Presence(
                    id,
                    "",
                    mark(
                        one.getOrDefault(id, Set.of()),
                        other.getOrDefault(id, Set.of()),
                        isFull(before.decisions()),
                        isFull(after.decisions()))))
        .toList();
  }

  private static Mark mark(
      Set<Decided> before, Set<Decided> after, boolean fullBefore, boolean fullAfter) {
    if (before.isEmpty()) {
      return fullBefore ? new Mark("note", "after; not among the newest before") : ADDED;
    }
    if (after.isEmpty()) {
      return fullAfter ? new Mark("note", "before; not among the newest after") : REMOVED;
    }
    return before.equals(after) ? IN_BOTH : new Mark("note", "changed");
  }

  /** What a decision says; an id may stand for several, because each event has its own. */
  private record Decided(DecisionKind kind, String question, String choice) {}

  private static SortedMap<String, Set<Decided>> decided(AssetSummary summary) {
    SortedMap<String, Set<Decided>> byId = new TreeMap<>();
    for (Decision decision : summary.decisions()) {
      byId.computeIfAbsent(decision.id(), id -> new HashSet<>())
          .add(new Decided(decision.kind(), decision.question(), decision.choice()));
    }
    return byId;
  }

  /** Whether a summary may lack older items of this list. */
  private static boolean isFull(List<?> items) {
    return items.size() >= Limits.SUMMARY_ITEMS;
  }

  private static String newestOnly(String items, boolean full) {
    return full
        ? "Compared among the newest "
            + Limits.SUMMARY_ITEMS
            + " "
            + items
            + " of each version; there may be older ones."
        : "";
  }

  private static List<Counts> compositions(AssetSummary before, AssetSummary after) {
    SortedSet<String> keys = new TreeSet<>();
    before.composition().forEach(each -> keys.add(key(each)));
    after.composition().forEach(each -> keys.add(key(each)));
    List<Counts> counts = new ArrayList<>();
    for (String key : keys) {
      String[] parts = key.split("\n", 2);
      counts.add(
          counts(
              parts[0],
              parts[1],
              new Side(find(before, key), isFull(before.composition())),
              new Side(find(after, key), isFull(after.composition()))));
    }
    return counts;
  }

  private static String key(Composition composition) {
    return composition.dimension() + "\n" + composition.unit();
  }

  private static List<Composition> find(AssetSummary summary, String key) {
    return summary.composition().stream().filter(each -> key(each).equals(key)).limit(1).toList();
  }

  /**
   * A composition of one version, by one dimension and unit.
   *
   * @param found none, or one
   * @param mayBeOlder whether the version may have one that its summary has no room for
   */
  private record Side(List<Composition> found, boolean mayBeOlder) {
    double count(String category) {
      return found.stream()
          .mapToDouble(each -> each.counts().getOrDefault(category, 0.0))
          .findFirst()
          .orElse(0);
    }

    String text(String category) {
      if (found.isEmpty()) {
        return mayBeOlder ? "not among the newest" : "not stated";
      }
      if (!found.get(0).counts().containsKey(category)) {
        return "not listed";
      }
      double count = count(category);
      return count == Math.rint(count) ? Words.number((long) count) : Double.toString(count);
    }
  }

  private static Counts counts(String dimension, String unit, Side before, Side after) {
    SortedSet<String> categories = new TreeSet<>();
    before.found().forEach(each -> categories.addAll(each.counts().keySet()));
    after.found().forEach(each -> categories.addAll(each.counts().keySet()));
    List<String> byChange = new ArrayList<>(categories);
    byChange.sort(
        Comparator.comparingDouble(
            category -> -Math.abs(after.count(category) - before.count(category))));
    List<Line> lines =
        byChange.stream()
            .limit(CATEGORIES)
            .map(category -> new Line(category, before.text(category), after.text(category)))
            .toList();
    return new Counts(dimension, unit, lines, byChange.size() - lines.size());
  }
}
