package dev.headwater.export.standard.prov;

import static dev.headwater.export.standard.facts.ExportSamples.CHAT;
import static dev.headwater.export.standard.facts.ExportSamples.DIALOGUES;
import static dev.headwater.export.standard.facts.ExportSamples.SCRAPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.Json;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportChanges;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.export.standard.prov.ProvReader.Statement;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@link ProvJson} and {@link ProvNotation} state. */
class ProvTest {
  private static final String MADE = "id:event/00000000-0000-4000-8000-000000000002";
  private static final String MADE_9 = "id:event/00000000-0000-4000-8000-000000000009";
  private static final String DATA = "id:dataset/lab/dialogues/1";
  private static final String SEED = "id:dataset/s3%3A%2F%2Flake/corpora%2Fudhr/2026-11";
  private static final String MODEL = "id:model/openai/text-davinci-003/2022-11-28";
  private static final String AUTHOR = "id:agent/orcid%3A0000-0002-1825-0097";

  /**
   * Reads both formats. They have the same statements and missing fields, and all that a statement
   * relates is described.
   */
  private static List<Statement> read(ExportFacts facts) {
    Export json = ProvJson.write(facts);
    Export notation = ProvNotation.write(facts);
    List<Statement> statements = ProvReader.notation(notation.text());
    assertThat(ProvReader.comparable(statements))
        .isEqualTo(ProvReader.comparable(ProvReader.json(Json.parse(json.text()))));
    assertThat(notation.missing()).isEqualTo(json.missing());
    assertDefined(statements);
    return statements;
  }

  private static Statement element(List<Statement> statements, String id) {
    return only(statements, Set.of("entity", "activity", "agent"), id);
  }

  private static Statement only(
      List<Statement> statements, Set<String> terms, String... arguments) {
    List<Statement> found =
        statements.stream()
            .filter(one -> terms.contains(one.term()))
            .filter(one -> one.arguments().equals(List.of(arguments)))
            .toList();
    assertThat(found).as(terms + " " + List.of(arguments)).hasSize(1);
    return found.get(0);
  }

  private static List<List<String>> relations(List<Statement> statements, String term) {
    return statements.stream()
        .filter(one -> one.term().equals(term))
        .map(Statement::arguments)
        .toList();
  }

  private static List<String> missing(ExportFacts facts) {
    return ProvJson.write(facts).missing().stream().map(Export.Missing::field).toList();
  }

  @Test
  void theAsset_hasItsFactsAndItsState() {
    Statement entity = element(read(ExportSamples.scraped()), SEED);

    assertThat(entity.term()).isEqualTo("entity");
    assertThat(entity.value("prov:type")).isEqualTo("headwater:Dataset");
    assertThat(entity.value("headwater:urn")).isEqualTo(SCRAPED.urn());
    assertThat(entity.value("headwater:records")).isEqualTo("175");
    assertThat(entity.value("headwater:bytes")).isEqualTo("20480");
    assertThat(entity.value("headwater:sha256")).startsWith("9f86d081");
    assertThat(entity.value("headwater:synthetic")).isEqualTo("NO");
    assertThat(entity.value("headwater:documentation")).isEqualTo("NOT_APPLICABLE");
    assertThat(entity.value("headwater:declaredLicense")).isEqualTo("CC-BY-4.0");
    assertThat(entity.values("headwater:languages")).containsExactly("en", "sw");
    assertThat(Json.parse(entity.value("headwater:composition")).at("/counts/sw").asInt())
        .isEqualTo(70);
  }

  @Test
  void aSynthesis_isAnActivity_withItsEdges() {
    List<Statement> all = read(ExportSamples.dialogues());
    Statement activity = element(all, MADE);

    assertThat(activity.term()).isEqualTo("activity");
    assertThat(activity.value("prov:type")).isEqualTo("headwater:SYNTHESIZE");
    assertThat(activity.value("headwater:eventTime")).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(activity.value("headwater:producer")).endsWith("dialogue@4f2c1d");
    assertThat(activity.value("headwater:job")).isEqualTo("job:pipelines:make-dialogues");
    assertThat(activity.value("headwater:run")).isEqualTo("7d3e");
    assertThat(activity.value("headwater:kind")).isEqualTo("LLM");
    assertThat(activity.value("headwater:parameters"))
        .isEqualTo("{\"temperature\":\"1.0\",\"top_p\":\"1.0\"}");
    assertThat(activity.value("headwater:requested")).isEqualTo("82000");
    assertThat(activity.value("headwater:filters")).isEqualTo("rouge-l > 0.7 rejected");
    Statement used = only(all, Set.of("used"), MADE, SEED);
    assertThat(used.value("prov:role")).isEqualTo("headwater:SEED");
    assertThat(used.value("headwater:records")).isEqualTo("175");
    assertThat(only(all, Set.of("used"), MADE, MODEL).value("prov:role"))
        .isEqualTo("headwater:GENERATOR");
    assertThat(only(all, Set.of("wasGeneratedBy"), DATA, MADE).value("headwater:records"))
        .isEqualTo("52002");
    assertThat(relations(all, "wasDerivedFrom"))
        .containsExactly(List.of(DATA, SEED, MADE), List.of(DATA, MODEL, MADE));
  }

