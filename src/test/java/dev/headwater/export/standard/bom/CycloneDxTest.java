package dev.headwater.export.standard.bom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CycloneDxTest {
  private static final String SCRAPED = "dataset:s3%3A//lake:corpora/udhr@2026-11";
  private static final String GENERATOR = "model:openai:text-davinci-003@2022-11-28";

  private static JsonNode of(ExportFacts facts) {
    return BomTests.parse(CycloneDx.write(facts));
  }

  private static List<String> properties(JsonNode element, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode property : element.path("properties")) {
      if (property.get("name").asText().equals("headwater:" + name)) {
        values.add(property.get("value").asText());
      }
    }
    return values;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(one -> strings.add(one.asText()));
    return strings;
  }

  private static JsonNode component(JsonNode bom, String ref) {
    for (JsonNode one : bom.path("components")) {
      if (one.path("bom-ref").asText().equals(ref)) {
        return one;
      }
    }
    throw new AssertionError(ref + " is no component");
  }

  private static JsonNode task(JsonNode bom) {
    return bom.at("/formulation/0/workflows/0/tasks/0");
  }

  private static List<String> fields(ExportFacts facts) {
    return CycloneDx.write(facts).missing().stream().map(Export.Missing::field).toList();
  }

  @Test
  void dataset_carriesEachFactAtItsPlace() {
    JsonNode bom = of(ExportSamples.dialogues());
    JsonNode data = bom.at("/metadata/component");
    assertThat(bom.get("specVersion").asText()).isEqualTo("1.7");
    assertThat(data.get("type").asText()).isEqualTo("data");
    assertThat(data.get("bom-ref").asText()).isEqualTo("dataset:lab:dialogues@1");
    assertThat(data.get("group").asText()).isEqualTo("lab");
    assertThat(data.get("name").asText()).isEqualTo("dialogues");
    assertThat(data.get("version").asText()).isEqualTo("1");
    assertThat(data.at("/authors/0/name").asText()).isEqualTo("orcid:0000-0002-1825-0097");
    assertThat(properties(data, "synthetic")).containsExactly("YES");
    assertThat(properties(data, "documentation")).containsExactly("DOCUMENTED");
    assertThat(properties(data, "records")).containsExactly("52002");
    assertThat(bom.at("/metadata/timestamp").asText()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(properties(bom.get("metadata"), "note").get(0)).contains("latest event");
  }

  @Test
  void synthesis_isATask() {
    JsonNode bom = of(ExportSamples.dialogues());
    JsonNode workflow = bom.at("/formulation/0/workflows/0");
    assertThat(workflow.get("uid").asText()).isEqualTo("7d3e");
    assertThat(workflow.get("name").asText()).isEqualTo("make-dialogues");
    JsonNode task = task(bom);
    assertThat(task.get("uid").asText()).isEqualTo("00000000-0000-4000-8000-000000000002");
    assertThat(task.at("/inputs/0/resource/ref").asText()).isEqualTo(SCRAPED);
    assertThat(properties(task.at("/inputs/0"), "inputs.role")).containsExactly("SEED");
    assertThat(properties(task.at("/inputs/0"), "inputs.records")).containsExactly("175");
    assertThat(task.at("/inputs/1/resource/ref").asText()).isEqualTo(GENERATOR);
    assertThat(task.at("/inputs/2/parameters/0/name").asText()).isEqualTo("temperature");
    assertThat(task.at("/inputs/2/parameters/1/value").asText()).isEqualTo("1.0");
    assertThat(task.at("/outputs/0/resource/ref").asText()).isEqualTo("dataset:lab:dialogues@1");
    assertThat(properties(task.at("/outputs/0"), "outputs.records")).containsExactly("52002");
    assertThat(properties(task, "synthesize.prompts").get(0)).contains("You are asked to ...");
    assertThat(properties(task, "synthesize.filters")).containsExactly("rouge-l > 0.7 rejected");
    assertThat(properties(task, "decisions").get(0)).contains("informal");
    assertThat(properties(task, "agents").get(0)).contains("PROMPT_AUTHOR", "org:lab");
  }

  @Test
  void ancestors_areComponents_withTheirState_andDependencies() {
    JsonNode bom = of(ExportSamples.dialogues());
    assertThat(properties(component(bom, SCRAPED), "synthetic")).containsExactly("NO");
    JsonNode generator = component(bom, GENERATOR);
    assertThat(generator.get("type").asText()).isEqualTo("machine-learning-model");
    assertThat(generator.get("group").asText()).isEqualTo("openai");
    assertThat(properties(generator, "state").get(0)).startsWith("not known");
    assertThat(properties(generator, "documentation")).isEmpty();
    assertThat(bom.at("/dependencies/0/ref").asText()).isEqualTo("dataset:lab:dialogues@1");
    assertThat(strings(bom.at("/dependencies/0/dependsOn"))).containsExactly(SCRAPED, GENERATOR);
    assertThat(bom.at("/compositions/0/aggregate").asText()).isEqualTo("complete");
    assertThat(strings(bom.at("/compositions/0/dependencies")))
        .containsExactly("dataset:lab:dialogues@1");
    assertThat(bom.at("/compositions/1/aggregate").asText()).isEqualTo("unknown");
    assertThat(strings(bom.at("/compositions/1/dependencies")))
        .containsExactlyInAnyOrder(SCRAPED, GENERATOR);
  }

  @Test
  void collection_carriesItsIngest() {
    JsonNode data = of(ExportSamples.scraped()).at("/metadata/component");
    assertThat(data.at("/hashes/0/content").asText()).startsWith("9f86d081");
    assertThat(data.at("/licenses/0/license/id").asText()).isEqualTo("CC-BY-4.0");
    assertThat(data.at("/licenses/0/license/acknowledgement").asText()).isEqualTo("declared");
    assertThat(data.at("/manufacturer/name").asText()).isEqualTo("org:lab");
    assertThat(properties(data, "ingest.sourceUri")).containsExactly("https://example.org/udhr");
    assertThat(properties(data, "ingest.personalData")).containsExactly("NO");
    assertThat(properties(data, "bytes")).containsExactly("20480");
  }

  @Test
  void model_hasAModelCard_andAPedigree() {
    JsonNode bom = of(ExportSamples.chat());
    JsonNode model = bom.at("/metadata/component");
    assertThat(model.get("type").asText()).isEqualTo("machine-learning-model");
    assertThat(model.at("/modelCard/modelParameters/datasets/0/ref").asText())
        .isEqualTo("dataset:lab:dialogues@1");
    assertThat(strings(model.at("/modelCard/considerations/useCases"))).containsExactly("chat");
    assertThat(strings(model.at("/modelCard/considerations/users"))).containsExactly("everybody");
    assertThat(model.at("/pedigree/ancestors/0/name").asText()).isEqualTo("base");
    assertThat(model.at("/pedigree/ancestors")).hasSize(1);
    assertThat(task(bom).at("/inputs/2/parameters/0/value").asText()).isEqualTo("1e-5");
    assertThat(properties(task(bom), "train.stage")).containsExactly("fine-tuning");
    assertThat(bom.get("dependencies")).hasSize(2);
  }

  @Test
  void undocumentedData_saysWhatIsMissing_andInventsNothing() {
    JsonNode bom = of(ExportSamples.undocumented());
    JsonNode data = bom.at("/metadata/component");
    assertThat(properties(data, "documentation")).containsExactly("UNDOCUMENTED");
    assertThat(properties(data, "missing"))
        .containsExactly("generator", "revision", "seed", "prompts", "parameters", "agent");
    for (String field :
        List.of("version", "supplier", "description", "hashes", "licenses", "authors")) {
      assertThat(data.has(field)).as(field).isFalse();
      assertThat(fields(ExportSamples.undocumented())).contains("metadata.component." + field);
    }
    assertThat(properties(bom.get("metadata"), "notStated"))
        .hasSameSizeAs(fields(ExportSamples.undocumented()));
    assertThat(task(bom).has("inputs")).isFalse();
    assertThat(bom.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
    assertThat(bom.has("components")).isFalse();
  }

  @Test
  void assetWithoutEvents_hasNoTime_andIsNeverComplete() {
    ExportFacts facts = ExportSamples.nothingOf(Asset.of(AssetKind.MODEL, "lab", "ghost"));
    JsonNode bom = of(facts);
    assertThat(bom.get("metadata").has("timestamp")).isFalse();
    assertThat(bom.has("formulation")).isFalse();
    assertThat(bom.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
    assertThat(fields(facts)).contains("metadata.timestamp");
    assertThat(properties(bom.at("/metadata/component"), "synthetic")).containsExactly("UNKNOWN");
  }

  @Test
  void withheldValue_isShownAsWithheld() {
    JsonNode task = task(of(BomTests.withheld()));
    assertThat(properties(task, "synthesize.prompts.withheld")).containsExactly("a trade secret");
    assertThat(properties(task, "synthesize.prompts")).isEmpty();
    assertThat(properties(task, "synthesize.seed.notApplicable"))
        .containsExactly("drawn from a grammar");
  }

  @Test
  void inferredInputs_areMarked() {
    JsonNode bom = of(BomTests.inferred());
    assertThat(properties(task(bom).at("/inputs/0"), "inputs.inferred")).isEmpty();
    assertThat(properties(task(bom).at("/inputs/1"), "inputs.inferred")).containsExactly("true");
    List<String> links = properties(bom.get("metadata"), "link");
    assertThat(links.get(0)).contains("dataset:lab:a@1", "\"inferred\":false");
    assertThat(links.get(1)).contains("dataset:lab:b@1", "\"inferred\":true");
  }

  @Test
  void lateDocument_isAnAnnotation_andDependenciesAreNoLongerComplete() {
    ExportFacts sample = ExportSamples.dialogues();
    JsonNode bom =
        of(BomTests.with(sample, sample.syntheses(), Bounded.all(List.of(BomTests.lateSeed()))));
    JsonNode annotation = bom.at("/annotations/0");
    assertThat(annotation.at("/annotator/individual/name").asText()).isEqualTo("ada");
    assertThat(annotation.get("text").asText()).contains("it is generated", "late-seed");
    assertThat(annotation.get("timestamp").asText()).isEqualTo("2026-11-23T10:00:00.500Z");
    assertThat(bom.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
    assertThat(properties(component(bom, "dataset:lab:late-seed@1"), "state")).hasSize(1);
  }

  @Test
  void placeholders_stateNothing() {
    ExportFacts facts = BomTests.placeholders();
    JsonNode bom = of(facts);
    assertThat(bom.at("/metadata/component").has("licenses")).isFalse();
    assertThat(bom.at("/metadata/component").has("authors")).isFalse();
    assertThat(properties(bom.at("/metadata/component"), "ingest.consent")).isEmpty();
    assertThat(properties(bom.at("/metadata/component"), "sha256")).isEmpty();
    assertThat(CycloneDx.write(facts).text().toLowerCase(Locale.ROOT))
        .doesNotContain("tbd", "todo", "n/a", "\"none\"");
    assertThat(fields(facts)).contains("metadata.component.licenses", "metadata.component.authors");
  }

  @Test
  void incompleteInputs_areIncomplete() {
    LineageEvent event =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-00000000000d","eventTime":"2026-11-21T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"r","inputsComplete":"INCOMPLETE",
             "job":{"namespace":"pipelines","name":"make"},
             "outputs":[{"asset":"dataset:lab:dialogues@1"}]}
            """);
    JsonNode bom =
        of(
            BomTests.with(
                ExportSamples.dialogues(), Bounded.all(List.of(event)), Bounded.all(List.of())));
    assertThat(bom.at("/compositions/0/aggregate").asText()).isEqualTo("incomplete");
  }

  @Test
  void whatWasNotRead_isVisible_andNothingIsComplete() {
    ExportFacts sample = ExportSamples.dialogues();
    JsonNode left = of(BomTests.lacking(sample, List.of("Only the nearest ancestors.")));
    assertThat(properties(left.get("metadata"), "leftOut"))
        .containsExactly("Only the nearest ancestors.");
    assertThat(left.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
    JsonNode cut =
        of(
            BomTests.with(
                sample, Bounded.of(sample.syntheses().items(), 7), Bounded.all(List.of())));
    assertThat(properties(cut.get("metadata"), "leftOut"))
        .containsExactly("The document has 1 of 7 events that make the asset synthetic.");
    assertThat(cut.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
  }

  @Test
  void everyDocument_refersOnlyToItsElements_andGivesTheSameBytes() {
    Set<String> serials = new HashSet<>();
    int[] documents = {0};
    BomTests.all()
        .forEach(
            facts -> {
              Export export = CycloneDx.write(facts);
              assertThat(CycloneDx.write(facts)).isEqualTo(export);
              JsonNode bom = BomTests.parse(export);
              List<String> refs = new ArrayList<>();
              bom.findValues("bom-ref").forEach(ref -> refs.add(ref.asText()));
              assertThat(new HashSet<>(refs)).hasSameSizeAs(refs);
              Set<String> targets = new HashSet<>();
              bom.findValues("ref").forEach(ref -> targets.add(ref.asText()));
              bom.findValues("dependsOn").forEach(list -> targets.addAll(strings(list)));
              bom.findValues("subjects").forEach(list -> targets.addAll(strings(list)));
              bom.get("compositions")
                  .forEach(one -> targets.addAll(strings(one.get("dependencies"))));
              targets.removeAll(new HashSet<>(refs));
              assertThat(targets).isEmpty();
              serials.add(bom.get("serialNumber").asText());
              documents[0]++;
            });
    assertThat(serials).hasSize(documents[0]);
  }

  @Test
  void hostileTexts_areReadBackAsTheyAre() {
    for (String text : BomTests.HOSTILE) {
      JsonNode bom = of(ExportSamples.saying(text));
      JsonNode model = bom.at("/metadata/component");
      assertThat(model.get("name").asText()).isEqualTo(text);
      assertThat(model.get("group").asText()).isEqualTo(text);
      assertThat(model.at("/licenses/0/license/name").asText()).isEqualTo(text);
      assertThat(properties(model, "ingest.consent")).containsExactly(text);
      assertThat(properties(bom.get("metadata"), "leftOut")).containsExactly(text);
    }
  }
}
