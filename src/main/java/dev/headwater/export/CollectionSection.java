package dev.headwater.export;

import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;

/**
 * Builds the section that answers: where was it collected, how, under which terms, and whose data
 * is it?
 */
final class CollectionSection {

  private CollectionSection() {}

  static Section of(CardFacts facts) {
    Ingest ingest = facts.summary().ingest().orElse(Ingest.EMPTY);
    return Section.of(
        "collection",
        "Collection",
        meaning(facts, ingest),
        new Field("sourceUri", "Source", Facts.code(ingest.sourceUri())),
        new Field("collectionMethod", "Method", Facts.text(ingest.collectionMethod())),
        new Field("collectionTypes", "Types", Facts.texts(ingest.collectionTypes())),
        new Field("collectedFrom", "Collected from", Facts.text(ingest.collectedFrom())),
        new Field("collectedTo", "Collected to", Facts.text(ingest.collectedTo())),
        new Field("languages", "Languages", Facts.codes(ingest.languages())),
        new Field("regions", "Regions", Facts.codes(ingest.regions())),
        new Field("declaredLicense", "Declared licence", Facts.text(ingest.declaredLicense())),
        new Field("concludedLicense", "Concluded licence", Facts.text(ingest.concludedLicense())),
        new Field("personalData", "Personal data", Facts.answer(ingest.personalData())),
        new Field(
            "containsSynthetic",
            "Contains synthetic data",
            Facts.answer(ingest.containsSynthetic())),
        new Field("consent", "Consent", Facts.text(ingest.consent())),
        new Field("intendedUse", "Intended use", Facts.text(ingest.intendedUse())),
        new Field("rationale", "Rationale", Facts.text(ingest.rationale())));
  }

  private static String meaning(CardFacts facts, Ingest ingest) {
    boolean ingested =
        facts.summary().producedBy().stream().anyMatch(event -> event.type() == EventType.INGEST);
    if (facts.summary().ingest().isPresent() && (ingest.namesSource() || !ingested)) {
      return "The latest statement of each fact, over the ingests and documents on record.";
    }
    if (ingested) {
      return "An event on record ingests it and names no source: where it was collected, how and"
          + " since when, nobody says.";
    }
    return "No event on record says that it was collected, or how. What it was made from has a card"
        + " of its own.";
  }
}
