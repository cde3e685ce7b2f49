package dev.headwater.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventErasureTest {
  private static final Set<What> ALL = Set.of(What.values());

  /** The fields of the JSON form that lineage, verdicts and rules depend on. */
  private static final Set<String> KEPT =
      Set.of(
          "eventId",
          "eventTime",
          "type",
          "producer",
          "namespace",
          "name",
          "run",
          "asset",
          "records",
          "bytes",
          "weight",
          "sha256",
          "counts",
          "dimension",
          "unit",
          "method",
          "unknown",
          "inferred",
          "inputsComplete",
          "kind",
          "decidedAt",
          "target",
          "amends",
          "event",
          "synthetic",
          "rule",
          "origin",
          "until",
          "operation",
          "provider",
          "model",
          "revision",
          "requested",
          "kept",
          "minimumShare",
          "languages",
          "regions",
          "personalData",
          "containsSynthetic",
          "");

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  private static LineageEvent read(String json) {
    return EventJson.read(json);
  }

  private static final String SYNTHESIS =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-03-01T00:00:00Z",
       "type":"SYNTHESIZE","producer":"p","job":{"namespace":"lab","name":"j"},"run":"r",
       "inputs":[{"asset":"dataset:lab:seeds@1","role":"SEED"}],
       "outputs":[{"asset":"dataset:lab:tales@1","sha256":"77ab"}],
       "agents":[{"id":"user:ana","type":"PERSON","role":"AUTHOR","onBehalfOf":"org:lab"},
                 {"id":"user:ben","type":"PERSON","role":"REVIEWER"}],
       "decisions":[
         {"id":"d-1","kind":"PROMPT","question":"Which tone?","choice":"calm","rationale":"asked by user:ben",
          "decidedBy":["user:ana"],"options":["calm","loud"],"consulted":["user:ben"]},
         {"id":"d-2","kind":"FILTER","question":"How long?","choice":"short","rationale":"user:ana says so",
          "decidedBy":["user:ben"]}],
       "synthesize":{"kind":"LLM","generators":[{"provider":"lab","model":"m","revision":"1"}],
         "prompts":[{"role":"user","template":"Tell a tale","sha256":"ab12","uri":"https://x.example/p"},
                    {"role":"user","uri":"data:text/plain,Tell"}],
         "parameters":{"temperature":"1"},"purpose":"for user:analytics, not user:ana"}}""";

  private JsonNode erased(Selection.Content selection, String json) {
    return EventJson.write(new EventErasure(selection, pseudonyms).apply(read(json)));
  }

  @Test
  void agent_losesIdsDecisionsAndPrompts_andOthersKeepTheirs() {
    JsonNode after = erased(new Selection.OfAgent("user:ana", ALL), SYNTHESIS);

    String ana = after.path("agents").path(0).path("id").asText();
    assertThat(ana).matches("user:erased:[0-9a-f]{16}");
    assertThat(after.path("agents").path(0).path("onBehalfOf").asText()).isEqualTo("org:lab");
    assertThat(after.path("agents").path(1).path("id").asText()).isEqualTo("user:ben");
    JsonNode hers = after.path("decisions").path(0);
    assertThat(hers.path("decidedBy").path(0).asText()).isEqualTo(ana);
    assertThat(hers.path("consulted").path(0).asText()).isEqualTo("user:ben");
    for (String field : List.of("question", "choice", "rationale")) {
      assertThat(hers.path(field).asText()).as(field).matches("\\[erased [0-9a-f]{16}]");
    }
    assertThat(hers.path("options").path(0)).isEqualTo(hers.path("choice"));
    JsonNode his = after.path("decisions").path(1);
    assertThat(his.path("question").asText()).isEqualTo("How long?");
    assertThat(his.path("rationale").asText()).isEqualTo(ana + " says so");
    JsonNode prompts = after.path("synthesize").path("prompts");
    assertThat(prompts.path(0).path("template").asText()).startsWith("[erased ");
    assertThat(prompts.path(0).path("sha256").asText()).isEqualTo("ab12");
    assertThat(prompts.path(0).path("uri").asText()).isEqualTo("https://x.example/p");
    assertThat(prompts.path(1).path("uri").asText()).startsWith("[erased ");
    assertThat(after.path("synthesize").path("purpose").asText())
        .isEqualTo("for user:analytics, not " + ana);
  }

  @Test
  void kindsThatAreNotSelected_stay() {
    JsonNode before = EventJson.write(read(SYNTHESIS));
    JsonNode ids = erased(new Selection.OfAgent("user:ben", Set.of(What.AGENTS)), SYNTHESIS);
    assertThat(ids.path("decisions").path(1).path("question").asText()).isEqualTo("How long?");
    assertThat(ids.path("synthesize").path("prompts"))
        .isEqualTo(before.path("synthesize").path("prompts"));
    assertThat(ids.toString()).doesNotContain("user:ben");

    JsonNode prompts = erased(new Selection.OfAgent("user:ben", Set.of(What.PROMPTS)), SYNTHESIS);
    assertThat(prompts.path("agents")).isEqualTo(before.path("agents"));
    assertThat(prompts.path("decisions")).isEqualTo(before.path("decisions"));
    assertThat(prompts.toString()).doesNotContain("Tell a tale");
  }

  @Test
  void asset_isErasedInTheEventsThatMadeItOnly() {
    Selection.Content tales = new Selection.OfAsset(Asset.parse("dataset:lab:tales@1"), ALL);
    assertThat(erased(tales, SYNTHESIS).toString())
        .doesNotContain("user:ana\"", "user:ben", "org:lab", "calm", "How long", "Tell a tale");

    for (String other : List.of("dataset:lab:tales", "dataset:lab:seeds@1")) {
      Selection.Content selection = new Selection.OfAsset(Asset.parse(other), ALL);
      assertThat(erased(selection, SYNTHESIS)).isEqualTo(EventJson.write(read(SYNTHESIS)));
    }
  }

  @Test
  void documentsAndRetractions_loseTheirReasons() {
    String frame =
        "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"eventTime\":\"2026-03-01T00:00:00Z\","
            + "\"producer\":\"p\",\"job\":{\"namespace\":\"l\",\"name\":\"j\"},\"run\":\"r\",";
    Selection.Content of = new Selection.OfAsset(Asset.parse("dataset:lab:tales@1"), ALL);
    JsonNode waiver =
        erased(
            of,
            frame
                + "\"type\":\"DOCUMENT\",\"document\":{\"target\":\"dataset:lab:tales@1\",\"waive\":{"
                + "\"rule\":\"UNDOCUMENTED_SYNTHETIC\",\"approver\":\"user:ana\",\"rationale\":\"a favour\","
                + "\"until\":\"2027-01-01T00:00:00Z\"}}}");
    assertThat(waiver.toString()).doesNotContain("user:ana", "a favour").contains("2027-01-01");
    JsonNode retraction =
        erased(
            of,
            frame
                + "\"type\":\"RETRACT\",\"outputs\":[{\"asset\":\"dataset:lab:tales@1\"}],\"retract\":{"
                + "\"event\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a12\",\"reason\":\"a secret\"}}");
    assertThat(retraction.toString()).doesNotContain("a secret").contains("8a12");
  }

  /** Of any event, only texts of people change; a second run changes nothing more. */
  @Test
  void randomEvents_keepWhatLineageDependsOn() {
    int changed = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      LineageEvent event = Events.event(random);
      for (Selection.Content selection : selections(event)) {
        EventErasure erasure = new EventErasure(selection, pseudonyms);
        LineageEvent after = erasure.apply(event);
        assertThat(erasure.apply(after)).as("seed %d, again", seed).isEqualTo(after);
        Map<String, JsonNode> different = new HashMap<>();
        differences("", EventJson.write(event), EventJson.write(after), different);
        assertThat(different.keySet()).as("seed %d", seed).doesNotContainAnyElementsOf(KEPT);
        assertThat(after.key()).isEqualTo(event.key());
        if (selection instanceof Selection.OfAgent agent) {
          assertThat(after.agents()).extracting(Agent::id).doesNotContain(agent.id());
        }
        changed += after.equals(event) ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(1_000);
  }

  private static List<Selection.Content> selections(LineageEvent event) {
    List<Selection.Content> selections = new ArrayList<>();
    for (Agent agent : event.agents()) {
      selections.add(new Selection.OfAgent(agent.id(), ALL));
    }
    Optional<Asset> asset =
        event
            .document()
            .map(Document::target)
            .or(() -> event.outputs().stream().map(Output::asset).findFirst());
    asset.ifPresent(one -> selections.add(new Selection.OfAsset(one, ALL)));
    return selections;
  }

  /** Collects the names of the fields whose values differ. */
  private static void differences(
      String field, JsonNode one, JsonNode other, Map<String, JsonNode> found) {
    if (one.equals(other)) {
      return;
    }
    if (one instanceof ObjectNode && other instanceof ObjectNode) {
      Set<String> names = new TreeSet<>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> {
            String inner = field.equals("filters") && name.equals("name") ? "filter" : name;
            if (field.equals("removedByReason")) {
              inner = "removed";
            }
            differences(inner, one.path(name), other.path(name), found);
          });
    } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int item = 0; item < one.size(); item++) {
        differences(field, one.get(item), other.get(item), found);
      }
    } else {
      found.put(field, other);
    }
  }

  /** What documents nothing must not begin to count because it was erased. */
  @Test
  void placeholders_stay() {
    JsonNode after =
        erased(
            new Selection.OfAsset(Asset.parse("dataset:lab:tales@1"), ALL),
            SYNTHESIS
                .replace("Tell a tale", "TBD")
                .replace("\"user:ben\",\"type\"", "\"Unknown\",\"type\""));
    assertThat(after.at("/synthesize/prompts/0/template").asText()).isEqualTo("TBD");
    assertThat(after.at("/agents/1/id").asText()).isEqualTo("Unknown");
  }

  @Test
  void reasonsAndCounts_loseTheIdsThatTheyMention() {
    JsonNode withheld =
        erased(
            new Selection.OfAgent("user:ana", ALL),
            SYNTHESIS.replace(
                "\"parameters\":{\"temperature\":\"1\"}",
                "\"parameters\":{\"withheld\":\"user:ana said so\"},\"seed\":{\"withheld\":\"ask user:ana\"}"));
    assertThat(withheld.toString()).doesNotContain("user:ana\"", "user:ana said", "ask user:ana");
    JsonNode cleaned =
        erased(
            new Selection.OfAgent("user:ana", ALL),
            "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"eventTime\":\"2026-03-01T00:00:00Z\","
                + "\"type\":\"CLEAN\",\"producer\":\"p\",\"job\":{\"namespace\":\"l\",\"name\":\"j\"},\"run\":\"r\","
                + "\"outputs\":[{\"asset\":\"dataset:l:o\"}],\"clean\":{\"removedByReason\":{\"by user:ana\":3,"
                + "\"long\":2}}}");
    assertThat(cleaned.toString()).doesNotContain("by user:ana\"").contains("\"long\":2");
  }

  /** One id can stand within another one. */
  @Test
  void longestIdIsReplacedFirst() {
    String event =
        SYNTHESIS
            .replace("\"user:ben\",\"type\"", "\"lab\",\"type\"")
            .replace("for user:analytics, not user:ana", "asked org:lab");
    for (int run = 0; run < 20; run++) {
      JsonNode after =
          erased(new Selection.OfAsset(Asset.parse("dataset:lab:tales@1"), ALL), event);
      assertThat(after.at("/synthesize/purpose").asText())
          .isEqualTo("asked " + after.at("/agents/0/onBehalfOf").asText());
    }
  }

  @Test
  void textThatIsTooLongWithPseudonyms_isReplacedAsAWhole() {
    String purpose = "user:b " + "x".repeat(64 * 1024 - 7);
    JsonNode after =
        erased(
            new Selection.OfAgent("user:b", ALL),
            SYNTHESIS.replace("for user:analytics, not user:ana", purpose));
    assertThat(after.at("/synthesize/purpose").asText()).matches("\\[erased [0-9a-f]{16}]");
  }

  @Test
  void pseudonyms_tellNothingWithoutTheKey_andStayTheSameWithIt() {
    assertThat(pseudonyms.id("user:ana"))
        .isEqualTo(new Pseudonyms(new byte[32]).id("user:ana"))
        .isNotEqualTo(new Pseudonyms(Pseudonyms.newKey()).id("user:ana"))
        .isNotEqualTo(pseudonyms.id("user:ben"));
    assertThat(pseudonyms.id(pseudonyms.id("user:ana"))).isEqualTo(pseudonyms.id("user:ana"));
    assertThat(pseudonyms.text("")).isEmpty();
  }
}
