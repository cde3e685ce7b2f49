package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Judges what an answer says of one asset: its documentation and the events that made it, which are
 * facts at its owner, and what it inherits, which travels. Not thread-safe.
 */
public final class OwnBounds {
  private final Bracket facts;
  private final ExposureBounds travelled;

  /**
   * @param facts at the owner
   * @param travelled the exposures
   */
  public OwnBounds(Bracket facts, ExposureBounds travelled) {
    this.facts = facts;
    this.travelled = travelled;
  }

  /** What an answer says of where an asset's data comes from, and of its documentation. */
  public record State(Synthetic synthetic, Expected.Verdict verdict) {}

  /**
   * How many exposures of an asset an answer counts.
   *
   * @param undocumented the SYNTHETIC ones that are neither DOCUMENTED nor waived
   */
  public record Counts(long synthetic, long undocumented, long unknown, long incomplete) {}

  /** What is wrong with the state of an asset, a sentence each; empty if nothing is. */
  public List<String> judge(Asset asset, State shown) {
    List<String> wrong = new ArrayList<>();
    Possible at = facts.at(asset);
    boolean own = shown.synthetic() == Synthetic.YES;
    if (at.isEnumerable()
        && at.outcomes().stream()
            .noneMatch(one -> one.synthetic() == own && one.verdict().equals(shown.verdict()))) {
      wrong.add("no event allows " + shown + " of " + asset);
    }
    boolean right =
        switch (shown.synthetic()) {
          case YES -> true;
          case INHERITED -> mayInherit(asset);
          case NO -> !mustInherit(asset) && at.all().stream().anyMatch(OwnBounds::saysNo);
          case UNKNOWN ->
              !mustInherit(asset) && at.certain().stream().noneMatch(Oracle::saysNotSynthetic);
        };
    if (!right) {
      wrong.add("no event allows that " + asset + " is synthetic: " + shown.synthetic());
    }
    return wrong;
  }

  private static boolean saysNo(LineageEvent event) {
    return Oracle.saysNotSynthetic(event)
        || event
            .document()
            .flatMap(Document::reclassify)
            .filter(reclassify -> !reclassify.synthetic())
            .isPresent();
  }

  private boolean mayInherit(Asset asset) {
    return travelled.may(asset).stream().anyMatch(origin -> isOther(asset, origin));
  }

  private boolean mustInherit(Asset asset) {
    return travelled.must(asset).stream().anyMatch(origin -> isOther(asset, origin));
  }

  private static boolean isOther(Asset asset, Expected.Origin origin) {
    return origin.kind() == OriginKind.SYNTHETIC && !origin.asset().equals(asset);
  }

  /**
   * What is wrong with the list of events that made an asset, a sentence each; empty if nothing is.
   *
   * @param whole whether the list leaves out none
   */
  public List<String> judgeProductions(Asset asset, Set<UUID> shown, boolean whole) {
    List<String> wrong = new ArrayList<>();
    Set<UUID> most = productions(facts.at(asset).all());
    shown.stream()
        .filter(id -> !most.contains(id))
        .forEach(id -> wrong.add("is made by an event that no event allows: " + id));
    if (whole) {
      productions(facts.at(asset).certain()).stream()
          .filter(id -> !shown.contains(id))
          .forEach(id -> wrong.add("lacks the event that made it: " + id));
    }
    return wrong;
  }

  private static Set<UUID> productions(List<LineageEvent> events) {
    return events.stream()
        .filter(event -> event.type() != EventType.DOCUMENT)
        .map(LineageEvent::eventId)
        .collect(Collectors.toSet());
  }

  /** What is wrong with the numbers of exposures, a sentence each; empty if nothing is. */
  public List<String> judge(Asset asset, Counts shown) {
    List<String> wrong = new ArrayList<>();
    Set<Expected.Origin> most = travelled.may(asset);
    Set<Expected.Origin> least = travelled.must(asset);
    range(wrong, most, least, OriginKind.SYNTHETIC, shown.synthetic());
    range(wrong, most, least, OriginKind.UNKNOWN, shown.unknown());
    range(wrong, most, least, OriginKind.INCOMPLETE, shown.incomplete());
    long open =
        least.stream()
            .filter(origin -> origin.kind() == OriginKind.SYNTHETIC)
            .filter(origin -> mustBeOpen(asset, origin))
            .count();
    if (shown.undocumented() < open || shown.undocumented() > shown.synthetic()) {
      wrong.add("undocumented exposures of " + asset + ": " + shown + ", at least " + open);
    }
    return wrong;
  }

  private boolean mustBeOpen(Asset asset, Expected.Origin origin) {
    return !travelled.mayBeWaivedAfter(asset, origin, AlertBounds.slack(travelled.bracket()))
        && travelled.everyOutcome(
            origin.asset(), own -> own.verdict().documentation() != Documentation.DOCUMENTED);
  }

  private static void range(
      List<String> wrong,
      Set<Expected.Origin> most,
      Set<Expected.Origin> least,
      OriginKind kind,
      long shown) {
    long from = least.stream().filter(origin -> origin.kind() == kind).count();
    long to = most.stream().filter(origin -> origin.kind() == kind).count();
    if (shown < from || shown > to) {
      wrong.add(shown + " exposures of kind " + kind + ", not " + from + " to " + to);
    }
  }
}