  @Test
  void agents_areAssociated_andActOnBehalfOfOthers() {
    List<Statement> all = read(ExportSamples.dialogues());

    assertThat(element(all, AUTHOR).value("prov:type")).isEqualTo("prov:Person");
    assertThat(only(all, Set.of("wasAssociatedWith"), MADE, AUTHOR).value("prov:role"))
        .isEqualTo("PROMPT_AUTHOR");
    assertThat(relations(all, "actedOnBehalfOf"))
        .containsExactly(List.of(AUTHOR, "id:agent/org%3Alab", MADE));
    assertThat(relations(all, "wasAttributedTo")).contains(List.of(DATA, AUTHOR));
    List<Statement> model = read(ExportSamples.chat());
    assertThat(element(model, "id:agent/trainer%2F2.1").value("prov:type"))
        .isEqualTo("prov:SoftwareAgent");
    assertThat(relations(model, "wasAttributedTo"))
        .as("software does not answer for the asset")
        .containsExactly(List.of("id:model/lab/chat/3", "id:agent/org%3Alab"));
  }

  @Test
  void aPrompt_isAPlan_andADecisionAnInfluence() {
    List<Statement> all = read(ExportSamples.dialogues());
    Statement plan =
        all.stream()
            .filter(one -> one.values("prov:type").contains("prov:Plan"))
            .findFirst()
            .orElseThrow();

    assertThat(plan.value("prov:value")).isEqualTo("You are asked to ...");
    assertThat(plan.value("headwater:role")).isEqualTo("user");
    assertThat(relations(all, "wasAssociatedWith"))
        .contains(List.of(MADE, "", plan.arguments().get(0)));
    Statement decision =
        all.stream()
            .filter(one -> one.values("prov:type").contains("headwater:Decision"))
            .findFirst()
            .orElseThrow();
    assertThat(decision.value("headwater:question")).isEqualTo("Which register?");
    assertThat(decision.value("headwater:rationale")).isEqualTo("users write informally");
    assertThat(relations(all, "wasAttributedTo"))
        .contains(List.of(decision.arguments().get(0), AUTHOR));
    assertThat(relations(all, "wasInfluencedBy"))
        .contains(List.of(MADE, decision.arguments().get(0)));
  }

  @Test
  void ancestors_haveTheirState_alsoIfItIsNotKnown() {
    List<Statement> all = read(ExportSamples.chat());

    Statement known = element(all, DATA);
    assertThat(known.value("headwater:stateKnown")).isEqualTo("true");
    assertThat(known.value("headwater:documentation")).isEqualTo("DOCUMENTED");
    Statement unknown = element(all, "id:model/lab/base/1");
    assertThat(unknown.value("headwater:stateKnown")).isEqualTo("false");
    assertThat(unknown.values("headwater:documentation")).isEmpty();
    assertThat(relations(all, "wasDerivedFrom")).hasSize(4);
    assertThat(relations(all, "wasGeneratedBy")).hasSize(2);
  }

  @Test
  void undocumentedData_saysWhatIsMissing() {
    ExportFacts facts = ExportSamples.undocumented();
    Statement entity = element(read(facts), "id:dataset/lab/mystery");

    assertThat(entity.value("headwater:documentation")).isEqualTo("UNDOCUMENTED");
    assertThat(entity.values("headwater:missing"))
        .containsExactly("generator", "revision", "seed", "prompts", "parameters", "agent");
    String activity = "id:event/00000000-0000-4000-8000-000000000004";
    assertThat(missing(facts))
        .containsExactly(
            "activity.prov:startTime",
            "activity.prov:endTime",
            "wasGeneratedBy.prov:time",
            "wasAssociatedWith(" + activity + ").prov:agent",
            "wasAssociatedWith(" + activity + ").prov:plan");
    assertThat(entity.values("headwater:notStated")).hasSameSizeAs(missing(facts));
  }

