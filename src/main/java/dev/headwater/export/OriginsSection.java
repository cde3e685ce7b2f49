package dev.headwater.export;

import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;

/**
 * Builds the section that answers: which synthetic data, and which data of unknown or incomplete
 * origin, does the asset descend from?
 */
final class OriginsSection {
  private static final int ORIGINS = 25;

  private OriginsSection() {}

  static Section of(CardFacts facts) {
    ExposureCounts counts = facts.summary().exposures();
    return Section.of(
        "origins",
        "Origins",
        "What it descends from that is of concern, itself included: first what is open, then what"
            + " is waived, then what is documented, the nearest first. An origin that no event"
            + " names cannot be listed.",
        new Field("synthetic", "Synthetic", new Fact.Count(counts.synthetic())),
        new Field(
            "undocumented",
            "Of these neither documented nor waived",
            new Fact.Count(counts.undocumented())),
        new Field("unknown", "Of unknown origin", new Fact.Count(counts.unknown())),
        new Field("incomplete", "With inputs not named", new Fact.Count(counts.incomplete())),
        new Field(
            "origins", "Origins", Facts.table(facts.origins(), ORIGINS, OriginsSection::row)));
  }

  private static Fact.Group row(ExposedTo exposed) {
    boolean synthetic = exposed.kind() == OriginKind.SYNTHETIC;
    Fact no = new Fact.NotApplicable(new Fact.Text("not synthetic data"));
    return Fact.Group.of(
        new Field("origin", "Origin", Facts.code(exposed.origin())),
        new Field("kind", "Kind", Facts.code(exposed.kind())),
        new Field(
            "documentation", "Documentation", synthetic ? Facts.code(exposed.documentation()) : no),
        new Field(
            "missing", "Missing", synthetic ? VerdictSection.conditions(exposed.missing()) : no),
        new Field("waived", "Waived", new Fact.Flag(exposed.waived())),
        new Field("direct", "Direct", new Fact.Flag(exposed.direct())),
        new Field("distance", "Distance", new Fact.Count(exposed.distance())),
        new Field("path", "Path", Facts.path(exposed.path())));
  }
}
