package dev.headwater.model;

import java.util.List;

/**
 * Where collected data comes from. All fields are optional.
 *
 * @param collectedFrom the start of the collection, as the source gives it: often only a year
 * @param collectedTo the end of the collection
 * @param languages in BCP-47
 * @param regions in ISO 3166 or M49
 * @param declaredLicense the license that the source states
 * @param concludedLicense the license that was found to apply
 */
public record Ingest(
    String sourceUri,
    String collectionMethod,
    List<String> collectionTypes,
    String collectedFrom,
    String collectedTo,
    List<String> languages,
    List<String> regions,
    String declaredLicense,
    String concludedLicense,
    Answer personalData,
    Answer containsSynthetic,
    String consent,
    String intendedUse,
    String rationale) {

  /** An ingest with all fields absent. */
  public static final Ingest EMPTY =
      new Ingest(
          "",
          "",
          List.of(),
          "",
          "",
          List.of(),
          List.of(),
          "",
          "",
          Answer.UNKNOWN,
          Answer.UNKNOWN,
          "",
          "",
          "");

  public Ingest {
    sourceUri = Check.text("sourceUri", sourceUri);
    collectionMethod = Check.text("collectionMethod", collectionMethod);
    collectionTypes = Check.texts("collectionTypes", collectionTypes, Limits.LIST_ITEMS);
    collectedFrom = Check.text("collectedFrom", collectedFrom);
    collectedTo = Check.text("collectedTo", collectedTo);
    languages = Check.texts("languages", languages, Limits.LIST_ITEMS);
    regions = Check.texts("regions", regions, Limits.LIST_ITEMS);
    declaredLicense = Check.text("declaredLicense", declaredLicense);
    concludedLicense = Check.text("concludedLicense", concludedLicense);
    Check.present("personalData", personalData);
    Check.present("containsSynthetic", containsSynthetic);
    consent = Check.text("consent", consent);
    intendedUse = Check.text("intendedUse", intendedUse);
    rationale = Check.text("rationale", rationale);
  }

  /**
   * Whether the ingest names a source: a source URI, a collection method or a start of the
   * collection that is not a placeholder.
   */
  public boolean namesSource() {
    return Placeholder.counts(sourceUri)
        || Placeholder.counts(collectionMethod)
        || Placeholder.counts(collectedFrom);
  }
}