  @Test
  void anAssetThatNothingMakes_saysSo() {
    assertThat(missing(ExportSamples.nothingOf(CHAT)))
        .containsExactly("wasGeneratedBy(id:model/lab/chat/3)");
    assertThat(read(ExportSamples.nothingOf(CHAT))).hasSize(1);
  }

  @Test
  void withheldValues_areShownAsWithheld() {
    ExportFacts facts =
        ExportChanges.dialogues(
            """
            "synthesize":{"generators":{"withheld":"under contract"},
              "prompts":{"withheld":"trade secret"},"seed":{"notApplicable":"no seeds"},
              "parameters":{"withheld":"not ours"}}
            """);
    Statement activity = element(read(facts), MADE_9);

    assertThat(activity.value("headwater:generatorsWithheld")).isEqualTo("under contract");
    assertThat(activity.value("headwater:promptsWithheld")).isEqualTo("trade secret");
    assertThat(activity.value("headwater:seedNotApplicable")).isEqualTo("no seeds");
    assertThat(activity.value("headwater:parametersWithheld")).isEqualTo("not ours");
    assertThat(activity.values("headwater:prompts")).isEmpty();
    assertThat(ProvJson.write(facts).missing())
        .anySatisfy(one -> assertThat(one.reason()).contains("withheld: trade secret"));
  }

  @Test
  void aDocument_completesTheSynthesis_andStatesEdges() {
    LineageEvent document =
        ExportChanges.document(
            """
            "synthesize":{"prompts":[{"template":"Late."}],"parameters":{"seed":"7"}},
            "reclassify":{"synthetic":"YES","reason":"found out"},
            "evidence":[{"uri":"https://e.example","sha256":"ab"}]
            """);
    List<Statement> all =
        read(ExportChanges.dialogues("\"synthesize\":{\"kind\":\"LLM\"}", document));
    String name = "id:document/00000000-0000-4000-8000-00000000000a";

    assertThat(element(all, MADE_9).value("headwater:parameters")).isEqualTo("{\"seed\":\"7\"}");
    assertThat(all).anyMatch(one -> one.values("prov:value").contains("Late."));
    assertThat(element(all, name).value("headwater:reclassify")).contains("found out");
    assertThat(relations(all, "wasAttributedTo")).contains(List.of(name, "id:agent/orcid%3A1"));
    Statement late = only(all, Set.of("wasDerivedFrom"), DATA, "id:dataset/lab/late/1");
    assertThat(late.value("headwater:statedBy")).isEqualTo(name);
  }

  @Test
  void edgesThatCarryNothing_areInfluences() {
    ExportFacts facts =
        ExportChanges.dialogues(
            """
            "inputs":[{"asset":"model:lab:judge@1","role":"FILTER_MODEL"},
              {"asset":"dataset:lab:in","role":"SEED","inferred":true}]
            """);
    List<Statement> all = read(facts);

    String judge = "id:model/lab/judge/1";
    Statement influence = only(all, Set.of("wasInfluencedBy"), DATA, judge);
    assertThat(influence.value("headwater:role")).isEqualTo("FILTER_MODEL");
    assertThat(influence.value("headwater:carries")).isEqualTo("false");
    assertThat(only(all, Set.of("used"), MADE_9, judge).value("prov:role"))
        .isEqualTo("headwater:FILTER_MODEL");
    assertThat(relations(all, "wasDerivedFrom")).noneMatch(one -> one.contains(judge));
    String in = "id:dataset/lab/in";
    assertThat(only(all, Set.of("used"), MADE_9, in).value("headwater:inferred")).isEqualTo("true");
    assertThat(only(all, Set.of("wasDerivedFrom"), DATA, in, MADE_9).value("headwater:inferred"))
        .isEqualTo("true");
  }

  @Test
  void edgesInACycle_areNoDerivations() {
    Asset a = Asset.parse("dataset:lab:a");
    Asset b = Asset.parse("dataset:lab:b");
    List<Link> links = new ArrayList<>(ExportSamples.dialogues().links());
    links.add(link(DIALOGUES, a, true));
    links.add(link(a, b, false));
    links.add(link(b, DIALOGUES, false));
    links.add(link(a, a, false));
    List<Statement> all = read(ExportChanges.with(ExportSamples.dialogues(), links, List.of()));

    assertThat(relations(all, "wasDerivedFrom")).hasSize(2);
    Statement edge = only(all, Set.of("wasInfluencedBy"), "id:dataset/lab/a", DATA);
    assertThat(edge.value("headwater:cycle")).isEqualTo("true");
    assertThat(edge.value("headwater:carries")).isEqualTo("true");
    assertThat(edge.value("headwater:inferred")).isEqualTo("true");
    assertThat(relations(all, "wasInfluencedBy"))
        .contains(List.of("id:dataset/lab/a", "id:dataset/lab/a"));
    assertThat(relations(all, "used")).hasSize(6);
  }

