package dev.headwater.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the section that answers: how far can a reader rely on the card? What was not read, what
 * is cut, and as of when?
 */
final class StandingSection {
  private static final int PARTITIONS = 100;
  private static final int GAPS = 20;
  private static final int CUT = 60;

  private StandingSection() {}

  /** The last section of a card with these sections. */
  static Section of(CardFacts.Standing standing, List<Section> sections) {
    List<String> cut = cut(sections);
    return Section.of(
        "standing",
        "Completeness and freshness",
        meaning(standing, cut)
            + " The card holds what was reported to Headwater, and nothing else: what no event"
            + " states may be true or false.",
        new Field("asOf", "Read at", new Fact.Time(standing.asOf())),
        time("eventsUpTo", "Counts events up to", standing.moment().asOf()),
        time("knownAt", "Counts what had arrived by", standing.moment().knownAt()),
        new Field("complete", "Everything could be read", new Fact.Flag(standing.gaps().isEmpty())),
        new Field(
            "gaps",
            "What may be missing",
            Facts.items(Fact.Layout.WORDS, Bounded.all(standing.gaps()), GAPS, Facts::text)),
        new Field(
            "cut", "Cut short", Facts.items(Fact.Layout.WORDS, Bounded.all(cut), CUT, Facts::text)),
        new Field(
            "applied",
            "Partitions read",
            Facts.table(Bounded.all(standing.applied()), PARTITIONS, StandingSection::row)));
  }

  private static Field time(String key, String label, Optional<Instant> time) {
    return new Field(
        key,
        label,
        time.<Fact>map(Fact.Time::new)
            .orElse(new Fact.NotApplicable(new Fact.Text("No limit was asked for."))));
  }

  private static String meaning(CardFacts.Standing standing, List<String> cut) {
    if (!standing.gaps().isEmpty()) {
      return "Incomplete: more may have been reported than was read.";
    }
    return cut.isEmpty()
        ? "Everything on record is here."
        : "Everything could be read; lists that are cut say how much they leave out.";
  }

  private static Fact.Group row(CardFacts.Applied applied) {
    return Fact.Group.of(
        new Field("partition", "Partition", new Fact.Count(applied.partition())),
        new Field("events", "Events before offset", new Fact.Count(applied.events())),
        new Field("graph", "Messages before offset", new Fact.Count(applied.graph())));
  }

  private static List<String> cut(List<Section> sections) {
    Set<String> cut = new LinkedHashSet<>();
    for (Section section : sections) {
      cut(section.title(), section.fields(), cut);
    }
    return new ArrayList<>(cut);
  }

  private static void cut(String title, Fact fact, Set<String> cut) {
    if (fact instanceof Fact.Group group) {
      for (Field field : group.fields()) {
        if (field.fact() instanceof Fact.Items items && items.isCut()) {
          cut.add(title + ": " + field.label());
        }
        cut(title, field.fact(), cut);
      }
    } else if (fact instanceof Fact.Items items) {
      items.items().forEach(item -> cut(title, item, cut));
    }
  }
}
