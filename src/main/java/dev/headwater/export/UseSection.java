package dev.headwater.export;

import dev.headwater.model.Asset;

/** Builds the section that answers: what was made from it? */
final class UseSection {
  private static final int USES = 25;

  private UseSection() {}

  static Section of(CardFacts facts) {
    Bounded<Asset> uses = facts.usedBy();
    return Section.of(
        "use",
        "Used by",
        uses.items().isEmpty() ? "No event on record makes anything from it." : "",
        new Field(
            "assets",
            "Assets made from it directly",
            Facts.items(Fact.Layout.WORDS, uses, USES, Facts::code)));
  }
}