  private static Link link(Asset from, Asset to, boolean inferred) {
    return new Link(from, to, Role.SOURCE, EventType.TRANSFORM, "x", inferred);
  }

  @Test
  void whatIsLeftOut_isSaid() {
    ExportFacts all = ExportSamples.dialogues();
    ExportFacts some =
        ExportChanges.with(
            ExportChanges.with(
                all, Bounded.of(all.syntheses().items(), 7), new Bounded<>(List.of(), 0, false)),
            all.links(),
            List.of("Ancestors beyond 3 edges were not read."));

    assertThat(element(read(some), DATA).values("headwater:leftOut"))
        .containsExactly(
            "Ancestors beyond 3 edges were not read.",
            "The document has 1 of 7 events that make the asset synthetic.",
            "The document has 0 DOCUMENT events about the asset; there may be more.");
    assertThat(element(read(all), DATA).values("headwater:leftOut")).isEmpty();
  }

  @Test
  void fewAnnotators_areNotNamed() {
    ExportFacts facts =
        ExportChanges.dialogues(
            """
            "agents":[{"id":"worker-17","type":"PERSON","role":"ANNOTATOR"},
              {"id":"unknown","type":"PERSON","role":"AUTHOR"}],
            "decisions":[{"id":"d","kind":"FILTER","question":"q","choice":"c","rationale":"r",
              "decidedBy":["worker-17"],"decidedAt":"2026-11-20T10:00:00Z"}]
            """);
    List<Statement> all = read(facts);

    assertThat(ProvNotation.write(facts).text()).doesNotContain("worker-17");
    Statement activity = element(all, MADE_9);
    assertThat(activity.value("headwater:annotators")).isEqualTo("fewer than 5 annotators");
    assertThat(activity.value("headwater:agentNotNamed")).contains("AUTHOR");
    assertThat(all).noneMatch(one -> one.arguments().contains("id:agent/unknown"));
  }

  @Test
  void randomFacts_giveTheSameStatementsInBothFormats() {
    for (int seed = 0; seed < 100; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));
      List<Statement> all = read(facts);
      Statement entity = element(all, ProvTerms.asset(facts.asset()));
      assertThat(entity.value("headwater:urn")).isEqualTo(facts.asset().urn());
      assertThat(ProvJson.write(ExportSamples.random(new Random(seed))))
          .isEqualTo(ProvJson.write(facts));
      assertThat(ProvNotation.write(ExportSamples.random(new Random(seed))))
          .isEqualTo(ProvNotation.write(facts));
    }
  }

  /** Each name in a relation is an element of the document. */
  private static void assertDefined(List<Statement> all) {
    Set<String> elements =
        all.stream()
            .filter(one -> Set.of("entity", "activity", "agent").contains(one.term()))
            .map(one -> one.arguments().get(0))
            .collect(Collectors.toCollection(TreeSet::new));
    elements.add("");
    Set<String> named =
        all.stream().flatMap(one -> one.arguments().stream()).collect(Collectors.toSet());
    named.removeAll(elements);
    assertThat(named).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"'\\ \"\"\" \\\" \\",
        "a\nb\r\nc\td\be\f",
        "<script>alert(1)</script>",
        "\u2028\u2029\u0085",
        "---",
        "%} %%",
        "])\nendDocument\n",
        "\u202eabc\u202c",
        "a.",
        ".",
        "a/../b",
        "\u0000\u0001",
        "\ud83d\ude00",
        "{\"$\":\"x\"}",
        "עברית"
      })
  void hostileTexts_areReadBack(String text) {
    ExportFacts facts = ExportSamples.saying(text);
    List<Statement> all = read(facts);
    Statement entity = element(all, ProvTerms.asset(facts.asset()));

    assertThat(entity.value("headwater:name")).isEqualTo(text);
    if (!facts.summary().sha256().isBlank()) {
      assertThat(entity.value("headwater:sourceUri")).isEqualTo(text);
      assertThat(entity.values("headwater:leftOut")).containsExactly(text);
      assertThat(all).anyMatch(one -> one.values("prov:value").contains(text));
    }
  }
}
