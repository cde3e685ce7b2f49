package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.NOT_STATED;
import static dev.headwater.export.standard.card.MarkdownPage.amount;
import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.count;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Waive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes as Markdown how an asset stands: its contents, whether it and its ancestors are
 * documented, what was said of it afterwards, and what the document lacks.
 */
final class StandingBlocks {
  private final MarkdownPage page;
  private final ExportFacts facts;

  StandingBlocks(MarkdownPage page, ExportFacts facts) {
    this.page = page;
    this.facts = facts;
  }

  /** Writes sizes and hash. */
  void size() {
    AssetSummary summary = facts.summary();
    page.bullet("Records", count(summary.records()));
    page.bullet("Bytes", count(summary.bytes()));
    page.bullet("SHA-256", code(summary.sha256()));
    if (!summary.attributes().isEmpty()) {
      page.table("Attributes", List.of("Name", "Value"), MakingBlocks.rows(summary.attributes()));
    }
  }

  /** Writes one table for each composition that is stated of the asset itself. */
  void compositions() {
    List<Composition> compositions = facts.summary().composition();
    if (compositions.isEmpty()) {
      page.bullet("Composition", NOT_STATED);
    }
    for (Composition composition : compositions) {
      page.paragraph("**Composition by " + words(composition.dimension()) + "**");
      page.bullet("Unit", words(composition.unit()));
      page.bullet("Method", code(composition.method().name()));
      page.bullet("Of no known category", amount(composition.unknown()));
      page.table(
          "Categories, the largest first",
          List.of("Category", "Amount"),
          composition.counts().entrySet().stream()
              .sorted(
                  Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(entry -> List.of(code(entry.getKey()), amount(entry.getValue())))
              .toList());
    }
    if (compositions.size() >= Limits.SUMMARY_ITEMS) {
      page.paragraph("*These are the newest compositions; there may be more.*");
    }
  }

  /** Writes whether the asset is synthetic data, and whether that is documented. */
  void documentation() {
    AssetSummary summary = facts.summary();
    page.bullet("Synthetic", code(summary.synthetic().name()));
    page.bullet("Documentation of the synthesis", code(summary.documentation().name()));
    page.bullet(
        "Missing in that",
        summary.documentation() == Documentation.NOT_APPLICABLE
            ? "*not applicable:* nothing on record says that it is itself synthetic data"
            : conditions(summary.missing()));
    page.bullet("All inputs named", MakingBlocks.complete(summary.inputsComplete()));
  }

  /** The conditions of documentation that do not hold, in one line. */
  static String conditions(List<Condition> missing) {
    return missing.isEmpty()
        ? "none"
        : String.join(", ", missing.stream().map(one -> code(one.text())).toList());
  }

  /** Writes what the asset descends from, and how. */
  void ancestors() {
    if (facts.ancestors().isEmpty()) {
      page.bullet("Ancestors", "none on record");
    } else {
      page.table(
          "Ancestors",
          List.of(
              "Asset", "Distance", "Synthetic", "Documentation", "Missing in that", "Origin known"),
          facts.ancestors().stream().map(StandingBlocks::row).toList());
    }
    if (!facts.links().isEmpty()) {
      page.table(
          "Links between them",
          List.of("From", "To", "Role", "Activity", "Run", "Inferred"),
          facts.links().stream().map(StandingBlocks::row).toList());
    }
  }

  private static List<String> row(Ancestor ancestor) {
    List<String> row = new ArrayList<>();
    row.add(code(ancestor.asset()));
    row.add(count(ancestor.distance()));
    if (ancestor.state().isEmpty()) {
      row.addAll(List.of("*not known*", "*not known*", "*not known*", "*not known*"));
      return row;
    }
    State state = ancestor.state().get();
    row.add(code(state.synthetic().name()));
    row.add(code(state.documentation().name()));
    row.add(
        state.documentation() == Documentation.NOT_APPLICABLE
            ? "*not applicable*"
            : conditions(state.missing()));
    row.add(state.originKnown() ? "yes" : "no");
    return row;
  }

  private static List<String> row(Link link) {
    return List.of(
        code(link.from()),
        code(link.to()),
        code(link.role().name()),
        code(link.activity().name()),
        code(link.run()),
        link.inferred() ? "yes" : "no");
  }

  /** Writes the documents about the asset: reclassifications, waivers, evidence. */
  void documents() {
    if (facts.documents().items().isEmpty()) {
      page.bullet("Documents", "none on record");
    }
    for (LineageEvent event : facts.documents().items()) {
      Document document = event.document().orElseThrow();
      page.paragraph("**Document " + event.eventId() + "**");
      page.bullet("Time", event.eventTime().toString());
      page.bullet(
          "Completes the record of",
          document.amends().map(id -> code(id.toString())).orElse("every synthesis event"));
      document
          .reclassify()
          .ifPresent(
              one ->
                  page.bullet(
                      one.synthetic() ? "Reclassified as synthetic" : "Reclassified, not synthetic",
                      words(one.reason())));
      document.waive().ifPresent(this::waiver);
      if (!document.evidence().isEmpty()) {
        page.table(
            "Evidence",
            List.of("URI", "SHA-256"),
            document.evidence().stream()
                .map(one -> List.of(code(one.uri()), code(one.sha256())))
                .toList());
      }
    }
    page.cut("Documents", facts.documents());
  }

  private void waiver(Waive waive) {
    page.bullet("Waives the rule", code(waive.rule().name()));
    page.bullet("Waives the origin", waive.origin().map(MarkdownPage::code).orElse("every origin"));
    page.bullet("Approver of the waiver", words(waive.approver()));
    page.bullet("Rationale of the waiver", words(waive.rationale()));
    page.bullet("Waived until", waive.until().toString());
  }

  /** Writes what the lists of the document lack. */
  void leftOut() {
    LeftOut.of(facts).forEach(sentence -> page.item(words(sentence)));
  }

  /** Writes the fields of the standard that the document leaves out. */
  void missing(List<Missing> missing) {
    page.table(
        "Fields that are left out",
        List.of("Field", "Reason"),
        missing.stream().map(one -> List.of(code(one.field()), words(one.reason()))).toList());
  }

  /** The assets whose state is not known. */
  static List<Asset> notKnown(ExportFacts facts) {
    return facts.ancestors().stream()
        .filter(ancestor -> ancestor.state().isEmpty())
        .map(Ancestor::asset)
        .toList();
  }
}
