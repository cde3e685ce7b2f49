package dev.headwater.export.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.AssetSummaryJson;
import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what holds for the documents of all standards. */
class ExportsTest {

  private static Stream<ExportFacts> samples(ExportFormat format) {
    return Stream.of(
            ExportSamples.scraped(),
            ExportSamples.dialogues(),
            ExportSamples.chat(),
            ExportSamples.undocumented(),
            ExportSamples.nothingOf(ExportSamples.DIALOGUES))
        .filter(facts -> format.describes(facts.asset().kind()));
  }

  private static ExportFacts with(
      ExportFacts facts, Bounded<LineageEvent> syntheses, List<String> leftOut) {
    return new ExportFacts(
        facts.summary(),
        syntheses,
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.ancestors(),
        facts.links(),
        leftOut);
  }

  @ParameterizedTest
  @EnumSource
  void document_isAFunctionOfItsFacts(ExportFormat format) {
    samples(format)
        .forEach(
            facts -> {
              Export export = Exports.write(format, facts);

              if (format != ExportFormat.OPENLINEAGE || !facts.summary().producedBy().isEmpty()) {
                assertThat(export.text()).endsWith("\n").contains(facts.asset().name());
              } else {
                // Its documents are events, and there is none.
                assertThat(export.text()).isEmpty();
              }
              assertThat(Exports.write(format, facts)).isEqualTo(export);
            });
    for (int seed = 0; seed < 50; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));
      if (format.describes(facts.asset().kind())) {
        assertThat(Exports.write(format, ExportSamples.random(new Random(seed))))
            .isEqualTo(Exports.write(format, facts));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void undocumentedSyntheticData_isCalledThat(ExportFormat format) {
    assertThat(Exports.write(format, ExportSamples.undocumented()).text())
        .containsIgnoringCase("undocumented");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheFactsLack_isSaid(ExportFormat format) {
    ExportFacts facts = ExportSamples.dialogues();
    ExportFacts cut =
        with(facts, Bounded.of(facts.syntheses().items(), 4_711), List.of("Much is upstream."));

    assertThat(Exports.write(format, cut).text()).contains("Much is upstream.").contains("4711");
    assertThat(Exports.write(format, facts).text()).doesNotContain("Much is upstream.");
  }

  /** The numbers of exposures and alerts follow from facts a moment later, so they may be old. */
  @ParameterizedTest
  @EnumSource
  void whatFollowsLater_isInNoDocument(ExportFormat format) {
    ExportFacts facts = ExportSamples.dialogues();
    AssetSummary summary = facts.summary();
    AssetSummary later =
        new AssetSummary(
            summary.asset(),
            summary.synthetic(),
            summary.documentation(),
            summary.missing(),
            summary.producedBy(),
            summary.records(),
            summary.bytes(),
            summary.sha256(),
            summary.composition(),
            summary.agents(),
            summary.decisions(),
            summary.ingest(),
            summary.inputsComplete(),
            new ExposureCounts(7, 6, 5, 4),
            3,
            summary.attributes());
    ExportFacts of =
        new ExportFacts(
            later,
            facts.syntheses(),
            facts.trainings(),
            facts.others(),
            facts.documents(),
            facts.ancestors(),
            facts.links(),
            facts.leftOut());

    assertThat(Exports.write(format, of)).isEqualTo(Exports.write(format, facts));
  }

  @ParameterizedTest
  @EnumSource
  void withheldValue_isShownWithItsReason(ExportFormat format) {
    ExportFacts facts = ExportSamples.dialogues();
    LineageEvent withholding =
        EventJson.read(
            EventJson.write(facts.syntheses().items().get(0))
                .toString()
                .replaceFirst(
                    "\"prompts\":\\[.*?\\}\\]", "\"prompts\":{\"withheld\":\"our secret\"}"));

    assertThat(
            Exports.write(format, with(facts, Bounded.all(List.of(withholding)), List.of())).text())
        .contains("withheld")
        .contains("our secret");
  }

  @ParameterizedTest
  @EnumSource
  void annotatorsWhoAreTooFew_areNotNamed(ExportFormat format) {
    ExportFacts facts = ExportSamples.dialogues();
    String event = EventJson.write(facts.syntheses().items().get(0)).toString();
    LineageEvent annotated =
        EventJson.read(
            event
                .replace(
                    "\"agents\":[",
                    "\"agents\":[{\"id\":\"anna-1\",\"type\":\"PERSON\",\"role\":\"ANNOTATOR\"},"
                        + "{\"id\":\"bert-2\",\"type\":\"PERSON\",\"role\":\"ANNOTATOR\","
                        + "\"onBehalfOf\":\"anna-1\"},")
                .replace("\"decidedBy\":[", "\"decidedBy\":[\"anna-1\",\"bert-2\","));
    assertThat(annotated.agents()).hasSize(3);

    ExportFacts few = with(facts, Bounded.all(List.of(annotated)), List.of());
    String document =
        Exports.write(
                format,
                new ExportFacts(
                    naming(few.summary(), annotated),
                    few.syntheses(),
                    few.trainings(),
                    few.others(),
                    few.documents(),
                    few.ancestors(),
                    few.links(),
                    few.leftOut()))
            .text();

    assertThat(document).doesNotContain("anna-1").doesNotContain("bert-2");
    assertThat(document).contains("fewer than 5 annotators");
  }

  private static AssetSummary naming(AssetSummary summary, LineageEvent event) {
    return AssetSummaryJson.read(
        AssetSummaryJson.write(summary)
            .<ObjectNode>set("agents", EventJson.write(event).get("agents"))
            .set("decisions", EventJson.write(event).get("decisions")));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKnown_isNotCalledClean(ExportFormat format) {
    String document =
        Exports.write(format, ExportSamples.nothingOf(ExportSamples.DIALOGUES)).text();

    assertThat(document).doesNotContain("\"DOCUMENTED\"").doesNotContain("complete\" : \"complete");
    assertThat(Exports.write(format, ExportSamples.nothingOf(ExportSamples.DIALOGUES)).missing())
        .isNotEmpty();
  }

  @Test
  void assetOfAnotherKind_isRefused() {
    assertThat(ExportFormat.CROISSANT.describes(AssetKind.MODEL)).isFalse();
    assertThatThrownBy(() -> Exports.write(ExportFormat.CROISSANT, ExportSamples.chat()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("croissant does not describe model:lab:chat@3");
  }

  @ParameterizedTest
  @EnumSource
  void format_isFoundByItsName(ExportFormat format) {
    assertThat(ExportFormat.ofText(format.text())).contains(format);
    assertThat(ExportFormat.ofText("pdf")).isEmpty();
  }
}
