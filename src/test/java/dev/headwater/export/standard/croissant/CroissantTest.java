package dev.headwater.export.standard.croissant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows where each fact is in a document of Croissant, and that nothing else is. */
class CroissantTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The properties of schema.org that stand in a document, all of which the standard's page has.
   */
  private static final Set<String> SCHEMA_ORG =
      Set.of(
          "contentSize",
          "creator",
          "dateCreated",
          "distribution",
          "identifier",
          "inLanguage",
          "isBasedOn",
          "license",
          "name",
          "sha256",
          "spatialCoverage",
          "version");

  private static JsonNode written(ExportFacts facts) {
    try {
      return JSON.readTree(Croissant.write(facts).text());
    } catch (IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static List<String> missing(ExportFacts facts) {
    return Croissant.write(facts).missing().stream().map(Missing::field).toList();
  }

  private static ExportFacts with(ExportFacts facts, List<Link> links, List<String> leftOut) {
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

  @Test
  void collectedDataset_hasWhatItsIngestStates() {
    JsonNode document = written(ExportSamples.scraped());

    assertThat(document.path("@type").asText()).isEqualTo("sc:Dataset");
    assertThat(document.path("conformsTo").get(0).asText())
        .isEqualTo("http://mlcommons.org/croissant/1.1");
    assertThat(document.path("name").asText()).isEqualTo("corpora/udhr");
    assertThat(document.path("version").asText()).isEqualTo("2026-11");
    assertThat(document.path("license").asText()).isEqualTo("CC-BY-4.0");
    assertThat(document.path("isBasedOn").asText()).isEqualTo("https://example.org/udhr");
    assertThat(document.path("inLanguage")).hasToString("[\"en\",\"sw\"]");
    assertThat(document.at("/creator/0/identifier").asText()).isEqualTo("org:lab");
    assertThat(document.at("/distribution/0/contentSize").asText()).isEqualTo("20480 B");
    assertThat(document.at("/distribution/0/sha256").asText()).startsWith("9f86d08");
    assertThat(document.path("rai:dataCollectionTimeFrame"))
        .hasToString("[\"2026-11-01\",\"2026-11-19\"]");
    assertThat(document.at("/headwater:composition/0/headwater:counts/@value"))
        .hasToString("{\"en\":100,\"sw\":70}");
    assertThat(document.path("headwater:records").asLong()).isEqualTo(175);
  }

  @Test
  void syntheticDataset_hasItsGeneratorPromptParametersSeedAndDecision() {
    JsonNode document = written(ExportSamples.dialogues());
    JsonNode synthesis = document.at("/headwater:synthesis/0");

    assertThat(document.path("headwater:synthetic").asText()).isEqualTo("YES");
    assertThat(document.path("headwater:documentation").asText()).isEqualTo("DOCUMENTED");
    assertThat(synthesis.at("/headwater:generator/0/headwater:revision").asText())
        .isEqualTo("2022-11-28");
    assertThat(synthesis.at("/headwater:prompt/0/headwater:template").asText())
        .isEqualTo("You are asked to ...");
    assertThat(synthesis.at("/headwater:parameters/@value/temperature").asText()).isEqualTo("1.0");
    assertThat(synthesis.at("/headwater:seed/0").asText()).isEqualTo(ExportSamples.SCRAPED.urn());
    assertThat(document.at("/headwater:decision/0/headwater:rationale").asText())
        .isEqualTo("users write informally");
    assertThat(document.at("/prov:wasGeneratedBy/0/prov:qualifiedUsage/0/headwater:role").asText())
        .isEqualTo("SEED");
    assertThat(
            document
                .at("/prov:wasGeneratedBy/0/prov:qualifiedAssociation/0/headwater:onBehalfOf")
                .asText())
        .isEqualTo("org:lab");
    assertThat(document.at("/prov:wasDerivedFrom/0/@id").asText())
        .isEqualTo(ExportSamples.SCRAPED.urn());
  }

  @Test
  void whatNobodyStates_isLeftOutAndListed() {
    JsonNode document = written(ExportSamples.undocumented());

    assertThat(missing(ExportSamples.undocumented()))
        .containsExactly(
            "description", "license", "url", "creator", "datePublished", "distribution");
    for (String field : missing(ExportSamples.undocumented())) {
      assertThat(document.has(field)).as(field).isFalse();
    }
    assertThat(document.findValuesAsText("headwater:field"))
        .isEqualTo(missing(ExportSamples.undocumented()));
    assertThat(document.path("headwater:documentation").asText()).isEqualTo("UNDOCUMENTED");
    assertThat(document.path("headwater:missingDocumentation")).hasSize(6);
    assertThat(missing(ExportSamples.scraped()))
        .containsExactly(
            "description",
            "url",
            "datePublished",
            "distribution[0].contentUrl",
            "distribution[0].encodingFormat");
  }

  @Test
  void withheldValue_isShownAsWithheld() {
    JsonNode document = written(ExportSamples.saying("our own business"));

    assertThat(document.at("/headwater:synthesis/0/headwater:withheld/headwater:seed").asText())
        .isEqualTo("our own business");
    assertThat(
            document
                .at("/headwater:synthesis/0/headwater:notApplicable/headwater:parameters")
                .asText())
        .isEqualTo("our own business");
  }

  @Test
  void inferredEdge_andInputThatOnlyFilters_areToldApart() {
    ExportFacts facts = ExportSamples.dialogues();
    Asset source = ExportSamples.SCRAPED;
    Asset filter = Asset.parse("model:lab:filter@1");
    JsonNode document =
        written(
            with(
                facts,
                List.of(
                    new Link(source, facts.asset(), Role.SOURCE, EventType.TRANSFORM, "r", true),
                    new Link(
                        filter, facts.asset(), Role.FILTER_MODEL, EventType.CLEAN, "r", false)),
                List.of()));

    assertThat(document.path("prov:wasDerivedFrom")).hasSize(1);
    assertThat(document.at("/prov:qualifiedDerivation/0/headwater:inferred").asBoolean()).isTrue();
    assertThat(document.at("/prov:wasInfluencedBy/0/@id").asText()).isEqualTo(filter.urn());
    assertThat(document.at("/prov:qualifiedInfluence/0").has("headwater:inferred")).isFalse();
  }

  @Test
  void whatTheFactsLack_isSaid() {
    ExportFacts facts = ExportSamples.dialogues();
    ExportFacts cut =
        new ExportFacts(
            facts.summary(),
            Bounded.of(facts.syntheses().items(), 7),
            facts.trainings(),
            Bounded.upTo(facts.others().items(), true),
            facts.documents(),
            facts.ancestors(),
            facts.links(),
            List.of("There is more upstream."));

    assertThat(written(cut).path("headwater:leftOut"))
        .hasSize(3)
        .first()
        .extracting(JsonNode::asText)
        .isEqualTo("There is more upstream.");
    assertThat(written(cut).path("headwater:leftOut").get(1).asText()).contains("1 of 7");
    assertThat(written(facts).has("headwater:leftOut")).isFalse();
  }

  @Test
  void ancestorThatCouldNotBeRead_hasNoState() {
    JsonNode ancestors = written(ExportSamples.dialogues()).path("headwater:ancestor");

    assertThat(ancestors.get(0).path("headwater:originKnown").asBoolean()).isTrue();
    assertThat(ancestors.get(1).path("@id").asText())
        .isEqualTo("model:openai:text-davinci-003@2022-11-28");
    assertThat(ancestors.get(1).has("headwater:synthetic")).isFalse();
  }

  @Test
  void everyKey_isATerm() {
    Set<String> prefixes = Set.of("sc", "cr", "rai", "dct", "prov", "headwater");
    Set<String> keys = new TreeSet<>();
    for (int seed = 0; seed < 100; seed++) {
      keys(written(ExportSamples.random(new Random(seed))), keys);
    }
    keys(written(ExportSamples.scraped()), keys);
    keys(written(ExportSamples.saying("text")), keys);

    assertThat(keys).contains("license", "prov:used", "headwater:withheld");
    assertThat(keys)
        .allMatch(
            key ->
                key.startsWith("@")
                    || key.equals("conformsTo")
                    || SCHEMA_ORG.contains(key)
                    || key.contains(":") && prefixes.contains(key.substring(0, key.indexOf(':'))));
  }

  /** Not those of the context and of literals of JSON, which are not terms. */
  private static void keys(JsonNode node, Set<String> keys) {
    node.properties()
        .forEach(
            field -> {
              keys.add(field.getKey());
              if (!field.getKey().equals("@context") && !field.getKey().equals("@value")) {
                keys(field.getValue(), keys);
              }
            });
    if (node.isArray()) {
      node.forEach(item -> keys(item, keys));
    }
  }

  @Test
  void randomFacts_giveTheSameBytesTwice_andValidJson() {
    for (int seed = 0; seed < 100; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));

      assertThat(Croissant.write(ExportSamples.random(new Random(seed))))
          .isEqualTo(Croissant.write(facts));
      assertThat(written(facts).path("@id").asText()).isEqualTo(facts.asset().urn());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"}],\"license\":\"MIT",
        "a\nb\r\u2028c",
        "</script>",
        "\\\"",
        "שלום\u202E",
        "@id"
      })
  void hostileText_staysInItsPlace(String text) {
    JsonNode document = written(ExportSamples.saying(text));
    List<String> texts = new ArrayList<>();
    document.findValuesAsText("headwater:rationale").forEach(texts::add);

    assertThat(document.path("license").asText()).isEqualTo(text);
    assertThat(texts).contains(text);
    assertThat(document.path("headwater:leftOut").get(0).asText()).isEqualTo(text);
  }
}
