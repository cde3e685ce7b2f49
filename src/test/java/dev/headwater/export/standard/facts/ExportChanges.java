package dev.headwater.export.standard.facts;

import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.model.LineageEvent;
import java.util.List;

/** Changes facts for tests. */
public final class ExportChanges {
  private ExportChanges() {}

  /** The facts with other syntheses and documents. */
  public static ExportFacts with(
      ExportFacts facts, Bounded<LineageEvent> syntheses, Bounded<LineageEvent> documents) {
    return new ExportFacts(
        facts.summary(),
        syntheses,
        facts.trainings(),
        facts.others(),
        documents,
        facts.ancestors(),
        facts.links(),
        facts.leftOut());
  }

  /** The facts with other edges, and with sentences on what was left out. */
  public static ExportFacts with(ExportFacts facts, List<Link> links, List<String> leftOut) {
    return new ExportFacts(
        facts.summary(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.ancestors(),
        links,
        leftOut);
  }

  /** {@link ExportSamples#dialogues}, made by a SYNTHESIZE event with these further fields. */
  public static ExportFacts dialogues(String fields, LineageEvent... documents) {
    LineageEvent event =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-000000000009","eventTime":"2026-11-21T11:00:00Z",
             "type":"SYNTHESIZE","producer":"make it","run":"run 9",
             "job":{"namespace":"pipelines","name":"make-dialogues"},
             "outputs":[{"asset":"dataset:lab:dialogues@1"}],\
            """
                + fields
                + "}");
    return with(
        ExportSamples.dialogues(), Bounded.all(List.of(event)), Bounded.all(List.of(documents)));
  }

  /** A DOCUMENT event about {@link ExportSamples#DIALOGUES}. */
  public static LineageEvent document(String payload) {
    return EventJson.read(
        """
        {"eventId":"00000000-0000-4000-8000-00000000000a","eventTime":"2026-11-23T10:00:00Z",
         "type":"DOCUMENT","producer":"p","run":"r","job":{"namespace":"n","name":"j"},
         "inputs":[{"asset":"dataset:lab:late@1","role":"SEED"}],
         "agents":[{"id":"orcid:1","type":"PERSON","role":"STEWARD"}],
         "document":{"target":"dataset:lab:dialogues@1",\
        """
            + payload
            + "}}");
  }
}
