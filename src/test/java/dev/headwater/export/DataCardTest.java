package dev.headwater.export;

import static dev.headwater.export.Cards.DATA;
import static dev.headwater.export.Cards.MODEL;
import static dev.headwater.export.Cards.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Waive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows what a card says, and that it says what is not known. */
class DataCardTest {

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Other programs rely on this documented structure. */
  @Test
  void json_hasEverySectionAndFieldWhateverIsKnown() {
    JsonNode nothing = MarkdownCardTest.json(DataCard.of(Cards.nothingOf(DATA)));
    JsonNode all = MarkdownCardTest.json(DataCard.of(Cards.saying("x")));

    assertThat(keys(nothing))
        .containsExactly(
            "asset",
            "verdict",
            "identity",
            "making",
            "collection",
            "synthesis",
            "training",
            "decisions",
            "representation",
            "origins",
            "use",
            "alerts",
            "documents",
            "standing");
    for (String section : keys(nothing)) {
      assertThat(keys(nothing.path(section))).as(section).isEqualTo(keys(all.path(section)));
    }
    assertThat(keys(all.path("verdict")))
        .containsExactly(
            "note", "gate", "synthetic", "documentation", "missing", "openAlerts", "reasons");
    assertThat(keys(all.at("/synthesis/records/items/0")))
        .containsExactly(
            "type",
            "eventTime",
            "eventId",
            "completedBy",
            "kind",
            "agents",
            "generatorInputs",
            "seeds",
            "requested",
            "kept",
            "filters",
            "terms",
            "purpose",
            "generators",
            "prompts",
            "parameters");
    assertThat(keys(all.at("/documents/waivers/items/0")))
        .containsExactly("rule", "origin", "approver", "rationale", "until", "expired", "eventId");
  }

  @Test
  void whatNobodyStated_isSaidToBe() {
    DataCard card = DataCard.of(Cards.nothingOf(DATA));
    JsonNode json = MarkdownCardTest.json(card);

    assertThat(json.at("/collection/personalData").isNull()).isTrue();
    assertThat(json.at("/decisions/agents").isNull()).isTrue();
    assertThat(json.at("/representation/compositions").isNull()).isTrue();
    assertThat(json.at("/making/inputsComplete").isNull()).isTrue();
    assertThat(MarkdownCard.write(card))
        .contains("- **Gate:** `INDETERMINATE`")
        .contains("- **Synthetic:** `UNKNOWN`")
        .contains("No event on record makes it; it is only named.")
        .contains("- **Not stated:** Source; Method; Types; Collected from; Collected to;")
        .contains("No event on record makes it as synthetic data, and none says that it is none.")
        .contains("- **Not stated:** Agents; Decisions")
        .contains("No event on record states the composition of this data.")
        .contains("- **Alerts:** none");
  }

  @Test
  void withheldAndNotApplicable_areShownWithTheirReasons() {
    DataCard card = DataCard.of(Cards.saying("a secret"));

    JsonNode record = MarkdownCardTest.json(card).at("/synthesis/records/items/0");
    assertThat(record.at("/seeds/withheld").asText()).isEqualTo("a secret");
    assertThat(record.at("/parameters/notApplicable").asText()).isEqualTo("a secret");
    assertThat(MarkdownCard.write(card))
        .contains("- **Seeds:** *withheld:* a secret")
        .contains("- **Parameters:** *not applicable:* a secret");
  }

  @Test
  void waivers_sayWhetherTheyHaveExpired() {
    CardFacts facts = Cards.saying("x");
    JsonNode holds = MarkdownCardTest.json(DataCard.of(facts));
    JsonNode over =
        MarkdownCardTest.json(
            DataCard.of(
                with(
                    facts,
                    new CardFacts.Standing(NOW.plusSeconds(1), Moment.NOW, List.of(), List.of()))));

    assertThat(holds.at("/documents/waivers/items/0/expired").asBoolean()).isFalse();
    assertThat(over.at("/documents/waivers/items/0/expired").asBoolean()).isTrue();
  }

