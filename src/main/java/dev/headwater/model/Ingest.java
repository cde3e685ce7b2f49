package dev.headwater.model;

import java.util.List;

/**
 * Where collected data comes from. All of it is optional.
 *
 * @param collectedFrom when collecting began, as the source says it: often no more than a year
 * @param collectedTo when collecting ended
 * @param languages BCP-47
 * @param regions ISO 3166 or M49
 * @param declaredLicense what the source says
 * @param concludedLicense what was found to hold
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

  /** An ingest that says nothing. */
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
   * Whether it names a source: a URI, a collection method or a beginning; no placeholder is one.
   */
  public boolean namesSource() {
    return Placeholder.counts(sourceUri)
        || Placeholder.counts(collectionMethod)
        || Placeholder.counts(collectedFrom);
  }
}
