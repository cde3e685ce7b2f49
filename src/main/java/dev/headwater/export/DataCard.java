package dev.headwater.export;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;

/**
 * The data card of one dataset or model, on one page: the verdict, how it was made, who decided
 * what, who is represented, where it comes from, and what of all that is not known.
 *
 * <p>All sections are present even if nothing is known, always in the same order. Each section
 * always has the same fields. Only the blocks of CLEAN and TRANSFORM events have additional fields.
 *
 * @param asset the subject of the card
 * @param sections in order
 */
public record DataCard(Asset asset, List<Section> sections) {
  public DataCard {
    sections = List.copyOf(sections);
  }

  /** Creates the card from its facts. */
  public static DataCard of(CardFacts facts) {
    List<Section> sections =
        new ArrayList<>(
            List.of(
                VerdictSection.of(facts),
                IdentitySection.of(facts),
                MakingSection.of(facts),
                CollectionSection.of(facts),
                SynthesisSection.of(facts),
                TrainingSection.of(facts),
                DecisionsSection.of(facts),
                RepresentationSection.of(facts),
                OriginsSection.of(facts),
                UseSection.of(facts),
                AlertsSection.of(facts),
                DocumentsSection.of(facts)));
    sections.add(StandingSection.of(facts.standing(), sections));
    return new DataCard(facts.asset(), sections);
  }
}
