package dev.headwater.export;

import dev.headwater.model.Document;
import dev.headwater.model.Evidence;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the section of what was said of the asset afterwards: documentation, other
 * classifications, waivers.
 */
final class DocumentsSection {
  private static final int DOCUMENTS = 10;
  private static final int WAIVERS = 20;
  private static final int EVIDENCE = 10;

  private DocumentsSection() {}

  static Section of(CardFacts facts) {
    Bounded<LineageEvent> documents = facts.documents();
    List<LineageEvent> waiving =
        documents.items().stream().filter(event -> document(event).waive().isPresent()).toList();
    boolean all = documents.exact() && documents.total() == documents.items().size();
    Instant asOf = facts.standing().judgedAt();
    return Section.of(
        "documents",
        "Documents and waivers",
        documents.items().isEmpty() ? "No document on record adds anything." : "",
        new Field(
            "waivers",
            "Waivers",
            Facts.table(Bounded.upTo(waiving, !all), WAIVERS, event -> waiver(event, asOf))),
        new Field(
            "documents", "Documents", Facts.blocks(documents, DOCUMENTS, DocumentsSection::block)));
  }

  private static Document document(LineageEvent event) {
    return event.document().orElseThrow();
  }

  private static Fact.Group waiver(LineageEvent event, Instant asOf) {
    Waive waive = document(event).waive().orElseThrow();
    return Fact.Group.of(
        new Field("rule", "Rule", Facts.code(waive.rule())),
        new Field(
            "origin",
            "Origin",
            waive.origin().map(Facts::code).orElse(new Fact.Text("every origin"))),
        new Field("approver", "Approver", Facts.text(waive.approver())),
        new Field("rationale", "Rationale", Facts.text(waive.rationale())),
        new Field("until", "Until", new Fact.Time(waive.until())),
        new Field("expired", "Expired", new Fact.Flag(!asOf.isBefore(waive.until()))),
        new Field("eventId", "Event", new Fact.Code(event.eventId().toString())));
  }

  private static Fact.Group block(LineageEvent event) {
    Document document = document(event);
    List<Field> fields = new ArrayList<>(MakingSection.reference(event));
    fields.add(new Field("job", "Job", Facts.code(event.job().urn())));
    fields.add(new Field("producer", "Producer", Facts.code(event.producer())));
    fields.add(new Field("agents", "Agents", SynthesisFields.agents(event)));
    fields.add(
        new Field(
            "amends",
            "Amends the record of",
            document.amends().isPresent()
                ? amends(event)
                : new Fact.NotApplicable(new Fact.Text("it is about the whole asset"))));
    fields.add(
        new Field(
            "addsToSynthesis",
            "Adds to the synthesis",
            new Fact.Flag(document.synthesize().isPresent())));
    fields.add(
        new Field(
            "addsToCollection",
            "Adds to the collection",
            new Fact.Flag(document.ingest().isPresent())));
    Optional<Reclassify> reclassify = document.reclassify();
    fields.add(
        new Field(
            "reclassifiedSynthetic",
            "Reclassified as synthetic",
            reclassify
                .<Fact>map(stated -> new Fact.Flag(stated.synthetic()))
                .orElse(Fact.NOT_STATED)));
    fields.add(
        new Field(
            "reclassifiedBecause",
            "Reason for that",
            Facts.text(reclassify.map(Reclassify::reason).orElse(""))));
    fields.add(new Field("inputs", "Inputs added", MakingSection.inputs(event.inputs())));
    fields.add(
        new Field(
            "evidence",
            "Evidence",
            Facts.tableOrNotStated(document.evidence(), EVIDENCE, DocumentsSection::row)));
    return new Fact.Group(fields);
  }

  /**
   * The event of the synthesis record that a document completes. A document that names no record
   * completes all of them.
   */
  static Fact amends(LineageEvent event) {
    return document(event)
        .amends()
        .<Fact>map(id -> new Fact.Code(id.toString()))
        .orElse(new Fact.Text("every record of the asset"));
  }

  private static Fact.Group row(Evidence evidence) {
    return Fact.Group.of(
        new Field("uri", "URI", Facts.code(evidence.uri())),
        new Field("sha256", "SHA-256", Facts.code(evidence.sha256())));
  }
}
