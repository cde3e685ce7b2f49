package dev.headwater.export.standard.openlineage;

import static dev.headwater.export.standard.facts.ExportSamples.CHAT;
import static dev.headwater.export.standard.facts.ExportSamples.DIALOGUES;
import static dev.headwater.export.standard.facts.ExportSamples.SCRAPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportChanges;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.LineageEvent;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@link OpenLineageEvents} writes, read by the client of OpenLineage. */
class OpenLineageEventsTest {

  static List<String> lines(ExportFacts facts) {
    String text = OpenLineageEvents.write(facts).text();
    assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
    // All line breaks of Unicode count, because some readers split lines at them.
    return text.isEmpty() ? List.of() : List.of(text.split("\\R"));
  }

  /** The lines. The classes of the client must read and write each of them without a loss. */
  private static List<JsonNode> read(ExportFacts facts) {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines(facts)) {
      JsonNode node = Json.parse(line);
      boolean isRun = node.has("run");
      Object event =
          isRun
              ? OpenLineageClientUtils.runEventFromJson(line)
              : OpenLineageClientUtils.fromJson(
                  line, new TypeReference<OpenLineage.DatasetEvent>() {});
      JsonNode again = Json.parse(OpenLineageClientUtils.toJson(event));
      assertThat(Instant.parse(again.get("eventTime").textValue()))
          .isEqualTo(Instant.parse(node.get("eventTime").textValue()));
      assertThat(without(again)).isEqualTo(without(node));
      assertUri(node, "producer");
      assertUri(node, "schemaURL");
      node.findParents("facets").forEach(one -> assertFacets(one.get("facets")));
      node.findParents("inputFacets").forEach(one -> assertFacets(one.get("inputFacets")));
      node.findParents("outputFacets").forEach(one -> assertFacets(one.get("outputFacets")));
      nodes.add(node);
    }
    return nodes;
  }

  private static void assertFacets(JsonNode facets) {
    for (JsonNode facet : facets) {
      assertUri(facet, "_producer");
      assertUri(facet, "_schemaURL");
    }
  }

  private static void assertUri(JsonNode node, String field) {
    String uri = node.get(field).textValue();
    assertThat(URI.create(uri).isAbsolute()).as(uri).isTrue();
    assertThat(uri).matches("\\p{ASCII}*");
  }

  /** The event without its time, which the client writes in another way. */
  private static JsonNode without(JsonNode event) {
    return ((ObjectNode) event.deepCopy()).without("eventTime");
  }

  private static JsonNode only(ExportFacts facts) {
    List<JsonNode> nodes = read(facts);
    assertThat(nodes).hasSize(1);
    return nodes.get(0);
  }

  private static List<String> missing(ExportFacts facts) {
    return OpenLineageEvents.write(facts).missing().stream().map(Export.Missing::field).toList();
  }

  @Test
  void theClient_readsTheStandardFields() {
    OpenLineage.RunEvent event =
        OpenLineageClientUtils.runEventFromJson(lines(ExportSamples.dialogues()).get(0));

    assertThat(event.getEventType()).isEqualTo(OpenLineage.RunEvent.EventType.COMPLETE);
    assertThat(event.getEventTime().toInstant()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    assertThat(event.getProducer()).isEqualTo(URI.create("https://git.example/dialogue@4f2c1d"));
    assertThat(event.getSchemaURL().toString()).contains("/spec/2-0-2/").endsWith("/RunEvent");
    assertThat(event.getJob().getNamespace()).isEqualTo("pipelines");
    assertThat(event.getJob().getName()).isEqualTo("make-dialogues");
    assertThat(event.getRun().getFacets().getExecutionParameters().getParameters())
        .extracting(one -> one.getKey() + "=" + one.getValue())
        .containsExactly("temperature=1.0", "top_p=1.0");
    OpenLineage.InputDataset seed = event.getInputs().get(0);
    assertThat(seed.getNamespace()).isEqualTo(SCRAPED.namespace());
    assertThat(seed.getName()).isEqualTo(SCRAPED.name());
    assertThat(seed.getFacets().getVersion().getDatasetVersion()).isEqualTo("2026-11");
    assertThat(seed.getFacets().getDatasetType()).isNull();
    assertThat(seed.getInputFacets().getInputStatistics().getRowCount()).isEqualTo(175);
    OpenLineage.InputDataset model = event.getInputs().get(1);
    assertThat(model.getFacets().getDatasetType().getDatasetType()).isEqualTo("MODEL");
    assertThat(model.getFacets().getTags().getTags().get(0).getValue()).isEqualTo("GENERATOR");
    OpenLineage.OutputDataset output = event.getOutputs().get(0);
    assertThat(output.getName()).isEqualTo(DIALOGUES.name());
    assertThat(output.getOutputFacets().getOutputStatistics().getRowCount()).isEqualTo(52_002);
    assertThat(output.getFacets().getLineage().getInputs()).hasSize(2);
  }

  @Test
  void ownFacets_haveTheRestOfTheEvent() {
    JsonNode event = only(ExportSamples.dialogues());

    JsonNode run = event.at("/run/facets/headwater_run");
    assertThat(run.path("run").asText()).isEqualTo("7d3e");
    assertThat(run.path("_schemaURL").asText()).isEqualTo("https://headwater.dev/ns#headwater_run");
    assertThat(run.at("/agents/0/onBehalfOf").asText()).isEqualTo("org:lab");
    assertThat(run.at("/decisions/0/rationale").asText()).isEqualTo("users write informally");
    JsonNode synthesis = event.at("/outputs/0/facets/headwater_synthesis");
    assertThat(synthesis.at("/prompts/0/template").asText()).isEqualTo("You are asked to ...");
    assertThat(synthesis.at("/generators/0/revision").asText()).isEqualTo("2022-11-28");
    assertThat(synthesis.path("kept").asLong()).isEqualTo(52_002);
    JsonNode state = event.at("/outputs/0/facets/headwater_state");
    assertThat(state.path("documentation").asText()).isEqualTo("DOCUMENTED");
    assertThat(event.at("/outputs/0/facets/headwater_composition/composition/0/counts/sw").asInt())
        .isEqualTo(1002);
    JsonNode ingested = only(ExportSamples.scraped());
    assertThat(ingested.at("/outputs/0/facets/headwater_ingest/declaredLicense").asText())
        .isEqualTo("CC-BY-4.0");
    JsonNode trained = only(ExportSamples.chat());
    assertThat(trained.at("/outputs/0/facets/headwater_training/stage").asText())
        .isEqualTo("fine-tuning");
    assertThat(trained.at("/inputs/1/facets/headwater_state/stateKnown").asBoolean()).isFalse();
    assertThat(trained.at("/outputs/0/facets/headwater_ancestry/links")).hasSize(4);
  }

  @Test
  void payloads_areWrittenAsInEvents() {
    for (ExportFacts facts : List.of(ExportSamples.dialogues(), ExportSamples.scraped())) {
      LineageEvent event = new Statements(facts).makers().get(0);
      JsonNode written = Json.parse(EventJson.write(event).toString());
      JsonNode facets = only(facts).at("/outputs/0/facets");
      for (String name : List.of("synthesize", "ingest")) {
        JsonNode facet = facets.path(name.equals("ingest") ? "headwater_ingest" : SYNTHESIS);
        if (written.has(name)) {
          written
              .get(name)
              .properties()
              .forEach(field -> assertThat(facet.get(field.getKey())).isEqualTo(field.getValue()));
        }
      }
      assertThat(only(facts).at("/run/facets/headwater_run/agents"))
          .isEqualTo(written.get("agents"));
    }
  }

  private static final String SYNTHESIS = "headwater_synthesis";

  @Test
  void aRunId_isAUuid_andAlwaysTheSame() {
    JsonNode event = only(ExportSamples.dialogues());
    UUID id = UUID.fromString(event.at("/run/runId").asText());

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(only(ExportSamples.dialogues()).at("/run/runId").asText()).isEqualTo(id.toString());
    assertThat(only(ExportSamples.chat()).at("/run/runId").asText()).isNotEqualTo(id.toString());
    assertThat(LocalNames.uuid("run", "a", "bc")).isNotEqualTo(LocalNames.uuid("run", "ab", "c"));
  }

  @Test
  void aProducerThatIsNoUri_becomesOne() {
    JsonNode event = only(ExportChanges.dialogues("\"synthesize\":{\"kind\":\"LLM\"}"));

    assertThat(event.path("producer").asText())
        .isEqualTo("https://headwater.dev/id/producer/make%20it");
    assertThat(event.at("/run/facets/headwater_run/producer").asText()).isEqualTo("make it");
  }

  @Test
  void whatNobodyStates_isLeftOutAndListed() {
    ExportFacts facts = ExportSamples.undocumented();
    JsonNode event = only(facts);

    assertThat(event.path("inputs")).isEmpty();
    assertThat(event.at("/outputs/0/outputFacets").has("outputStatistics")).isFalse();
    JsonNode state = event.at("/outputs/0/facets/headwater_state");
    assertThat(state.path("documentation").asText()).isEqualTo("UNDOCUMENTED");
    assertThat(state.path("missing")).hasSize(6);
    assertThat(missing(facts))
        .containsExactly(
            "job.facets.jobType.processingType",
            "outputs.facets.documentation.description",
            "outputs.facets.ownership.owners",
            "inputs",
            "outputs.outputFacets.outputStatistics.rowCount",
            "outputs.outputFacets.outputStatistics.size");
    assertThat(state.path("notStated")).hasSize(6);
    assertThat(missing(ExportSamples.scraped())).doesNotContain("inputs");
  }

  @Test
  void anAssetThatNothingMakes_hasNoEvents() {
    assertThat(OpenLineageEvents.write(ExportSamples.nothingOf(CHAT)).text()).isEmpty();
    assertThat(missing(ExportSamples.nothingOf(CHAT))).containsExactly("run");
  }

  @Test
  void withheldValues_areShownAsWithheld() {
    JsonNode event =
        only(
            ExportChanges.dialogues(
                """
                "synthesize":{"generators":{"withheld":"under contract"},
                  "prompts":{"withheld":"trade secret"},"seed":{"notApplicable":"no seeds"},
                  "parameters":{"withheld":"not ours"}}
                """));
    JsonNode synthesis = event.at("/outputs/0/facets/headwater_synthesis");

    assertThat(synthesis.at("/generators/withheld").asText()).isEqualTo("under contract");
    assertThat(synthesis.at("/prompts/withheld").asText()).isEqualTo("trade secret");
    assertThat(synthesis.at("/seed/notApplicable").asText()).isEqualTo("no seeds");
    assertThat(synthesis.at("/parameters/withheld").asText()).isEqualTo("not ours");
    assertThat(event.at("/run/facets").has("executionParameters")).isFalse();
  }

  @Test
  void ownersAndInferredInputs() {
    JsonNode event =
        only(
            ExportChanges.dialogues(
                """
                "inputs":[{"asset":"dataset:lab:in","role":"SEED","inferred":true}],
                "agents":[{"id":"user:jo","type":"PERSON","role":"Owner"},
                  {"id":"worker-17","type":"PERSON","role":"ANNOTATOR"}]
                """));

    assertThat(event.at("/outputs/0/facets/ownership/owners/0/name").asText()).isEqualTo("user:jo");
    assertThat(event.at("/outputs/0/facets/ownership/owners")).hasSize(1);
    assertThat(event.at("/outputs/0/facets").has("lineage")).isFalse();
    assertThat(event.at("/inputs/0/inputFacets/headwater_input/inferred").asBoolean()).isTrue();
    assertThat(event.at("/run/facets/headwater_run/annotators").asText())
        .isEqualTo("fewer than 5 annotators");
    assertThat(event.toString()).doesNotContain("worker-17");
  }

  @Test
  void aDocument_isADatasetEvent_andCompletesTheSynthesis() {
    LineageEvent document =
        ExportChanges.document(
            "\"synthesize\":{\"prompts\":[{\"template\":\"Late.\"}]},"
                + "\"reclassify\":{\"synthetic\":\"YES\",\"reason\":\"found out\"}");
    List<JsonNode> events =
        read(ExportChanges.dialogues("\"synthesize\":{\"kind\":\"LLM\"}", document));

    assertThat(events).hasSize(2);
    assertThat(
            events.get(0).at("/outputs/0/facets/headwater_synthesis/prompts/0/template").asText())
        .isEqualTo("Late.");
    assertThat(events.get(0).at("/outputs/0/facets").has("headwater_state")).isFalse();
    JsonNode facets = events.get(1).at("/dataset/facets");
    assertThat(facets.at("/headwater_document/reclassify/reason").asText()).isEqualTo("found out");
    assertThat(facets.at("/headwater_document/inputs/0/urn").asText())
        .isEqualTo("dataset:lab:late@1");
    assertThat(facets.at("/lineage/inputs/0/name").asText()).isEqualTo("late");
    assertThat(facets.at("/headwater_state/documentation").asText()).isEqualTo("DOCUMENTED");
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

    JsonNode leftOut = only(some).at("/outputs/0/facets/headwater_state/leftOut");
    assertThat(leftOut).hasSize(3);
    assertThat(leftOut.get(0).asText()).isEqualTo("Ancestors beyond 3 edges were not read.");
    assertThat(leftOut.get(1).asText()).contains("1 of 7");
    assertThat(leftOut.get(2).asText()).contains("there may be more");
  }

  @Test
  void randomFacts_areReadBack() {
    for (int seed = 0; seed < 100; seed++) {
      ExportFacts facts = ExportSamples.random(new Random(seed));
      Instant before = Instant.MIN;
      for (JsonNode event : read(facts)) {
        Instant time = Instant.parse(event.get("eventTime").textValue());
        assertThat(time).isAfterOrEqualTo(before);
        before = time;
        JsonNode dataset = event.has("dataset") ? event.get("dataset") : event.at("/outputs/0");
        assertThat(dataset.path("namespace").asText()).isEqualTo(facts.asset().namespace());
        assertThat(dataset.path("name").asText()).isEqualTo(facts.asset().name());
      }
      assertThat(OpenLineageEvents.write(ExportSamples.random(new Random(seed))))
          .isEqualTo(OpenLineageEvents.write(facts));
    }
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
        "}\n{\"eventType\":\"FAIL\"}",
        "\u202eabc\u202c",
        "a.",
        "\u0000\u0001",
        "\ud83d\ude00",
        "http://[",
        "a b://c",
        "עברית:x",
        "urn:עברית"
      })
  void hostileTexts_areReadBack(String text) {
    ExportFacts facts = ExportSamples.saying(text);
    List<JsonNode> events = read(facts);

    assertThat(events).hasSize(5);
    JsonNode made = events.get(0);
    assertThat(made.at("/job/name").asText()).isEqualTo(text);
    assertThat(made.at("/outputs/0/name").asText()).isEqualTo(text);
    if (!text.isBlank()) {
      assertThat(events.stream().map(one -> one.at("/run/facets/headwater_run/run").asText()))
          .contains(text);
    }
    String leftOut = "/facets/headwater_state/leftOut/0";
    JsonNode last = events.get(4);
    String at = last.has("dataset") ? "/dataset" : "/outputs/0";
    assertThat(last.at(at + leftOut).asText()).isEqualTo(text);
  }
}
