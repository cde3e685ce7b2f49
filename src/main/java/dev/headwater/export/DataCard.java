package dev.headwater.export;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person wants to know of one dataset or model, on one page: the verdict, how it was made,
 * who decided what, who is represented, where it comes from, and what of all that is not known.
 *
 * <p>All sections are there whatever is known, always in the same order, and each with the same
 * fields; only activities have some of their own.
 *
 * @param asset that it is of
 * @param sections in order
 */
public record DataCard(Asset asset, List<Section> sections) {
  public DataCard {
    sections = List.copyOf(sections);
  }

  /** The card that says these facts. */
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