  private static CardFacts with(CardFacts facts, CardFacts.Standing standing) {
    return new CardFacts(
        facts.summary(),
        facts.versions(),
        facts.gate(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.trainingData(),
        facts.origins(),
        facts.usedBy(),
        facts.openAlerts(),
        standing);
  }

  @Test
  void gaps_makeTheCardIncomplete() {
    JsonNode whole = MarkdownCardTest.json(DataCard.of(Cards.nothingOf(DATA)));
    CardFacts.Standing gap =
        new CardFacts.Standing(NOW, Moment.NOW, List.of("Events wait."), List.of());
    DataCard card = DataCard.of(with(Cards.nothingOf(DATA), gap));

    assertThat(whole.at("/standing/complete").asBoolean()).isTrue();
    assertThat(whole.at("/standing/note").asText()).startsWith("Everything on record is here.");
    assertThat(MarkdownCardTest.json(card).at("/standing/complete").asBoolean()).isFalse();
    assertThat(MarkdownCard.write(card))
        .contains("Incomplete: more may have been reported than was read.")
        .contains("- **What may be missing:** Events wait.");
  }

  @Test
  void documents_completeTheRecordsThatTheyAreAbout() {
    LineageEvent one = synthesis(1);
    LineageEvent other = synthesis(2);
    LineageEvent amending = document(3, Optional.of(one.eventId()), Optional.of(Synthesize.EMPTY));
    LineageEvent general = document(4, Optional.empty(), Optional.of(Synthesize.EMPTY));
    LineageEvent waiving = document(5, Optional.empty(), Optional.empty());
    CardFacts nothing = Cards.nothingOf(DATA);
    CardFacts facts =
        new CardFacts(
            nothing.summary(),
            nothing.versions(),
            nothing.gate(),
            Bounded.all(List.of(one, other)),
            nothing.trainings(),
            nothing.others(),
            Bounded.all(List.of(amending, general, waiving)),
            nothing.trainingData(),
            nothing.origins(),
            nothing.usedBy(),
            nothing.openAlerts(),
            nothing.standing());

    JsonNode synthesis = MarkdownCardTest.json(DataCard.of(facts)).path("synthesis");

    assertThat(texts(synthesis.at("/records/items/0/completedBy/items")))
        .containsExactly(id(3), id(4));
    assertThat(texts(synthesis.at("/records/items/1/completedBy/items"))).containsExactly(id(4));
    assertThat(synthesis.at("/additions/items"))
        .extracting(added -> added.path("eventId").asText())
        .containsExactly(id(3), id(4));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String id(int number) {
    return new UUID(0, number).toString();
  }

  private static LineageEvent synthesis(int id) {
    return Cards.event(EventType.SYNTHESIZE, "x")
        .eventId(new UUID(0, id))
        .outputs(List.of(Output.of(DATA)))
        .build();
  }

  private static LineageEvent document(
      int id, Optional<UUID> amends, Optional<Synthesize> synthesize) {
    return Cards.event(EventType.DOCUMENT, "x")
        .eventId(new UUID(0, id))
        .document(
            new Document(
                DATA,
                amends,
                synthesize,
                Optional.empty(),
                Optional.empty(),
                synthesize.isPresent()
                    ? Optional.empty()
                    : Optional.of(
                        new Waive(
                            RuleName.UNDOCUMENTED_SYNTHETIC, Optional.empty(), "a", "b", NOW)),
                List.of()))
        .build();
  }

  @Test
  void representation_showsTheLargestAndWhoIsHardlyThere() {
    TreeMap<String, Double> counts = new TreeMap<>();
    IntStream.range(0, 40).forEach(i -> counts.put("l" + (10 + i), 100_000.0 - i));
    counts.put("rare", 1.0);
    Composition languages =
        new Composition("language", "records", CompositionMethod.MEASURED, counts, 7);
    CardFacts nothing = Cards.nothingOf(DATA);
    CardFacts facts =
        new CardFacts(
            Cards.summaryOf(DATA, List.of(languages)),
            nothing.versions(),
            nothing.gate(),
            nothing.syntheses(),
            nothing.trainings(),
            nothing.others(),
            nothing.documents(),
            nothing.trainingData(),
            nothing.origins(),
            nothing.usedBy(),
            nothing.openAlerts(),
            nothing.standing());
    DataCard card = DataCard.of(facts);
    JsonNode composition = MarkdownCardTest.json(card).at("/representation/compositions/items/0");

    assertThat(composition.at("/categories/items"))
        .extracting(row -> row.path("category").asText())
        .startsWith("l10", "l11")
        .hasSize(12);
    assertThat(composition.at("/categories/leftOut").asInt()).isEqualTo(29);
    assertThat(composition.at("/smallest/items"))
        .extracting(row -> row.path("category").asText())
        .startsWith("rare", "l49", "l48")
        .hasSize(8);
    assertThat(MarkdownCard.write(card))
        .contains("### Dimension `language`, of `dataset:lab:data@1`")
        .contains("| `l10` | 100,000 | 2.50 % |")
        .contains("| `rare` | 1 | under 0.01 % |")
        .contains("- **Of no known category:** 7");
  }

  /** The facts contain far more of everything than a card shows. */
  @Test
  void everything_isBoundedAndSaysWhatIsLeftOut() {
    String large = "w ".repeat(30_000);
    List<Asset> assets =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Asset.of(AssetKind.DATASET, "lab", "d" + i, "1"))
            .toList();
    List<Agent> agents =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Agent("a" + i, AgentType.PERSON, large, "b"))
            .toList();
    List<LineageEvent> events =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    Cards.event(EventType.TRAIN, "x")
                        .eventId(new UUID(9, i))
                        .inputs(assets.stream().map(a -> Input.of(a, Role.SOURCE)).toList())
                        .outputs(List.of(Output.of(MODEL)))
                        .agents(agents)
                        .build())
            .toList();
    CardFacts said = Cards.saying(large);
    AssetSummary summary = said.summary();
    Bounded<LineageEvent> none = Bounded.all(List.of());
    CardFacts facts =
        new CardFacts(
            summary,
            Bounded.upTo(assets, true),
            said.gate(),
            said.syntheses(),
            Bounded.of(events, 7_000),
            none,
            said.documents(),
            new TreeMap<>(),
            Bounded.of(
                assets.stream()
                    .map(
                        origin ->
                            new ExposedTo(
                                origin,
                                OriginKind.SYNTHETIC,
                                Documentation.DOCUMENTED,
                                List.of(),
                                1_000,
                                true,
                                false,
                                assets))
                    .toList(),
                50_000),
            Bounded.upTo(assets, true),
            new Bounded<Alert>(List.of(), 0, true),
            said.standing());
    DataCard card = DataCard.of(facts);
    JsonNode json = MarkdownCardTest.json(card);
    String markdown = MarkdownCard.write(card);

    assertThat(json.at("/making/events/items")).hasSize(10);
    assertThat(json.at("/making/events/leftOut").asLong()).isEqualTo(6_991);
    assertThat(json.at("/making/events/items/0/inputs/leftOut").asLong()).isEqualTo(975);
    assertThat(json.at("/origins/origins/items")).hasSize(25);
    assertThat(json.at("/origins/origins/leftOut").asLong()).isEqualTo(49_975);
    assertThat(json.at("/origins/origins/items/0/path/leftOut").asLong()).isEqualTo(980);
    assertThat(json.at("/use/assets/leftOut").asLong()).isEqualTo(975);
    assertThat(json.at("/use/assets/exact").asBoolean()).isFalse();
    assertThat(markdown)
        .contains("*Origins: 49,975 more left out.*")
        .contains("*(at least 975 more left out)*")
        .contains("[59400 characters more]")
        .contains("Cut short:** Identity: Other versions; How it was made: Events;");
    assertThat(markdown).hasSizeLessThan(400_000);
    assertThat(JsonCard.write(card)).hasSizeLessThan(400_000);
  }
}
