package dev.headwater.export.standard.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.export.Rendered;
import dev.headwater.export.standard.facts.ChangedFacts;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class HuggingFaceCardTest {
  private static final List<String> HOSTILE = ChangedFacts.HOSTILE;
  private static final String TRAIN_ON_HUB =
      """
      {"eventId":"00000000-0000-4000-8000-000000000009","eventTime":"2026-11-22T10:00:00Z",
       "type":"TRAIN","producer":"p","run":"t1","job":{"namespace":"n","name":"j"},
       "inputs":[{"asset":"dataset:huggingface.co:lab/seeds"},
         {"asset":"dataset:lab:guessed","inferred":true},
         {"asset":"model:huggingface.co:lab/base@4","role":"BASE_MODEL"}],
       "outputs":[{"asset":"model:lab:chat@3"}]}
      """;

  /** A card as independent parsers read it. */
  private record Card(Map<String, Object> yaml, Rendered body, List<Missing> missing) {
    static Card of(ExportFacts facts) {
      Export export = HuggingFaceCard.write(facts);
      String text = export.text();
      assertThat(text).startsWith("---\n").endsWith("\n");
      int end = text.indexOf("\n---\n", 3) + 1;
      Map<String, Object> yaml =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(text.substring(4, end));
      return new Card(yaml, Rendered.of(text.substring(end + 4)), export.missing());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> headwater() {
      return (Map<String, Object>) yaml.get("headwater");
    }

    List<String> missingFields() {
      return missing.stream().map(Missing::field).toList();
    }
  }

  @Test
  void dataset_carriesWhatAnIngestStates() {
    Card card = Card.of(ExportSamples.scraped());

    assertThat(card.yaml())
        .containsEntry("license", "cc-by-4.0")
        .containsEntry("language", List.of("en", "sw"))
        .containsEntry("pretty_name", "corpora/udhr")
        .containsEntry("size_categories", List.of("n<1K"))
        .doesNotContainKeys(
            "license_name", "tags", "language_creators", "annotations_creators", "source_datasets");
    assertThat(card.missingFields())
        .containsExactly(
            "annotations_creators", "language_creators", "source_datasets", "task_categories");
    assertThat(card.body().text())
        .contains("https://example.org/udhr", "download", "2026-11-01", "2026-11-19", "KE")
        .contains("language modelling", "coverage", "not needed", "org:lab", "COLLECTOR")
        .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .contains("Composition by language", "MEASURED", "20,480");
  }

  @Test
  void dataset_carriesTheSynthesis() {
    Card card = Card.of(ExportSamples.dialogues());

    assertThat(card.yaml())
        .containsEntry("tags", List.of("synthetic"))
        .containsEntry("language_creators", List.of("machine-generated"))
        .containsEntry("size_categories", List.of("10K<n<100K"))
        .containsEntry("source_datasets", List.of("dataset:s3%3A//lake:corpora/udhr@2026-11"))
        .doesNotContainKey("annotations_creators");
    assertThat(card.headwater())
        .containsEntry("namespace", "https://headwater.dev/ns#")
        .containsEntry("asset", "dataset:lab:dialogues@1")
        .containsEntry("synthetic", "YES")
        .containsEntry("documentation", "DOCUMENTED");
    assertThat(card.body().text())
        .contains("text-davinci-003", "2022-11-28", "You are asked to ...")
        .contains("https://git.example/prompt.txt", "temperature", "top_p", "82,000", "52,002")
        .contains("rouge-l > 0.7 rejected", "https://openai.example/terms", "instruction tuning")
        .contains("d-17", "Which register?", "informal", "users write informally")
        .contains("orcid:0000-0002-1825-0097", "PROMPT_AUTHOR", "make-dialogues", "7d3e");
  }

  @Test
  void dataset_isNotTaggedSynthetic_ifItIsOnlyMadeFromSyntheticData() {
    assertThat(Card.of(ExportSamples.scraped()).yaml()).doesNotContainKey("tags");
    assertThat(Card.of(ExportSamples.chat()).yaml())
        .doesNotContainKeys("tags", "language_creators");
  }

  @Test
  void dataset_hasMachineGeneratedAnnotations_ifAModelLabelledIt() {
    ExportFacts labelled =
        ChangedFacts.madeBy(
            ExportSamples.dialogues(),
            List.of(),
            """
            {"eventId":"00000000-0000-4000-8000-000000000008","eventTime":"2026-11-22T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"t1","job":{"namespace":"n","name":"j"},
             "inputs":[{"asset":"model:lab:judge@1","role":"ANNOTATOR_MODEL"}],
             "outputs":[{"asset":"dataset:lab:dialogues@1"}],
             "synthesize":{"kind":"PSEUDO_LABEL"}}
            """);

    Card card = Card.of(labelled);

    assertThat(card.yaml())
        .containsEntry("annotations_creators", List.of("machine-generated"))
        .doesNotContainKey("language_creators");
    assertThat(card.missingFields()).contains("language_creators");
  }

  @Test
  void model_namesRepositoriesOfTheHub_andItsOtherInputsInTheExtension() {
    Card card = Card.of(ExportSamples.chat());

    assertThat(card.yaml()).doesNotContainKeys("base_model", "datasets", "license", "pretty_name");
    assertThat(card.headwater())
        .containsEntry("base_model", List.of("model:lab:base@1"))
        .containsEntry("datasets", List.of("dataset:lab:dialogues@1"));
    assertThat(card.missingFields())
        .containsExactly(
            "license", "language", "base_model", "datasets", "library_name", "pipeline_tag");
    assertThat(card.body().text())
        .contains("fine-tuning", "lr", "1e-5", "chat", "everybody", "0.1", "trainer/2.1", "sw");

    Card hub = Card.of(ChangedFacts.madeBy(ExportSamples.chat(), List.of(), TRAIN_ON_HUB));
    assertThat(hub.yaml())
        .containsEntry("base_model", List.of("lab/base"))
        .containsEntry("datasets", List.of("lab/seeds"));
  }

  @Test
  void inferredInputs_areNoSources() {
    Card card = Card.of(ChangedFacts.madeBy(ExportSamples.chat(), List.of(), TRAIN_ON_HUB));

    assertThat(card.headwater())
        .containsEntry("inferred_inputs", List.of("dataset:lab:guessed"))
        .containsEntry("datasets", List.of("dataset:huggingface.co:lab/seeds"));
    assertThat(card.body().text()).containsPattern("dataset:lab:guessed(\n[^\n]*)*\nyes\n");
  }

  @Test
  void whatNobodyStates_isLeftOutAndListed() {
    Card card = Card.of(ExportSamples.nothingOf(Asset.parse("dataset:lab:named")));

    assertThat(card.yaml()).containsOnlyKeys("pretty_name", "headwater");
    assertThat(card.missingFields())
        .containsExactly(
            "license",
            "language",
            "annotations_creators",
            "language_creators",
            "size_categories",
            "source_datasets",
            "task_categories");
    assertThat(card.missing()).allSatisfy(one -> assertThat(one.reason()).endsWith("."));
    assertThat(card.headwater().get("not_stated").toString())
        .contains(card.missingFields())
        .contains("ingest.declaredLicense");
    assertThat(card.body().text()).contains("No event on record makes it.", "size_categories");
  }

  @Test
  void undocumentedSynthesis_isSaidToBe() {
    Card card = Card.of(ExportSamples.undocumented());

    assertThat(card.headwater())
        .containsEntry("documentation", "UNDOCUMENTED")
        .containsEntry(
            "documentation_missing",
            List.of("generator", "revision", "seed", "prompts", "parameters", "agent"));
    assertThat(card.body().text())
        .contains("UNDOCUMENTED")
        .contains("Generators: not stated", "Prompts: not stated", "Parameters: not stated");
  }

  @Test
  void ancestorsWithoutState_areNotKnown() {
    assertThat(Card.of(ExportSamples.chat()).headwater().get("undocumented_ancestors"))
        .asString()
        .contains("model:lab:base@1: not known")
        .doesNotContain("dialogues");
  }

  @Test
  void withheldValues_areWithheld_notAbsent() {
    Card card = Card.of(ExportSamples.saying("a trade secret"));

    assertThat(card.headwater().get("withheld").toString())
        .contains("field=seed", "reason=a trade secret");
    assertThat(card.body().text())
        .contains("Seeds: withheld: a trade secret", "Parameters: not applicable: a trade secret");
  }

  @Test
  void annotatorsOfASmallGroup_areNotNamed() {
    ExportFacts annotated =
        ChangedFacts.madeBy(
            ExportSamples.dialogues(),
            List.of(),
            """
            {"eventId":"00000000-0000-4000-8000-000000000007","eventTime":"2026-11-22T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"t1","job":{"namespace":"n","name":"j"},
             "agents":[{"id":"orcid:annie","type":"PERSON","role":"ANNOTATOR"}],
             "outputs":[{"asset":"dataset:lab:dialogues@1"}]}
            """);

    String text = HuggingFaceCard.write(annotated).text();

    assertThat(text).doesNotContain("annie").contains("fewer than 5 annotators");
  }

  @Test
  void whatTheListsLack_isSaid() {
    Card card =
        Card.of(
            ChangedFacts.cut(
                ChangedFacts.leavingOut(ExportSamples.dialogues(), "Some ancestors are missing.")));

    assertThat(card.headwater().get("left_out"))
        .asString()
        .contains("Some ancestors are missing.")
        .contains("The document has 1 of 8 events that make the asset synthetic.")
        .contains("The document has 0 other events that make the asset; there may be more.");
    assertThat(card.body().text())
        .contains("Some ancestors are missing.", "this page shows 1 of 8", "there may be more");
  }

  @ParameterizedTest
  @CsvSource({
    "Apache-2.0,apache-2.0",
    "MIT,mit",
    "CC-BY-SA-4.0,cc-by-sa-4.0",
    "LPPL-1.3c,lppl-1.3c",
    "ODC-By-1.0,other",
    "cc,other",
    "GPL-3.0-or-later,other",
    "MIT OR Apache-2.0,other",
    "Our terms,other"
  })
  void license_isAnIdentifierOfTheHub(String stated, String license) {
    Card card =
        Card.of(ChangedFacts.ingested(ExportSamples.scraped(), ChangedFacts.license(stated)));

    assertThat(card.yaml()).containsEntry("license", license);
    if (license.equals("other")) {
      assertThat(card.yaml()).containsEntry("license_name", stated);
      assertThat(card.missingFields()).contains("license_link");
    } else {
      assertThat(card.yaml()).doesNotContainKey("license_name");
    }
  }

  @Test
  void license_isLinked_ifItIsAnAddress_andLeftOut_ifItIsAPlaceholder() {
    String address = "https://example.org/terms";
    assertThat(
            Card.of(ChangedFacts.ingested(ExportSamples.scraped(), ChangedFacts.license(address)))
                .yaml())
        .containsEntry("license", "other")
        .containsEntry("license_link", address);
    Card unknown =
        Card.of(ChangedFacts.ingested(ExportSamples.scraped(), ChangedFacts.license("unknown")));
    assertThat(unknown.yaml()).doesNotContainKeys("license", "license_name");
    assertThat(unknown.missingFields()).contains("license");
  }

  @Test
  void languages_areTags_withTheirDetails() {
    Card card =
        Card.of(
            ChangedFacts.ingested(
                ExportSamples.nothingOf(Asset.parse("dataset:lab:named")),
                ChangedFacts.languages("pt-BR", "NO", "English", "pt")));

    assertThat(card.yaml())
        .containsEntry("language", List.of("pt", "no"))
        .containsEntry("language_details", List.of("pt-BR"));
    assertThat(card.missing())
        .anySatisfy(one -> assertThat(one.reason()).contains("\"English\" is no language tag"));
  }

  @Test
  void languages_areNoPlaceholders() {
    Card card =
        Card.of(
            ChangedFacts.ingested(
                ExportSamples.nothingOf(Asset.parse("dataset:lab:named")),
                ChangedFacts.languages("tbd", "unknown")));

    assertThat(card.yaml()).doesNotContainKey("language");
    assertThat(card.missing())
        .filteredOn(one -> one.field().equals("language"))
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).startsWith("No event states a language"));
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void texts_staySame_andStayInTheirPlace(String text) {
    Card card = Card.of(ExportSamples.saying(text));
    Card plain = Card.of(ExportSamples.saying("plain words"));
    Card dataset = Card.of(ExportSamples.nothingOf(Asset.of(AssetKind.DATASET, text, text, text)));

    assertThat(card.yaml()).containsEntry("license", "other").containsEntry("license_name", text);
    assertThat(card.headwater()).containsEntry("left_out", List.of(text));
    assertThat(card.headwater().get("withheld").toString()).contains(text);
    assertThat(dataset.yaml()).containsEntry("pretty_name", text);
    assertThat(card.body().strange()).isEmpty();
    assertThat(dataset.body().strange()).isEmpty();
    assertThat(headings(card)).isEqualTo(headings(plain));
    assertThat(card.body().text()).doesNotContain("\u202E");
  }

  private static List<String> headings(Card card) {
    return card.body().structure().stream()
        .filter(block -> block.startsWith("Heading") || block.equals("TableBlock"))
        .toList();
  }

  @Test
  void randomFacts_giveACardThatParsersRead() {
    for (int seed = 0; seed < 100; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));

      Card card = Card.of(facts);

      assertThat(card.headwater()).as("seed " + seed).containsEntry("asset", facts.asset().urn());
      assertThat(card.body().strange()).as("seed " + seed).isEmpty();
      assertThat(HuggingFaceCard.write(ExportSamples.random(new Random(seed))))
          .as("seed " + seed)
          .isEqualTo(HuggingFaceCard.write(facts));
    }
  }
}
