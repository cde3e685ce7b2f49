package dev.headwater.model;

/** A filter that was applied to the data. */
public record CleanFilter(String name, String codeRef, String threshold, String reason) {
  public CleanFilter {
    name = Check.text("name", name);
    codeRef = Check.text("codeRef", codeRef);
    threshold = Check.text("threshold", threshold);
    reason = Check.text("reason", reason);
  }
}
