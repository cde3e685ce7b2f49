package dev.headwater.export.standard.bom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SpdxTest {
  private static final String SYNTHESIS = "event:00000000-0000-4000-8000-000000000002";

  private static final Pattern URI_CHARACTERS = Pattern.compile("[-._~:@/%!$&'()*+,;=#A-Za-z0-9]*");

  /** A document, with its elements by the name after the {@code #}. */
  private record Doc(JsonNode json) {
    static Doc of(ExportFacts facts) {
      return new Doc(BomTests.parse(Spdx.write(facts)));
    }

    Stream<JsonNode> elements() {
      return StreamSupport.stream(json.get("@graph").spliterator(), false);
    }

    JsonNode only(String type) {
      List<JsonNode> found =
          elements().filter(one -> one.get("type").asText().equals(type)).toList();
      assertThat(found).as(type).hasSize(1);
      return found.get(0);
    }

    String id(String name) {
      return only("SpdxDocument").get("spdxId").asText() + "#" + name;
    }

    JsonNode element(String name) {
      List<JsonNode> found =
          elements().filter(one -> one.path("spdxId").asText().equals(id(name))).toList();
      assertThat(found).as(name).hasSize(1);
      return found.get(0);
    }

    List<JsonNode> from(String from, String type) {
      return elements()
          .filter(one -> one.path("from").asText().equals(id(from)))
          .filter(one -> one.path("relationshipType").asText().equals(type))
          .toList();
    }

    JsonNode one(String from, String type) {
      assertThat(from(from, type)).as(type).hasSize(1);
      return from(from, type).get(0);
    }

    List<String> to(JsonNode relationship) {
      List<String> to = new ArrayList<>();
      String start = id("");
      relationship.get("to").forEach(one -> to.add(one.asText().substring(start.length())));
      return to;
    }
  }

  private static List<String> properties(JsonNode element, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode entry : element.path("extension").path(0).path("extension_cdxProperty")) {
      if (entry.get("extension_cdxPropName").asText().equals("headwater:" + name)) {
        values.add(entry.get("extension_cdxPropValue").asText());
      }
    }
    return values;
  }

  private static List<String> entries(JsonNode array) {
    List<String> entries = new ArrayList<>();
    array.forEach(one -> entries.add(one.get("key").asText() + "=" + one.get("value").asText()));
    return entries;
  }

  @Test
  void dataset_carriesEachFactAtItsPlace() {
    Doc doc = Doc.of(ExportSamples.dialogues());
    JsonNode data = doc.element("dataset:lab:dialogues@1");
    assertThat(data.get("type").asText()).isEqualTo("dataset_DatasetPackage");
    assertThat(data.get("name").asText()).isEqualTo("dialogues");
    assertThat(data.get("software_packageVersion").asText()).isEqualTo("1");
    assertThat(data.get("builtTime").asText()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(data.at("/externalIdentifier/0/identifier").asText())
        .isEqualTo("dataset:lab:dialogues@1");
    assertThat(data.at("/originatedBy/0").asText())
        .isEqualTo(doc.id("agent:PERSON:orcid%3A0000-0002-1825-0097"));
    assertThat(properties(data, "synthetic")).containsExactly("YES");
    assertThat(properties(data, "documentation")).containsExactly("DOCUMENTED");
    assertThat(properties(data, "records")).containsExactly("52002");
    assertThat(properties(data, "composition").get(0)).contains("\"sw\":1002}");
    assertThat(doc.only("SpdxDocument").at("/rootElement/0").asText())
        .isEqualTo(doc.id("dataset:lab:dialogues@1"));
  }

  @Test
  void synthesis_isABuild() {
    Doc doc = Doc.of(ExportSamples.dialogues());
    JsonNode build = doc.element(SYNTHESIS);
    assertThat(build.get("build_buildType").asText())
        .isEqualTo("https://headwater.dev/ns#SYNTHESIZE");
    assertThat(build.get("build_buildId").asText()).isEqualTo("7d3e");
    assertThat(entries(build.get("build_parameter")))
        .containsExactly("temperature=1.0", "top_p=1.0");
    assertThat(properties(build, "synthesize.prompts").get(0))
        .contains("You are asked to ...", "https://git.example/prompt.txt");
    assertThat(properties(build, "synthesize.purpose")).containsExactly("instruction tuning");
    assertThat(properties(build, "synthesize.kept")).containsExactly("52002");
    assertThat(properties(build, "decisions").get(0)).contains("users write informally");
    assertThat(properties(build, "producer"))
        .containsExactly("https://git.example/dialogue@4f2c1d");

    JsonNode input = doc.one(SYNTHESIS, "hasInput");
    assertThat(input.get("completeness").asText()).isEqualTo("complete");
    assertThat(doc.to(input))
        .containsExactly(
            "dataset:s3%3A//lake:corpora/udhr@2026-11", "model:openai:text-davinci-003@2022-11-28");
    assertThat(properties(input, "inputs").get(0)).contains("\"role\":\"SEED\"", "175");
    assertThat(doc.to(doc.one(SYNTHESIS, "hasOutput"))).containsExactly("dataset:lab:dialogues@1");
    assertThat(doc.to(doc.one(SYNTHESIS, "usesTool")))
        .containsExactly("model:openai:text-davinci-003@2022-11-28");
    assertThat(doc.to(doc.one("model:openai:text-davinci-003@2022-11-28", "generates")))
        .containsExactly("dataset:lab:dialogues@1");
    JsonNode agent = doc.one(SYNTHESIS, "other");
    assertThat(properties(agent, "agents").get(0)).contains("PROMPT_AUTHOR", "org:lab");
  }

  @Test
  void ancestors_arePackages_withTheirState_andEdges() {
    Doc doc = Doc.of(ExportSamples.dialogues());
    JsonNode seed = doc.element("dataset:s3%3A//lake:corpora/udhr@2026-11");
    assertThat(properties(seed, "synthetic")).containsExactly("NO");
    assertThat(properties(seed, "originKnown")).containsExactly("true");
    JsonNode generator = doc.element("model:openai:text-davinci-003@2022-11-28");
    assertThat(generator.get("type").asText()).isEqualTo("ai_AIPackage");
    assertThat(properties(generator, "state").get(0)).startsWith("not known");
    assertThat(properties(generator, "documentation")).isEmpty();
    assertThat(doc.from("dataset:lab:dialogues@1", "descendantOf")).hasSize(2);
  }

  @Test
  void collection_carriesItsIngest() {
    Doc doc = Doc.of(ExportSamples.scraped());
    String name = "dataset:s3%3A//lake:corpora/udhr@2026-11";
    JsonNode data = doc.element(name);
    assertThat(data.get("dataset_datasetSize").asLong()).isEqualTo(20480);
    assertThat(data.get("dataset_dataCollectionProcess").asText()).isEqualTo("download");
    assertThat(data.get("dataset_intendedUse").asText()).isEqualTo("language modelling");
    assertThat(data.get("dataset_hasSensitivePersonalInformation").asText()).isEqualTo("no");
    assertThat(data.at("/verifiedUsing/0/hashValue").asText()).startsWith("9f86d081");
    assertThat(properties(data, "ingest.sourceUri")).containsExactly("https://example.org/udhr");
    assertThat(properties(data, "ingest.languages")).containsExactly("en", "sw");
    JsonNode license = doc.element(doc.to(doc.one(name, "hasDeclaredLicense")).get(0));
    assertThat(license.get("simplelicensing_licenseExpression").asText()).isEqualTo("CC-BY-4.0");
    assertThat(doc.from(name, "hasConcludedLicense")).isEmpty();
    assertThat(Spdx.write(ExportSamples.scraped()).missing())
        .extracting(Export.Missing::field)
        .contains("hasConcludedLicense")
        .doesNotContain("hasDeclaredLicense");
  }

  @Test
  void model_carriesItsTraining() {
    Doc doc = Doc.of(ExportSamples.chat());
    JsonNode model = doc.element("model:lab:chat@3");
    assertThat(model.get("type").asText()).isEqualTo("ai_AIPackage");
    assertThat(entries(model.get("ai_hyperparameter"))).containsExactly("lr=1e-5");
    assertThat(model.get("ai_informationAboutTraining").asText()).isEqualTo("fine-tuning");
    assertThat(model.get("ai_informationAboutApplication").asText()).isEqualTo("chat");
    JsonNode trained = doc.one("model:lab:chat@3", "trainedOn");
    assertThat(doc.to(trained)).containsExactly("dataset:lab:dialogues@1");
    assertThat(trained.get("completeness").asText()).isEqualTo("complete");
    String training = "event:00000000-0000-4000-8000-000000000003";
    assertThat(properties(doc.element(training), "train.intendedUse.targets").get(0))
        .contains("\"sw\":0.1");
    assertThat(doc.to(doc.one(training, "usesTool")))
        .containsExactly("agent:SOFTWARE:trainer%2F2.1");
    assertThat(doc.element("agent:SOFTWARE:trainer%2F2.1").get("type").asText()).isEqualTo("Tool");
  }

  @Test
  void undocumentedData_saysWhatIsMissing_andInventsNothing() {
    Export export = Spdx.write(ExportSamples.undocumented());
    Doc doc = Doc.of(ExportSamples.undocumented());
    JsonNode data = doc.element("dataset:lab:mystery");
    assertThat(properties(data, "documentation")).containsExactly("UNDOCUMENTED");
    assertThat(properties(data, "missing"))
        .containsExactly("generator", "revision", "seed", "prompts", "parameters", "agent");
    for (String field :
        List.of("originatedBy", "releaseTime", "software_downloadLocation", "verifiedUsing")) {
      assertThat(data.has(field)).as(field).isFalse();
      assertThat(export.missing())
          .extracting(Export.Missing::field)
          .contains("dataset_DatasetPackage." + field);
    }
    assertThat(data.at("/dataset_datasetType/0").asText()).isEqualTo("noAssertion");
    assertThat(data.has("software_packageVersion")).isFalse();
    assertThat(properties(doc.only("SpdxDocument"), "notStated"))
        .containsExactlyElementsOf(
            export.missing().stream().map(one -> one.field() + ": " + one.reason()).toList());
    assertThat(doc.element("event:00000000-0000-4000-8000-000000000004").has("build_parameter"))
        .isFalse();
  }

  @Test
  void assetWithoutEvents_hasNoTime() {
    ExportFacts facts = ExportSamples.nothingOf(Asset.of(AssetKind.MODEL, "lab", "ghost"));
    Doc doc = Doc.of(facts);
    assertThat(doc.only("CreationInfo").has("created")).isFalse();
    assertThat(Spdx.write(facts).missing())
        .extracting(Export.Missing::field)
        .contains(
            "CreationInfo.created",
            "ai_AIPackage.builtTime",
            "ai_AIPackage.suppliedBy",
            "ai_AIPackage.software_packageVersion");
    assertThat(properties(doc.element("model:lab:ghost"), "synthetic")).containsExactly("UNKNOWN");
  }

  @Test
  void placeholders_stateNothing() {
    Export export = Spdx.write(BomTests.placeholders());
    JsonNode json = BomTests.parse(export);
    assertThat(json.findValues("simplelicensing_licenseExpression")).isEmpty();
    assertThat(export.missing())
        .extracting(Export.Missing::field)
        .contains(
            "hasDeclaredLicense", "hasConcludedLicense", "dataset_DatasetPackage.originatedBy");
    JsonNode data = new Doc(json).element("dataset:lab:vague");
    assertThat(properties(data, "ingest.consent")).isEmpty();
    assertThat(data.has("originatedBy")).isFalse();
    assertThat(data.has("dataset_intendedUse")).isFalse();
    assertThat(data.has("dataset_dataCollectionProcess")).isFalse();
    assertThat(export.text().toLowerCase(Locale.ROOT))
        .doesNotContain("tbd", "todo", "n/a", "\"none\"");
  }

  @Test
  void profiles_areOnlyThoseThatAlwaysHold() {
    JsonNode profiles = Doc.of(ExportSamples.chat()).only("SpdxDocument").get("profileConformance");
    assertThat(profiles.toString()).isEqualTo("[\"core\",\"software\",\"simpleLicensing\"]");
  }

  @Test
  void creationTime_isThatOfTheLatestEvent_inSeconds() {
    ExportFacts sample = ExportSamples.dialogues();
    Doc doc =
        Doc.of(
            BomTests.with(sample, sample.syntheses(), Bounded.all(List.of(BomTests.lateSeed()))));
    assertThat(doc.only("CreationInfo").get("created").asText()).isEqualTo("2026-11-23T10:00:00Z");
  }

  @Test
  void withheldValue_isShownAsWithheld() {
    JsonNode build =
        Doc.of(BomTests.withheld()).element("event:00000000-0000-4000-8000-00000000000a");
    assertThat(properties(build, "synthesize.prompts.withheld")).containsExactly("a trade secret");
    assertThat(properties(build, "synthesize.prompts")).isEmpty();
    assertThat(properties(build, "synthesize.seed.notApplicable"))
        .containsExactly("drawn from a grammar");
  }

  @Test
  void inferredInputs_areApart_andNeitherPartIsComplete() {
    Doc doc = Doc.of(BomTests.inferred());
    String build = "event:00000000-0000-4000-8000-00000000000b";
    List<JsonNode> inputs = doc.from(build, "hasInput");
    assertThat(inputs).hasSize(2);
    assertThat(inputs).allMatch(one -> one.get("completeness").asText().equals("noAssertion"));
    assertThat(inputs.get(0).has("comment")).isFalse();
    assertThat(doc.to(inputs.get(1))).containsExactly("dataset:lab:b@1");
    assertThat(inputs.get(1).get("comment").asText()).startsWith("Only inferred");
    JsonNode edge = doc.from("dataset:lab:dialogues@1", "descendantOf").get(1);
    assertThat(edge.get("comment").asText()).startsWith("Only inferred");
    assertThat(properties(edge, "link").get(0)).contains("\"inferred\":true");
  }

  @Test
  void lateDocument_isAnAnnotation_andInputsAreNoLongerComplete() {
    ExportFacts sample = ExportSamples.dialogues();
    Doc doc =
        Doc.of(
            BomTests.with(sample, sample.syntheses(), Bounded.all(List.of(BomTests.lateSeed()))));
    JsonNode annotation = doc.only("Annotation");
    assertThat(annotation.get("subject").asText()).isEqualTo(doc.id("dataset:lab:dialogues@1"));
    assertThat(properties(annotation, "document.amends"))
        .containsExactly("00000000-0000-4000-8000-000000000002");
    assertThat(properties(annotation, "document.reclassify.reason"))
        .containsExactly("it is generated");
    assertThat(properties(annotation, "inputs").get(0)).contains("dataset:lab:late-seed@1");
    assertThat(doc.one(SYNTHESIS, "hasInput").get("completeness").asText())
        .isEqualTo("noAssertion");
    assertThat(entries(doc.element(SYNTHESIS).get("build_parameter"))).contains("seed=42");
    assertThat(properties(doc.element("dataset:lab:late-seed@1"), "state").get(0))
        .startsWith("not known");
  }

  @Test
  void whatWasNotRead_isVisible() {
    ExportFacts sample = ExportSamples.dialogues();
    ExportFacts cut =
        BomTests.lacking(
            BomTests.with(
                sample, Bounded.of(sample.syntheses().items(), 7), Bounded.upTo(List.of(), true)),
            List.of("Only the nearest ancestors."));
    JsonNode document = Doc.of(cut).only("SpdxDocument");
    assertThat(properties(document, "leftOut"))
        .containsExactly(
            "Only the nearest ancestors.",
            "The document has 1 of 7 events that make the asset synthetic.",
            "The document has 0 DOCUMENT events about the asset; there may be more.");
    assertThat(Doc.of(cut).one(SYNTHESIS, "hasInput").get("completeness").asText())
        .isEqualTo("noAssertion");
  }

  @Test
  void generatorThatIsNoAsset_isAPackageOfItsOwn_andUnlistedLicenseIsAReference() {
    Doc doc = Doc.of(ExportSamples.saying("a b"));
    JsonNode generator = doc.element("generator:a%20b:a%20b:a%20b");
    assertThat(generator.get("name").asText()).isEqualTo("a b");
    assertThat(properties(generator, "state").get(0)).startsWith("not known");
    JsonNode license = doc.only("simplelicensing_LicenseExpression");
    assertThat(license.get("simplelicensing_licenseExpression").asText()).startsWith("LicenseRef-");
    assertThat(license.at("/simplelicensing_customIdToUri/0/value").asText())
        .isEqualTo(doc.only("simplelicensing_SimpleLicensingText").get("spdxId").asText());
    assertThat(
            doc.only("simplelicensing_SimpleLicensingText")
                .get("simplelicensing_licenseText")
                .asText())
        .isEqualTo("a b");
  }

  @Test
  void everyDocument_refersOnlyToItsElements_andGivesTheSameBytes() {
    BomTests.all()
        .forEach(
            facts -> {
              Export export = Spdx.write(facts);
              assertThat(Spdx.write(facts)).isEqualTo(export);
              assertThat(export.text()).endsWith("}\n");
              JsonNode json = BomTests.parse(export);
              Set<String> ids = new HashSet<>();
              for (JsonNode one : json.get("@graph")) {
                String id = one.path("spdxId").asText();
                assertThat(ids.add(id) && URI_CHARACTERS.matcher(id).matches()).as(id).isTrue();
              }
              Set<String> targets = new HashSet<>();
              for (JsonNode one : json.get("@graph")) {
                for (String field : List.of("from", "subject")) {
                  if (one.has(field)) {
                    targets.add(one.get(field).asText());
                  }
                }
                for (String field : List.of("to", "originatedBy", "element", "rootElement")) {
                  one.path(field).forEach(to -> targets.add(to.asText()));
                }
              }
              targets.removeAll(ids);
              assertThat(targets).isEmpty();
              String document = json.at("/@graph/1/spdxId").asText();
              assertThat(document).startsWith("urn:uuid:");
            });
  }

  @Test
  void differentFacts_haveDifferentIds() {
    Set<String> ids = new HashSet<>();
    BomTests.samples().forEach(facts -> ids.add(Doc.of(facts).id("")));
    assertThat(ids).hasSize(4);
    assertThat(Doc.of(BomTests.lacking(ExportSamples.chat(), List.of("x"))).id(""))
        .isNotEqualTo(Doc.of(ExportSamples.chat()).id(""));
  }

  @Test
  void hostileTexts_areReadBackAsTheyAre() {
    for (String text : BomTests.HOSTILE) {
      JsonNode json = BomTests.parse(Spdx.write(ExportSamples.saying(text)));
      Doc doc = new Doc(json);
      JsonNode model =
          doc.element(BomNames.ofUrn(Asset.of(AssetKind.MODEL, text, text, text).urn()));
      assertThat(model.get("name").asText()).isEqualTo(text);
      assertThat(properties(model, "ingest.consent")).containsExactly(text);
      assertThat(properties(doc.only("SpdxDocument"), "leftOut")).containsExactly(text);
      assertThat(BomTests.texts(json)).contains(text);
    }
  }
}
