package dev.headwater.export;

import dev.headwater.model.AgentType;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds the section that answers for synthetic data: what made it, and from what? */
final class SynthesisSection {
  private static final int RECORDS = 10;

  private SynthesisSection() {}

  static Section of(CardFacts facts) {
    return Section.of(
        "synthesis",
        "Synthesis",
        note(facts),
        new Field(
            "records",
            "Synthesis records",
            Facts.blocks(
                facts.syntheses(), RECORDS, event -> record(event, facts.documents().items()))),
        new Field(
            "additions",
            "Additions",
            Facts.blocks(additions(facts), RECORDS, SynthesisSection::addition)));
  }

  private static Bounded<LineageEvent> additions(CardFacts facts) {
    Bounded<LineageEvent> documents = facts.documents();
    List<LineageEvent> adding =
        documents.items().stream()
            .filter(event -> adds(event) || isSynthetic(facts) && answers(event))
            .toList();
    boolean all = documents.exact() && documents.total() == documents.items().size();
    return Bounded.upTo(adding, !all);
  }

  private static boolean isSynthetic(CardFacts facts) {
    return facts.summary().documentation() != Documentation.NOT_APPLICABLE;
  }

  /**
   * Whether a person or an organization answers for a document. They answer for the records that it
   * completes, too.
   */
  private static boolean answers(LineageEvent event) {
    return event.agents().stream().anyMatch(agent -> agent.type() != AgentType.SOFTWARE);
  }

  /**
   * Whether a document adds to a record. Seeds and generators that it adds complete a record, too.
   */
  private static boolean adds(LineageEvent event) {
    Document document = event.document().orElseThrow();
    return document.amends().isPresent()
        || document.synthesize().isPresent()
        || event.inputs().stream().anyMatch(input -> SynthesisFields.belongs(input.role()));
  }

  private static Fact.Group addition(LineageEvent event) {
    List<Field> fields = new ArrayList<>(MakingSection.reference(event));
    fields.add(new Field("amends", "Completes the record of", DocumentsSection.amends(event)));
    fields.addAll(
        SynthesisFields.of(
            event, event.document().flatMap(Document::synthesize).orElse(Synthesize.EMPTY)));
    return new Fact.Group(fields);
  }

  private static String note(CardFacts facts) {
    if (!facts.syntheses().items().isEmpty()) {
      return "A record for each event that made it as synthetic data, as that event states it, and"
          + " what documents added afterwards. The verdict counts both.";
    }
    return switch (facts.summary().synthetic()) {
      case YES -> "A document calls it synthetic data; no event on record tells how it was made.";
      case INHERITED ->
          "No event on record makes it as synthetic data. It descends from synthetic data: see"
              + " Origins.";
      case NO -> "No event on record makes it as synthetic data, and one says that it is none.";
      case UNKNOWN ->
          "No event on record makes it as synthetic data, and none says that it is none.";
    };
  }

  private static Fact.Group record(LineageEvent event, List<LineageEvent> documents) {
    List<Field> fields = new ArrayList<>(MakingSection.reference(event));
    fields.add(
        new Field(
            "completedBy",
            "Completed by documents",
            Facts.items(
                Fact.Layout.WORDS,
                Bounded.all(
                    documents.stream()
                        .filter(document -> completes(document, event.eventId()))
                        .toList()),
                Facts.WORDS,
                document -> new Fact.Code(document.eventId().toString()))));
    fields.addAll(SynthesisFields.of(event, event.synthesize().orElse(Synthesize.EMPTY)));
    return new Fact.Group(fields);
  }

  private static boolean completes(LineageEvent event, UUID record) {
    Document document = event.document().orElseThrow();
    return (adds(event) || answers(event)) && document.amends().map(record::equals).orElse(true);
  }
}
