package dev.headwater.export.standard.dps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.export.standard.facts.ChangedFacts;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class DataProvenanceStandardsTest {
  private static final List<String> HOSTILE = ChangedFacts.HOSTILE;

  /** Reads a document, after checking that the schema finds no fault but what is listed. */
  private static JsonNode read(ExportFacts facts) {
    Export export = DataProvenanceStandards.write(facts);
    DpsSchema.Verdict verdict = DpsSchema.check(export.text());
    assertThat(verdict.wrong()).isEmpty();
    List<String> listed = fields(export);
    assertThat(verdict.absent())
        .allSatisfy(
            field ->
                assertThat(listed)
                    .anyMatch(one -> one.equals(field) || one.startsWith(field + '.')));
    try {
      return new ObjectMapper().readTree(export.text());
    } catch (JsonProcessingException e) {
      throw new AssertionError(export.text(), e);
    }
  }

  private static List<String> fields(Export export) {
    return export.missing().stream().map(Missing::field).toList();
  }

  @Test
  void dataset_carriesWhatAnIngestStates() {
    JsonNode json = read(ExportSamples.scraped());

    assertThat(json.at("/set/category").textValue()).isEqualTo("dataset");
    assertThat(json.at("/set/label").textValue())
        .isEqualTo("dataset:s3%3A//lake:corpora/udhr@2026-11");
    assertThat(json.at("/source/name").textValue()).isEqualTo("corpora/udhr");
    assertThat(json.at("/source/about").toString())
        .isEqualTo("{\"content\":\"download\",\"purpose\":\"language modelling\"}");
    assertThat(json.at("/source/issuer").toString()).isEqualTo("[{\"legal-name\":\"org:lab\"}]");
    assertThat(json.at("/provenance/origin-geography").toString())
        .isEqualTo("[{\"country\":\"KE\"}]");
    assertThat(json.at("/provenance/date").textValue()).isEqualTo("2026-11-20");
    assertThat(json.at("/provenance/generation-method").toString())
        .contains("\"web-scraping-crawling\",\"long-description\":\"Web Scraping\"")
        .contains("\"other\",\"long-description\":\"download\"");
    assertThat(json.at("/use/license").toString()).isEqualTo("[\"CC-BY-4.0\"]");
    assertThat(json.at("/use/intended-purpose").toString())
        .isEqualTo("[{\"code\":\"other\",\"long-description\":\"language modelling\"}]");
    assertThat(json.at("/headwater/collection/collectedTo").textValue()).isEqualTo("2026-11-19");
    assertThat(fields(DataProvenanceStandards.write(ExportSamples.scraped())))
        .contains("source.data-version", "provenance.generation-period.start", "use.consents");
  }

  @Test
  void dataset_carriesTheSynthesis() {
    JsonNode json = read(ExportSamples.dialogues());

    assertThat(json.at("/source/data-version").textValue()).isEqualTo("1");
    assertThat(json.at("/provenance/generation-method").toString())
        .isEqualTo(
            "[{\"code\":\"machine-generated-ml-ops\",\"long-description\":"
                + "\"LLM by openai text-davinci-003 2022-11-28\"}]");
    JsonNode synthesis = json.at("/headwater/syntheses/0");
    assertThat(synthesis.at("/prompts/0/template").textValue()).isEqualTo("You are asked to ...");
    assertThat(synthesis.at("/parameters/temperature").textValue()).isEqualTo("1.0");
    assertThat(synthesis.at("/seeds/0").textValue())
        .isEqualTo("dataset:s3%3A//lake:corpora/udhr@2026-11");
    assertThat(json.at("/headwater/decisions/0/choice").textValue()).isEqualTo("informal");
    assertThat(json.at("/set/notes/0/text").textValue())
        .isEqualTo("Synthetic: YES. Documentation of the synthesis: DOCUMENTED.");
  }

  @Test
  void model_carriesItsTraining() {
    JsonNode json = read(ExportSamples.chat());

    assertThat(json.at("/set/category").textValue()).isEqualTo("model");
    assertThat(json.at("/use/intended-purpose/0/long-description").textValue()).isEqualTo("chat");
    assertThat(json.at("/headwater/activities/0/inputs").toString())
        .contains("dataset:lab:dialogues@1", "\"BASE_MODEL\"");
    assertThat(json.at("/set/notes").toString()).contains("Ancestor model:lab:base@1: not known.");
    assertThat(json.at("/headwater/ancestors/1/known").booleanValue()).isFalse();
  }

  @Test
  void whatNobodyStates_isLeftOutAndListed() {
    ExportFacts nothing = ExportSamples.nothingOf(Asset.parse("dataset:lab:named"));

    Export export = DataProvenanceStandards.write(nothing);

    assertThat(fields(export))
        .containsExactly(
            "set.publisher",
            "set.tracking.current-release-date",
            "set.tracking.initial-release-date",
            "set.tracking.revision-history",
            "set.tracking.status",
            "set.tracking.version",
            "source.about.content",
            "source.about.purpose",
            "source.issuer",
            "source.location",
            "source.data-version",
            "provenance.origin-geography",
            "provenance.date",
            "provenance.generation-period.start",
            "provenance.generation-period.end",
            "provenance.generation-method",
            "provenance.source",
            "provenance.format",
            "use.intended-purpose",
            "use.classification",
            "use.consents",
            "use.license");
    assertThat(DpsSchema.check(export.text()).absent())
        .isEqualTo(
            Set.of(
                "set.publisher",
                "set.tracking.current-release-date",
                "set.tracking.initial-release-date",
                "set.tracking.revision-history",
                "set.tracking.status",
                "set.tracking.version",
                "source.about",
                "source.issuer",
                "source.location",
                "source.data-version",
                "provenance.origin-geography",
                "provenance.date",
                "provenance.generation-method",
                "use.intended-purpose"));
    assertThat(read(nothing).at("/headwater/notStated")).hasSize(export.missing().size());
  }

  @Test
  void undocumentedSynthesis_isSaidToBe_andHasNoMethod() {
    JsonNode json = read(ExportSamples.undocumented());

    assertThat(json.at("/provenance/generation-method").isMissingNode()).isTrue();
    assertThat(json.at("/headwater/missing")).hasSize(6);
    assertThat(json.at("/set/notes/0/text").textValue())
        .contains("UNDOCUMENTED, missing generator, revision, seed, prompts, parameters, agent.");
  }

  @Test
  void withheldValues_areWithheld() {
    JsonNode json = read(ExportSamples.saying("a trade secret"));

    assertThat(json.at("/headwater/syntheses/0/withheld").toString())
        .isEqualTo("{\"seed\":\"a trade secret\"}");
    assertThat(json.at("/headwater/syntheses/0/notApplicable").toString())
        .isEqualTo("{\"parameters\":\"a trade secret\"}");
    assertThat(json.at("/headwater/documents/0/waive/rationale").textValue())
        .isEqualTo("a trade secret");
  }

  @Test
  void inferredInputs_areMarked() {
    JsonNode json =
        read(
            ChangedFacts.madeBy(
                ExportSamples.chat(),
                List.of(),
                """
                {"eventId":"00000000-0000-4000-8000-000000000009",
                 "eventTime":"2026-11-22T23:30:00Z","type":"TRAIN","producer":"p","run":"t1",
                 "job":{"namespace":"n","name":"j"},
                 "agents":[{"id":"annie","type":"PERSON","role":"ANNOTATOR"}],
                 "inputs":[{"asset":"dataset:lab:guessed","inferred":true}],
                 "outputs":[{"asset":"model:lab:chat@3"}]}
                """));

    assertThat(json.at("/headwater/activities/0/inputs/0/inferred").booleanValue()).isTrue();
    assertThat(json.at("/headwater/links/0/inferred").booleanValue()).isTrue();
    assertThat(json.toString()).doesNotContain("annie");
  }

  @Test
  void annotatorsOfASmallGroup_areNotNamed() {
    JsonNode json =
        read(
            ChangedFacts.madeBy(
                ExportSamples.dialogues(),
                List.of(),
                """
                {"eventId":"00000000-0000-4000-8000-000000000009",
                 "eventTime":"2026-11-22T23:30:00Z","type":"SYNTHESIZE","producer":"p","run":"t1",
                 "job":{"namespace":"n","name":"j"},
                 "agents":[{"id":"annie","type":"PERSON","role":"ANNOTATOR","onBehalfOf":"benno"},
                   {"id":"benno","type":"PERSON","role":"ANNOTATOR"}],
                 "outputs":[{"asset":"dataset:lab:dialogues@1"}]}
                """));

    assertThat(json.toString()).doesNotContain("annie", "benno");
    assertThat(json.at("/headwater/syntheses/0/agents").toString())
        .isEqualTo("[\"fewer than 5 annotators\"]");
  }

  @Test
  void anonymization_isRiskReduction() {
    JsonNode json =
        read(
            ChangedFacts.madeBy(
                ExportSamples.scraped(),
                List.of(),
                """
                {"eventId":"00000000-0000-4000-8000-000000000009",
                 "eventTime":"2026-11-22T23:30:00Z","type":"TRANSFORM","producer":"p","run":"t1",
                 "job":{"namespace":"n","name":"j"},"outputs":[{"asset":"dataset:lab:x"}],
                 "transform":{"operation":"ANONYMIZE","codeRef":"scrub.py@3"}}
                """));

    assertThat(json.at("/use/data-risk-reducing").toString())
        .isEqualTo("[{\"tool-used\":\"scrub.py@3\",\"technology\":\"data-anonymization\"}]");
  }

  @Test
  void whatTheListsLack_isSaid() {
    JsonNode json =
        read(
            ChangedFacts.cut(
                ChangedFacts.leavingOut(ExportSamples.dialogues(), "Some ancestors are missing.")));

    assertThat(json.at("/headwater/leftOut").toString())
        .contains("Some ancestors are missing.")
        .contains("The document has 1 of 8 events that make the asset synthetic.");
    assertThat(json.at("/set/notes").toString()).contains("Some ancestors are missing.");
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "0,true",
    "1.2.3,true",
    "1.0.0-rc.1+a1,true",
    "01,false",
    "v1,false",
    "1.2,false",
    "2026-11,false"
  })
  void version_isAnIntegerOrSemantic(String version, boolean carried) {
    ExportFacts facts =
        ExportSamples.nothingOf(Asset.of(AssetKind.DATASET, "lab", "named", version));

    assertThat(read(facts).at("/source/data-version").isTextual()).isEqualTo(carried);
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void texts_staySame(String text) {
    JsonNode json = read(ExportSamples.saying(text));

    assertThat(json.at("/use/license/0").textValue()).isEqualTo(text);
    assertThat(json.at("/source/about/content").textValue()).isEqualTo(text);
    assertThat(json.at("/headwater/syntheses/0/prompts/0/template").textValue()).isEqualTo(text);
    assertThat(json.at("/headwater/leftOut/0").textValue()).isEqualTo(text);
    assertThat(json.at("/source/name").textValue()).isEqualTo(text);
  }

  @Test
  void randomFacts_giveAValidDocument_andTheSameBytes() {
    for (int seed = 0; seed < 300; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));

      assertThat(read(facts).at("/headwater/asset").textValue())
          .as("seed " + seed)
          .isEqualTo(facts.asset().urn());
      assertThat(DataProvenanceStandards.write(ExportSamples.random(new Random(seed))))
          .as("seed " + seed)
          .isEqualTo(DataProvenanceStandards.write(facts));
    }
  }
}
