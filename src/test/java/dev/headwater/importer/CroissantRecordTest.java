package dev.headwater.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.export.standard.ExportFormat;
import dev.headwater.export.standard.Exports;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows which event a dataset described as Croissant becomes. */
class CroissantRecordTest {
  private static final Instant TIME = Instant.parse("2026-11-25T10:00:00Z");

  private static final String RECORD =
      """
      {"@context": {"@vocab": "https://schema.org/"}, "@type": "sc:Dataset",
       "name": "words", "version": "1.2", "license": ["https://spdx.org/licenses/MIT"],
       "url": "https://data.example/words", "inLanguage": "sw",
       "creator": [{"@type": "sc:Person", "name": "Ada"}, {"@type": "sc:Thing", "name": "X"}],
       "datePublished": "2026-02-03", "dateModified": "2026-02-04T10:00:00+01:00",
       "distribution": [{"@type": "cr:FileObject", "sha256": "9f86d081884c7d659a2f"}],
       "rai:dataCollection": "scraped", "rai:dataCollectionTimeFrame": ["2025-01-01", "2025-02-01"],
       "prov:wasDerivedFrom": [{"@id": "dataset:lab:raw@1"}, "https://data.example/raw"]}
      """;

  private static Imported read(String record, ImportOptions options) {
    return Imports.read(
        ImportFormat.CROISSANT,
        List.of(new RecordFile("words.json", record.getBytes(StandardCharsets.UTF_8), TIME)),
        options);
  }

  private static ImportOptions in(String namespace) {
    return new ImportOptions(Optional.empty(), Optional.of(namespace));
  }

  @Test
  void dataset_isAnIngest_withWhatTheRecordStates() {
    Imported imported = read(RECORD, in("hub"));
    LineageEvent event = imported.events().get(0);
    Ingest ingest = event.ingest().orElseThrow();

    assertThat(event.outputs().get(0).asset().urn()).isEqualTo("dataset:hub:words@1.2");
    assertThat(event.outputs().get(0).sha256()).isEqualTo("9f86d081884c7d659a2f");
    assertThat(event.eventTime()).isEqualTo("2026-02-04T09:00:00Z");
    assertThat(event.inputs())
        .extracting(input -> input.asset().urn())
        .containsExactly("dataset:lab:raw@1", "dataset:hub:https%3A//data.example/raw");
    assertThat(event.agents())
        .extracting(agent -> agent.type() + " " + agent.id())
        .containsExactly(AgentType.PERSON + " Ada", AgentType.SOFTWARE + " X");
    assertThat(imported.notes())
        .containsExactly("Creator X is called neither a person nor an organization.");
    assertThat(ingest.declaredLicense()).isEqualTo("https://spdx.org/licenses/MIT");
    assertThat(ingest.sourceUri()).isEqualTo("https://data.example/words");
    assertThat(ingest.languages()).containsExactly("sw");
    assertThat(ingest.collectionMethod()).isEqualTo("scraped");
    assertThat(ingest.collectedTo()).isEqualTo("2025-02-01");
  }

  @Test
  void whatTheRecordDoesNotSay_staysOpen() {
    LineageEvent event =
        read("{\"@type\":\"Dataset\",\"name\":\"bare\"}", in("hub")).events().get(0);

    assertThat(event.ingest().orElseThrow()).isEqualTo(Ingest.EMPTY);
    assertThat(event.ingest().orElseThrow().containsSynthetic()).isEqualTo(Answer.UNKNOWN);
    assertThat(event.agents()).isEmpty();
    assertThat(event.eventTime()).isEqualTo(TIME);
    assertThat(read("{\"@type\":\"Dataset\",\"name\":\"bare\"}", in("hub")).events())
        .containsExactly(event);
  }

  @Test
  void ownExport_comesBack() {
    ExportFacts facts = ExportSamples.scraped();
    Ingest before = facts.others().items().get(0).ingest().orElseThrow();
    LineageEvent event =
        read(
                Exports.write(ExportFormat.CROISSANT, facts).text(),
                new ImportOptions(Optional.of(facts.asset()), Optional.empty()))
            .events()
            .get(0);
    Ingest after = event.ingest().orElseThrow();

    assertThat(event.outputs().get(0).asset()).isEqualTo(facts.asset());
    assertThat(event.outputs().get(0).sha256()).isEqualTo(facts.summary().sha256());
    assertThat(after.sourceUri()).isEqualTo(before.sourceUri());
    assertThat(after.declaredLicense()).isEqualTo(before.declaredLicense());
    assertThat(after.languages()).isEqualTo(before.languages());
    assertThat(after.containsSynthetic()).isEqualTo(Answer.NO);
    assertThat(event.agents().get(0).id()).isEqualTo("org:lab");
  }

  @Test
  void syntheticDataset_isCalledThat() {
    ExportFacts facts = ExportSamples.dialogues();
    LineageEvent event =
        read(
                Exports.write(ExportFormat.CROISSANT, facts).text(),
                new ImportOptions(Optional.of(Asset.parse("dataset:a:b")), Optional.empty()))
            .events()
            .get(0);

    assertThat(event.ingest().orElseThrow().containsSynthetic()).isEqualTo(Answer.YES);
    assertThat(event.inputs())
        .extracting(input -> input.asset().urn())
        .contains(ExportSamples.SCRAPED.urn());
  }

  @Test
  void badRecord_isRefusedWithFileAndPlace() {
    assertThatThrownBy(() -> read("{}", in("a"))).hasMessageContaining("@type is not sc:Dataset");
    assertThatThrownBy(() -> read("{", in("a"))).hasMessageStartingWith("words.json: is not JSON");
    assertThatThrownBy(() -> read(RECORD.replace("2026-02-03", "February"), in("a")))
        .hasMessageStartingWith("words.json: datePublished: is neither a date");
    assertThatThrownBy(() -> read(RECORD, new ImportOptions(Optional.empty(), Optional.empty())))
        .hasMessageContaining("--namespace");
  }
}
