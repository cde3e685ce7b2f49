package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.complete;
import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Agent;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.SynthesisKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Translates events in which one facet affects what another one means. */
class TranslationTest {
  private static final String AT = "2026-11-22T10:00:00Z";
  private static final String MODEL = facet("datasetType", "\"datasetType\":\"MODEL\"");
  private static final String TABLE = facet("datasetType", "\"datasetType\":\"TABLE\"");
  private static final String SYNTHESIS = facet("headwater_synthesis", "\"kind\":\"LLM\"");

  private final Live live = new Live();

  private static String jobType(String type) {
    return facet("jobType", "\"jobType\":\"" + type + "\"");
  }

  private static String symlink(String name) {
    return facet(
        "symlinks", "\"identifiers\":[{\"namespace\":\"lake\",\"name\":\"%s\"}]".formatted(name));
  }

  private static String named(String prefix, int count) {
    return datasets(IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new));
  }

  @Test
  void aPayloadOfTheDataset_comesBeforeThatOfTheRun_andThatBeforeTheJobs() {
    String ingest = "\"sourceUri\":\"https://%s.example\"";
    live.send(
        run(
            "COMPLETE",
            AT,
            facet("headwater_ingest", ingest.formatted("run")),
            facet("headwater_ingest", ingest.formatted("job")),
            "",
            dataset("x", facet("headwater_ingest", ingest.formatted("dataset")))
                + ","
                + dataset("y")));

    assertThat(live.making("dataset:lake:x").ingest().orElseThrow().sourceUri())
        .isEqualTo("https://dataset.example");
    assertThat(live.making("dataset:lake:y").ingest().orElseThrow().sourceUri())
        .isEqualTo("https://run.example");
  }

  /** Quantizing or converting a model is not training. */
  @Test
  void aModelThatAnotherActivityMade_isNotTrained() {
    live.send(
        run(
            "COMPLETE",
            AT,
            "",
            jobType("TRANSFORMATION"),
            dataset("m", MODEL),
            dataset("q", MODEL)));

    assertThat(live.making("model:lake:q").type()).isEqualTo(EventType.TRANSFORM);
  }

  @Test
  void aTableThatATrainingMade_isNotTrained() {
    live.send(run("COMPLETE", AT, "", jobType("TRAINING"), datasets("a"), dataset("loss", TABLE)));

    assertThat(live.making("dataset:lake:loss").type()).isEqualTo(EventType.TRANSFORM);
  }

  @ParameterizedTest
  @CsvSource({
    "INGESTION, INGEST",
    "TRANSFORMATION, TRANSFORM",
    "CLEANING, SYNTHESIZE",
    "QUERY, SYNTHESIZE"
  })
  void synthesis_goesWithWhatMayHaveMadeSyntheticData(String jobType, EventType expected) {
    live.send(run("COMPLETE", AT, "", jobType(jobType), datasets("a"), dataset("x", SYNTHESIS)));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.type()).isEqualTo(expected);
    assertThat(made.synthesize().orElseThrow().kind()).contains(SynthesisKind.LLM);
  }

  @Test
  void synthesisOfTheRun_isOfItsDatasets_notOfItsModels() {
    live.send(
        run(
            "COMPLETE",
            AT,
            SYNTHESIS,
            "",
            datasets("a"),
            datasets("x") + "," + dataset("m", MODEL)));

    assertThat(live.making("dataset:lake:x").synthesize()).isPresent();
    assertThat(live.making("model:lake:m").synthesize()).isEmpty();
  }

  @Test
  void aSourceThatIsTooLongForAProducer_leavesTheSender() {
    String url = "https://git.example/" + "p/".repeat(300);
    live.send(
        run(
            "COMPLETE",
            AT,
            "",
            facet("sourceCodeLocation", "\"type\":\"git\",\"url\":\"%s\"".formatted(url)),
            "",
            datasets("x")));

    assertThat(live.making("dataset:lake:x").producer()).isEqualTo("https://git.example/agent");
  }

  @Test
  void countsOfInputs_areNotKnownWhileAStreamRuns() {
    String read =
        """
        {"namespace":"lake","name":"topic","inputFacets":{%s}}"""
            .formatted(facet("inputStatistics", "\"rowCount\":9"));
    String streaming = facet("jobType", "\"processingType\":\"STREAMING\"");
    live.send(run("RUNNING", AT, "", streaming, read, datasets("x")));
    assertThat(live.making("dataset:lake:x").inputs().get(0).records()).isEmpty();

    live.send(run("COMPLETE", "2026-11-22T11:00:00Z", "", ""));
    assertThat(live.making("dataset:lake:x").inputs().get(0).records()).hasValue(9);
  }

  /**
   * Holds for a former name that sorts before the name of the input, and for one that sorts after
   * it.
   */
  @ParameterizedTest
  @CsvSource({"a", "z"})
  void aSourceThatIsBothSaidAndInferred_isSaid(String former) {
    String renamed =
        facet(
            "lifecycleStateChange",
            "\"lifecycleStateChange\":\"RENAME\",\"previousIdentifier\":{\"namespace\":\"lake\",\"name\":\"%s\"}"
                .formatted(former));
    live.send(complete(dataset("input", symlink(former)), dataset("x", renamed)));

    assertThat(live.making("dataset:lake:x").inputs())
        .filteredOn(input -> input.asset().urn().equals("dataset:lake:" + former))
        .extracting(Input::inferred)
        .containsExactly(false);
  }

  @Test
  void anOtherName_hasTheVersionToo_andIsNotTheNameItself() {
    String version = facet("version", "\"datasetVersion\":\"7\"");
    Live versions = new Live(true);
    versions.send(
        complete("", dataset("x", version, symlink("t")) + "," + dataset("y", symlink("y"))));

    assertThat(versions.edges()).containsExactly("dataset:lake:x@7 > dataset:lake:t@7 SOURCE");
    assertThat(versions.events()).as("and none for y and y").hasSize(3);
  }

  @Test
  void anOwnerOfBothDatasetAndJob_isOneAgent() {
    String owner = facet("ownership", "\"owners\":[{\"name\":\"user:jdoe\",\"type\":\"OWNER\"}]");
    live.send(run("COMPLETE", AT, "", owner, "", dataset("x", owner)));

    assertThat(live.making("dataset:lake:x").agents())
        .extracting(Agent::id)
        .containsExactly("user:jdoe");
  }

  @Test
  void anEntryOfAJob_isNoOutput_thoughItHasAName() {
    String entries =
        facet(
            "lineage",
            """
            "entries":[{"type":"JOB","namespace":"spark","name":"other",
              "inputs":[{"namespace":"lake","name":"a","type":"DATASET"}]}]""");
    live.send(run("COMPLETE", AT, "", entries, datasets("a"), datasets("x")));

    assertThat(live.events()).hasSize(1);
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
  }

  @Test
  void lineageOfTheJob_andColumnLineage_bothNameSources() {
    String entries =
        facet(
            "lineage",
            """
            "entries":[{"namespace":"lake","name":"x","type":"DATASET",
              "inputs":[{"namespace":"lake","name":"a","type":"DATASET"}]}]""");
    String columns =
        facet(
            "columnLineage",
            "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"b\",\"field\":\"id\"}]}}");
    live.send(run("COMPLETE", AT, "", entries, datasets("a", "b"), dataset("x", columns)));

    assertThat(live.edges())
        .containsExactly(
            "dataset:lake:a > dataset:lake:x SOURCE", "dataset:lake:b > dataset:lake:x SOURCE");
  }

  private static String datasetEvent(String... facets) {
    return """
        {"eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
         "dataset":%s}"""
        .formatted(dataset("x", facets));
  }

  @Test
  void synthesisOfADatasetEvent_isDocumentation() {
    live.send(datasetEvent(SYNTHESIS));

    assertThat(live.events())
        .extracting(event -> event.document().flatMap(Document::synthesize).orElseThrow().kind())
        .containsExactly(Optional.of(SynthesisKind.LLM));
  }

  @Test
  void aDatasetEvent_thatSaysNothingOfUse_isNone_andOneThatItIsGoneShowsOnTheAsset() {
    live.send(datasetEvent());
    live.send(datasetEvent(facet("schema", "\"fields\":[]")));
    assertThat(live.sent).isEmpty();

    live.send(
        datasetEvent(
            facet("lifecycleStateChange", "\"lifecycleStateChange\":\"DROP\""),
            facet("version", "\"datasetVersion\":\"7\"")));
    assertThat(live.events())
        .extracting(event -> event.document().orElseThrow().attributes())
        .containsExactly(
            new TreeMap<>(Map.of("openlineage.lifecycle", "DROP", "openlineage.version", "7")));
  }

  @Test
  void moreEdgesThanOneEventMayHold_areRefused() {
    assertThatThrownBy(() -> live.send(complete(named("i", 400), named("o", 300))))
        .hasMessage(
            "inputs: there are more than 100000 edges from inputs to outputs, which is the limit of"
                + " one event");
  }

  /** A run may read more inputs than one Headwater event may have. A second event has the rest. */
  @Test
  void moreInputsThanAnEventOfOursMayHave_areSeveral() {
    live.send(complete(named("i", 10_001), datasets("x")));

    assertThat(live.edges()).hasSize(10_001);
    assertThat(live.events())
        .extracting(LineageEvent::type)
        .containsExactly(EventType.TRANSFORM, EventType.DOCUMENT);
    live.send(run("FAIL", "2026-11-22T11:00:00Z", "", ""));
    assertThat(live.events()).isEmpty();
  }

  @Test
  void ids_areUuidsOfTheVersionForOnesOwn() {
    live.send(complete("", datasets("x")));

    assertThat(live.events())
        .extracting(LineageEvent::eventId)
        .allSatisfy(
            id -> {
              assertThat(id.version()).isEqualTo(8);
              assertThat(id.variant()).isEqualTo(2);
            });
    assertThat(Digest.of(List.of("a", "bc"))).isNotEqualTo(Digest.of(List.of("ab", "c")));
  }
}
