package dev.headwater.export.standard.card;

import dev.headwater.export.standard.facts.Export.Missing;
import java.util.ArrayList;
import java.util.List;

/** Collects what an EU summary does not state, and says so at its place on the page. */
final class EuMissing {
  private final List<Missing> missing = new ArrayList<>();

  /** A whole section. */
  void section(MarkdownPage page, String section, String reason) {
    page.paragraph("Not stated.");
    missing.add(new Missing(section, reason));
  }

  /** A field of a section, with the number of the section. */
  void field(MarkdownPage page, String section, String field, String reason) {
    page.bullet(field, "Not stated.");
    missing.add(new Missing(section + ". " + field, reason));
  }

  List<Missing> all() {
    return missing;
  }
}
