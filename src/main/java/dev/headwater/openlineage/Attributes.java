package dev.headwater.openlineage;

import dev.headwater.model.Limits;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attributes that keep on the asset what OpenLineage says of a dataset and Headwater has no field
 * for.
 */
final class Attributes {
  private static final String PREFIX = "openlineage.";
  private static final int TAGS = 100;

  private Attributes() {}

  static SortedMap<String, String> of(Facets facets, AttemptState standing) {
    SortedMap<String, String> attributes = new TreeMap<>();
    put(attributes, "version", facets.version());
    put(attributes, "datasetType", facets.datasetType());
    put(attributes, "subType", facets.subType());
    put(attributes, "lifecycle", facets.lifecycle());
    put(attributes, "jobType", standing.jobFacets().jobType());
    put(attributes, "parent.run", standing.runFacets().parentRun());
    put(attributes, "parent.job", standing.runFacets().parentJob());
    int left = TAGS;
    for (var tag : facets.tags().entrySet()) {
      if (left-- > 0) {
        put(attributes, "tag." + tag.getKey(), tag.getValue().isEmpty() ? "true" : tag.getValue());
      }
    }
    return attributes;
  }

  /** Adds an attribute, unless its name or text is too long for one, or the text is blank. */
  private static void put(SortedMap<String, String> attributes, String name, String text) {
    String full = PREFIX + name;
    boolean fits =
        full.codePointCount(0, full.length()) <= Limits.ID_CODE_POINTS
            && text.length() <= Limits.ID_CODE_POINTS;
    if (fits && !text.isBlank()) {
      attributes.put(full, text);
    }
  }
}
