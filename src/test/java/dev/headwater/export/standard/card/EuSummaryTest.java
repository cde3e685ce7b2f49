package dev.headwater.export.standard.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.export.Rendered;
import dev.headwater.export.standard.facts.ChangedFacts;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class EuSummaryTest {
  private static final List<String> HOSTILE = ChangedFacts.HOSTILE;
  private static final List<String> SECTIONS =
      List.of(
          "1. General information",
          "1.1. Provider identification",
          "1.2. Model identification",
          "1.3. Modalities, overall training data size and other characteristics",
          "2. List of data sources",
          "2.1. Publicly available datasets",
          "2.2. Private non-publicly available datasets obtained from third parties",
          "2.2.1. Datasets commercially licensed by rightsholders or their representatives",
          "2.2.2. Private datasets obtained from other third parties",
          "2.3. Data crawled and scraped from online sources",
          "2.4. User data",
          "2.5. Synthetic data",
          "2.6. Other sources of data",
          "Sources of no stated kind",
          "3. Relevant data processing aspects",
          "3.1. Respect of reservation of rights from text and data mining",
          "3.2. Removal of illegal content",
          "3.3. Other information",
          "Annex A. Inherited synthetic data",
          "Annex B. Documentation and ancestors",
          "Annex C. What this document lacks");

  private static String read(ExportFacts facts) {
    Rendered page = Rendered.of(EuSummary.write(facts).text());
    assertThat(page.strange()).isEmpty();
    return page.text();
  }

  /** The headings; the last section repeats some of them in its table. */
  private static List<String> headings(String page) {
    String last = SECTIONS.get(SECTIONS.size() - 1);
    int end = page.indexOf("\n" + last + "\n") + last.length() + 1;
    return Stream.of(page.substring(0, end).split("\n")).filter(SECTIONS::contains).toList();
  }

  /** The text under a heading, up to the next heading of the list. */
  private static String section(String page, String title) {
    int begin = page.indexOf("\n" + title + "\n") + title.length() + 2;
    assertThat(begin).as(title).isGreaterThan(title.length() + 1);
    int end =
        SECTIONS.stream()
            .mapToInt(next -> page.indexOf("\n" + next + "\n", begin - 1))
            .filter(at -> at >= 0)
            .min()
            .orElse(page.length());
    return page.substring(begin, Math.max(begin, end));
  }

  private static List<String> missing(ExportFacts facts) {
    return EuSummary.write(facts).missing().stream().map(Missing::field).toList();
  }

  private static ExportFacts trained(String inputs) {
    return ChangedFacts.madeBy(
        ExportSamples.chat(),
        List.of(),
        """
        {"eventId":"00000000-0000-4000-8000-000000000009","eventTime":"2026-11-22T10:00:00Z",
         "type":"TRAIN","producer":"p","run":"t1","job":{"namespace":"n","name":"j"},
         "inputs":[%s],"outputs":[{"asset":"model:lab:chat@3"}]}
        """
            .formatted(inputs));
  }

  private static String tokens(String asset, String number, String more) {
    return """
        {"asset":"%s"%s,"composition":[{"dimension":"language","unit":"tokens",
          "method":"MEASURED","counts":{"en":%s,"xx":0},"unknown":0}]}
        """
        .formatted(asset, more, number);
  }

  @Test
  void sections_areAllThere_inOrder() {
    for (ExportFacts facts :
        List.of(
            ExportSamples.chat(),
            ExportSamples.dialogues(),
            ExportSamples.scraped(),
            ExportSamples.nothingOf(ExportSamples.CHAT))) {
      String page = read(facts);
      assertThat(headings(page)).isEqualTo(SECTIONS);
    }
  }

  @Test
  void model_isIdentified_withItsDependencies() {
    String page = read(ExportSamples.chat());

    assertThat(section(page, SECTIONS.get(1)))
        .contains("Provider name and contact details: Not stated.", "org:lab");
    assertThat(section(page, SECTIONS.get(2)))
        .contains("Versioned model name: chat, version 3", "model:lab:base@1");
    assertThat(page).contains("fine-tuning", "1e-5", "trainer/2.1");
  }

  @Test
  void syntheticData_isListedWithItsGenerators() {
    String page = read(ExportSamples.chat());

    assertThat(section(page, "2.5. Synthetic data"))
        .contains("dataset:lab:dialogues@1\nDOCUMENTED\nmodel:openai:text-davinci-003@2022-11-28")
        .contains("Created by the provider or on its behalf: Not stated.");
    assertThat(section(read(ExportSamples.dialogues()), "2.5. Synthetic data"))
        .contains("This asset is itself synthetic data.", "You are asked to ...", "temperature");
  }

  @Test
  void inheritedSyntheticData_isInAnAnnex_notInItsSection() {
    Asset far = Asset.parse("dataset:lab:far");
    Asset mixed = Asset.parse("dataset:lab:mixed");
    Asset open = Asset.parse("dataset:lab:open");
    ExportFacts facts =
        with(
            ExportSamples.nothingOf(ExportSamples.CHAT),
            List.of(
                ancestor(mixed, 1, Synthetic.INHERITED, Documentation.NOT_APPLICABLE),
                ancestor(far, 2, Synthetic.YES, Documentation.PARTIAL),
                new Ancestor(open, 2, Optional.empty())),
            List.of(link(mixed, ExportSamples.CHAT, false), link(far, mixed, true)));

    String page = read(facts);

    assertThat(section(page, "2.5. Synthetic data")).isEqualToIgnoringWhitespace("Not stated.");
    assertThat(section(page, "Annex A. Inherited synthetic data"))
        .contains("dataset:lab:far\nPARTIAL, missing seed\nnot stated\nyes")
        .contains("Inputs that descend from synthetic data: dataset:lab:mixed")
        .contains("Not known whether synthetic: dataset:lab:open")
        .containsOnlyOnce("dataset:lab:open");
    assertThat(section(page, "Sources of no stated kind"))
        .contains("dataset:lab:open\nnot stated\nnot known")
        .doesNotContain("far", "mixed");
  }

  private static Ancestor ancestor(
      Asset asset, int distance, Synthetic synthetic, Documentation documentation) {
    List<Condition> missing =
        documentation == Documentation.PARTIAL ? List.of(Condition.SEED) : List.of();
    return new Ancestor(
        asset, distance, Optional.of(new State(synthetic, documentation, missing, true)));
  }

  private static Link link(Asset from, Asset to, boolean inferred) {
    return new Link(from, to, Role.SOURCE, EventType.TRANSFORM, "run", inferred);
  }

  private static ExportFacts with(ExportFacts facts, List<Ancestor> ancestors, List<Link> links) {
    return new ExportFacts(
        facts.summary(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        ancestors,
        links,
        facts.leftOut());
  }

  @Test
  void teachers_areDistillation() {
    ExportFacts facts = trained("{\"asset\":\"model:lab:teacher@2\",\"role\":\"TEACHER\"}");

    assertThat(section(read(facts), "2.5. Synthetic data")).contains("model:lab:teacher@2");
    assertThat(section(read(facts), SECTIONS.get(2)))
        .contains("Model dependencies: model:lab:teacher@2");
  }

  @Test
  void crawling_isStatedByTheAssetsOwnIngest() {
    String page = read(ExportSamples.scraped());

    assertThat(section(page, "2.3. Data crawled and scraped from online sources"))
        .contains("https://example.org/udhr", "from 2026-11-01 to 2026-11-19", "Web Scraping");
    assertThat(section(page, SECTIONS.get(3)))
        .contains("Latest date of data collection: 2026-11-19", "languages en; sw");
    assertThat(missing(ExportSamples.scraped())).contains("2.3. Crawler names");
    assertThat(
            section(
                read(ExportSamples.dialogues()),
                "2.3. Data crawled and scraped from online sources"))
        .isEqualToIgnoringWhitespace("Not stated.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "999999999|Less than 1 billion tokens",
        "1000000000|1 billion to 10 trillion tokens",
        "10000000000000|1 billion to 10 trillion tokens",
        "10000000000001|More than 10 trillion tokens"
      })
  void size_isARangeOfTokens(String number, String range) {
    ExportFacts facts = trained(tokens("dataset:lab:a", number, ""));

    assertThat(read(facts)).contains("Training data size: " + range);
    assertThat(missing(facts)).doesNotContain("1.3. Training data size");
    assertThat(section(read(facts), SECTIONS.get(3))).contains("languages en").doesNotContain("xx");
  }

  @Test
  void size_isLeftOut_unlessAllOfItIsStatedInTokens() {
    String known = tokens("dataset:lab:a", "5", "");

    assertThat(missing(trained(known + ",{\"asset\":\"dataset:lab:b\"}")))
        .contains("1.3. Training data size");
    assertThat(missing(trained(tokens("dataset:lab:a", "5", ",\"inferred\":true"))))
        .contains("1.3. Training data size");
    assertThat(missing(trained(known.replace("tokens", "records"))))
        .contains("1.3. Training data size");
    assertThat(missing(trained(known + ',' + tokens("dataset:lab:b", "5", ""))))
        .doesNotContain("1.3. Training data size");
    assertThat(missing(ExportSamples.chat())).contains("1.3. Training data size");
  }

  @Test
  void whatNobodyStates_saysSo_andIsListed() {
    ExportFacts nothing = ExportSamples.nothingOf(ExportSamples.CHAT);

    List<String> missing = missing(nothing);

    assertThat(missing)
        .containsExactly(
            "1.1. Provider name and contact details",
            "1.1. Authorised representative name and contact details",
            "1.2. Model dependencies",
            "1.2. Date of placement on the Union market",
            "1.3. Modality",
            "1.3. Training data size",
            "1.3. Types of content",
            "1.3. Latest date of data collection",
            "1.3. Linguistic characteristics",
            "2.1. Publicly available datasets",
            "2.2.1. Datasets commercially licensed by rightsholders or their representatives",
            "2.2.2. Private datasets obtained from other third parties",
            "2.3. Data crawled and scraped from online sources",
            "2.4. User data",
            "2.5. Synthetic data",
            "2.6. Other sources of data",
            "3.1. Respect of reservation of rights from text and data mining",
            "3.2. Removal of illegal content");
    String page = read(nothing);
    assertThat(page.split("Not stated\\.", -1)).hasSize(missing.size() + 1);
    assertThat(page.substring(page.indexOf("Annex C."))).contains(missing);
  }

  @Test
  void documentationState_isInAnAnnex() {
    assertThat(section(read(ExportSamples.undocumented()), "Annex B. Documentation and ancestors"))
        .contains("UNDOCUMENTED")
        .contains("generator, revision, seed, prompts, parameters, agent");
  }

  @Test
  void withheldValues_areWithheld() {
    ExportFacts facts =
        ChangedFacts.madeBy(
            ExportSamples.dialogues(),
            List.of(),
            """
            {"eventId":"00000000-0000-4000-8000-000000000005","eventTime":"2026-11-22T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"t1","job":{"namespace":"n","name":"j"},
             "outputs":[{"asset":"dataset:lab:dialogues@1"}],
             "synthesize":{"prompts":{"withheld":"a trade secret"}}}
            """);

    assertThat(section(read(facts), "2.5. Synthetic data"))
        .contains("Prompts: withheld: a trade secret", "Generators: not stated");
  }

  @Test
  void whatTheListsLack_isSaid() {
    String page =
        read(
            ChangedFacts.cut(
                ChangedFacts.leavingOut(ExportSamples.dialogues(), "Some ancestors are missing.")));

    assertThat(section(page, "Annex C. What this document lacks"))
        .contains("Some ancestors are missing.");
    assertThat(page).contains("this page shows 1 of 8", "there may be more");
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void texts_stayInTheirPlace(String text) {
    Rendered page = Rendered.of(EuSummary.write(ExportSamples.saying(text)).text());
    Rendered plain = Rendered.of(EuSummary.write(ExportSamples.saying("plain words")).text());

    assertThat(page.strange()).isEmpty();
    assertThat(blocks(page)).isEqualTo(blocks(plain));
    assertThat(page.text()).doesNotContain("\u202E");
  }

  private static List<String> blocks(Rendered page) {
    return page.structure().stream()
        .filter(block -> block.startsWith("Heading") || block.equals("TableBlock"))
        .toList();
  }

  @Test
  void randomFacts_giveAllSections_andTheSameBytes() {
    for (int seed = 0; seed < 100; seed++) {
      Export export = EuSummary.write(ExportSamples.random(new Random(seed)));

      Rendered page = Rendered.of(export.text());

      assertThat(page.strange()).as("seed " + seed).isEmpty();
      assertThat(headings(page.text())).as("seed " + seed).isEqualTo(SECTIONS);
      assertThat(EuSummary.write(ExportSamples.random(new Random(seed))))
          .as("seed " + seed)
          .isEqualTo(export);
    }
  }
}
