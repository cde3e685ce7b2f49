package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.complete;
import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.json.JsonPlace;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that an unreadable facet loses only its own content, and that no output looks cleaner
 * because of it.
 */
class UnreadFacetsTest {
  private static final String X = "dataset:lake:x";
  private static final String NOON = "2026-11-22T12:00:00Z";

  private final Live live = new Live();

  private static List<String> ignored(String json) {
    EventReader reader = new EventReader(OpenLineagePayloads.INSTANCE, false);
    return reader
        .read(Json.parseForeign(json.getBytes(StandardCharsets.UTF_8)))
        .ignored()
        .named()
        .stream()
        .map(IgnoredFacets.Ignored::facet)
        .toList();
  }

  private LineageEvent made(String json) {
    return live.send(json).making(X);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"columnLineage\":7",
        "\"columnLineage\":{\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"a\"},{\"namespace\":\"lake\"}]}}}",
        "\"lineage\":[]",
        "\"lineage\":{\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"type\":\"DATASET\"},7]}"
      })
  void lineageThatCannotBeRead_leavesAllInputsAsInferredSources(String facet) {
    String event = complete(datasets("a", "b"), dataset("x", facet));

    assertThat(ignored(event)).hasSize(1);
    assertThat(made(event).inputsComplete())
        .as("it may have named a source that is no input")
        .isEqualTo(Completeness.INCOMPLETE);
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE?", "dataset:lake:b > dataset:lake:x SOURCE?");
  }

  @Test
  void lineageOfTheJobThatCannotBeRead_leavesThemToo_butForOutputsThatTellThemselves() {
    String entries = "\"lineage\":{\"entries\":[{\"type\":\"DATASET\",\"name\":\"x\"}]}";
    String own =
        facet(
            "lineage", "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"type\":\"DATASET\"}]");
    live.send(
        run(
            "COMPLETE",
            NOON,
            "",
            entries,
            datasets("a", "b"),
            datasets("x") + "," + dataset("y", own)));

    assertThat(live.making(X).inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
    assertThat(live.making("dataset:lake:y").inputsComplete()).isEqualTo(Completeness.NO_ASSERTION);
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE?",
            "dataset:lake:b > dataset:lake:x SOURCE?",
            "dataset:lake:a > dataset:lake:y SOURCE");
  }

  @Test
  void aLaterFacetThatCannotBeRead_takesNothingBack_untilOneIsRead() {
    String named =
        facet(
            "lineage", "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"c\",\"type\":\"DATASET\"}]");
    live.send(run("START", "2026-11-22T09:00:00Z", datasets("a"), dataset("x", named)));
    live.send(run("COMPLETE", "2026-11-22T10:00:00Z", "", dataset("x", "\"lineage\":7")));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:c > dataset:lake:x SOURCE", "dataset:lake:a > dataset:lake:x SOURCE?");
    assertThat(live.making(X).inputsComplete()).isEqualTo(Completeness.INCOMPLETE);

    live.send(run("OTHER", "2026-11-22T11:00:00Z", "", dataset("x", named)));
    assertThat(live.edges()).containsExactly("dataset:lake:c > dataset:lake:x SOURCE");
    assertThat(live.making(X).inputsComplete()).isEqualTo(Completeness.NO_ASSERTION);
  }

  @Test
  void laterLineageOfTheJobThatCannotBeRead_leavesItsEntriesStanding_andAllInputsBeside() {
    String entries =
        facet(
            "lineage",
            """
            "entries":[{"namespace":"lake","name":"x","type":"DATASET",
              "inputs":[{"namespace":"lake","name":"c","type":"DATASET"}]}]""");
    live.send(run("COMPLETE", "2026-11-22T09:00:00Z", "", entries, datasets("a"), datasets("x")));
    assertThat(live.edges()).containsExactly("dataset:lake:c > dataset:lake:x SOURCE");

    live.send(run("OTHER", "2026-11-22T10:00:00Z", "", "\"lineage\":7", "", ""));
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:c > dataset:lake:x SOURCE", "dataset:lake:a > dataset:lake:x SOURCE?");
    assertThat(live.making(X).inputsComplete()).isEqualTo(Completeness.INCOMPLETE);

    live.send(run("OTHER", "2026-11-22T11:00:00Z", datasets("b"), ""));
    assertThat(live.edges()).contains("dataset:lake:b > dataset:lake:x SOURCE?");

    live.send(run("OTHER", "2026-11-22T12:00:00Z", "", entries, "", ""));
    assertThat(live.edges()).containsExactly("dataset:lake:c > dataset:lake:x SOURCE");
    assertThat(live.making(X).inputsComplete()).isEqualTo(Completeness.NO_ASSERTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "{\"models\":[]}", "{\"kind\":\"MAGIC\"}", "{\"requested\":-1}"})
  void synthesisThatCannotBeRead_isSynthetic_andDocumentsNothing(String facet) {
    LineageEvent made =
        made(complete(datasets("a"), dataset("x", "\"headwater_synthesis\":" + facet)));

    assertThat(made.type()).isEqualTo(EventType.SYNTHESIZE);
    assertThat(made.synthesize()).contains(Synthesize.EMPTY);
  }

  @Test
  void laterSynthesisThatCannotBeRead_doesNotLeaveTheEarlierOneStanding() {
    String good =
        facet("headwater_synthesis", "\"prompts\":[{\"role\":\"user\",\"template\":\"Say\"}]");
    live.send(run("START", "2026-11-22T09:00:00Z", datasets("a"), dataset("x", good)));

    assertThat(
            made(complete("", dataset("x", "\"headwater_synthesis\":{\"prompt\":1}"))).synthesize())
        .contains(Synthesize.EMPTY);
  }

  @Test
  void ingestThatCannotBeRead_isSyntheticWhereItSaysSo_andIncompleteElsewhere() {
    String ingest = "\"headwater_ingest\":{\"containsSynthetic\":\"%s\",\"languages\":7}";
    LineageEvent yes = made(complete("", dataset("x", ingest.formatted("YES"))));
    assertThat(yes.type()).isEqualTo(EventType.INGEST);
    assertThat(yes.ingest().orElseThrow().containsSynthetic()).hasToString("YES");

    LineageEvent no =
        new Live().send(complete(datasets("a"), dataset("x", ingest.formatted("NO")))).making(X);
    assertThat(no.type())
        .as("it is not taken for where it comes from")
        .isEqualTo(EventType.TRANSFORM);
    assertThat(no.inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
  }

  @Test
  void trainingThatCannotBeRead_isTraining() {
    live.send(
        run(
            "COMPLETE",
            NOON,
            "\"headwater_training\":{\"stage\":7}",
            "",
            datasets("a"),
            datasets("m")));

    assertThat(live.making("model:lake:m").type()).isEqualTo(EventType.TRAIN);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"tags\":7}                                                      | INCOMPLETE",
        "{\"tags\":[7]}                                                    | INCOMPLETE",
        "{\"tags\":[{\"key\":\"headwater_activity\",\"value\":\"SYNTHESISE\"}]} | INCOMPLETE",
        "{\"tags\":[{\"key\":\"synthesis\",\"value\":[]}]}                 | INCOMPLETE",
        "{\"tags\":[{\"key\":\"team\",\"value\":[]}]}                      | NO_ASSERTION"
      })
  void tagsThatCannotBeRead_mayHaveSaidWhatTheJobDoes(String tags, Completeness expected) {
    String event = run("COMPLETE", NOON, "", "\"tags\":" + tags, datasets("a"), datasets("x"));

    assertThat(ignored(event)).containsExactly("tags");
    assertThat(made(event).inputsComplete()).isEqualTo(expected);
  }

  @Test
  void aTagThatCannotBeRead_leavesTheOthers() {
    String tags =
        "\"tags\":{\"tags\":[{\"key\":\"team\",\"value\":{}},{\"key\":\"headwater_activity\",\"value\":\"SYNTHESIZE\"}]}";

    assertThat(made(run("COMPLETE", NOON, "", tags, datasets("a"), datasets("x"))).type())
        .isEqualTo(EventType.SYNTHESIZE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"datasetType\":{\"datasetType\":7}",
        "\"tags\":{\"tags\":[{\"key\":\"headwater_role\",\"value\":\"seed\"}]}"
      })
  void anInputOfUnknownRole_isNoSeedAndNoGenerator(String facet) {
    LineageEvent made =
        made(complete(dataset("a", facet), dataset("x", facet("headwater_synthesis", ""))));

    assertThat(made.inputs()).extracting(Input::role).containsExactly(Role.SOURCE);
    assertThat(made.inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"symlinks\":{\"identifiers\":[{\"name\":\"t\"}]}",
        "\"datasetType\":7",
        "\"tags\":[]"
      })
  void anInputThatMayBeAnotherAsset_leavesTheInputsIncomplete(String facet) {
    assertThat(made(complete(dataset("a", facet), datasets("x"))).inputsComplete())
        .isEqualTo(Completeness.INCOMPLETE);
  }

  @Test
  void aVersionThatCannotBeRead_mattersWhereVersionsAreAssets() {
    String event = complete(dataset("a", "\"version\":7"), datasets("x"));

    assertThat(new Live(false).send(event).making(X).inputsComplete())
        .isEqualTo(Completeness.NO_ASSERTION);
    assertThat(new Live(true).send(event).making(X).inputsComplete())
        .isEqualTo(Completeness.INCOMPLETE);
  }

  @Test
  void aLifecycleThatCannotBeRead_mayHaveBeenARename() {
    String renamed =
        "\"lifecycleStateChange\":{\"lifecycleStateChange\":\"RENAME\",\"previousIdentifier\":{\"name\":\"o\"}}";

    assertThat(made(complete(datasets("a"), dataset("x", renamed))).inputsComplete())
        .isEqualTo(Completeness.INCOMPLETE);
  }

  @Test
  void aJobTypeThatCannotBeRead_mayBeStreaming_soThatItsOutputsCountWhileItRuns() {
    LineageEvent made =
        made(
            run(
                "RUNNING",
                NOON,
                "",
                "\"jobType\":{\"processingType\":[\"STREAMING\"]}",
                datasets("a"),
                datasets("x")));

    assertThat(made.inputs()).hasSize(1);
    assertThat(made.inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ownership\":{\"owners\":[{}]}",
        "\"outputStatistics\":{\"rowCount\":-1}",
        "\"headwater_composition\":{}",
        "\"headwater_cleaning\":{}"
      })
  void whatHidesNothing_costsOnlyWhatItSays(String facet) {
    String event = complete(datasets("a"), dataset("x", facet));

    assertThat(ignored(event)).hasSize(1);
    assertThat(made(event).inputsComplete()).isEqualTo(Completeness.NO_ASSERTION);
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
  }

  @Test
  void facetsThatAreNoObject_mayHaveSaidAnything() {
    String event =
        complete(datasets("a", "b"), "{\"namespace\":\"lake\",\"name\":\"x\",\"facets\":[1]}");

    assertThat(ignored(event)).containsExactly("facets");
    assertThat(made(event).inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
    assertThat(live.edges()).hasSize(2);
  }

  /** Puts odd values in place of every part of every facet. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark-run",
        "airflow-run",
        "flink-run",
        "training-run",
        "synthesis-run",
        "dbt-job"
      })
  void noFacetThatIsLost_makesAnOutputCleaner(String name) {
    JsonNode good = Json.parse(SpecificationTest.written(name));
    List<LineageEvent> expected = makings(good);
    assertThat(expected).isNotEmpty();
    int lost = 0;
    for (JsonPlace place : JsonPlace.allIn(good)) {
      for (JsonNode odd : JsonPlace.ODD) {
        if (!place.pointer().toLowerCase(Locale.ROOT).contains("facets")) {
          continue;
        }
        JsonNode broken = place.with(good, odd);
        if (ignored(broken.toString()).isEmpty()) {
          continue;
        }
        lost++;
        List<LineageEvent> found = makings(broken);
        for (LineageEvent event : expected) {
          assertNotCleaner(event, found, place + " = " + odd);
        }
      }
    }
    assertThat(lost).isGreaterThan(30);
  }

  private static List<LineageEvent> makings(JsonNode event) {
    return new Live()
        .send(event.toString()).events().stream()
            .filter(made -> !made.outputs().isEmpty())
            .toList();
  }

  private static void assertNotCleaner(LineageEvent event, List<LineageEvent> found, String what) {
    Optional<LineageEvent> same =
        found.stream()
            .filter(
                other ->
                    other
                        .outputs()
                        .get(0)
                        .asset()
                        .name()
                        .equals(event.outputs().get(0).asset().name()))
            .findFirst();
    if (same.isEmpty()) {
      assertThat(found)
          .as("%s: an output that only a facet names is lost", what)
          .isNotEmpty()
          .allMatch(other -> other.inputsComplete() == Completeness.INCOMPLETE);
      return;
    }
    LineageEvent made = same.get();
    if (made.inputsComplete() != Completeness.INCOMPLETE) {
      assertThat(carrying(made)).as(what).containsAll(carrying(event));
      assertThat(made.outputs().get(0).asset()).as(what).isEqualTo(event.outputs().get(0).asset());
      assertThat(isSynthetic(made)).as(what).isEqualTo(isSynthetic(event));
      assertThat(made.type() == EventType.TRAIN)
          .as(what)
          .isEqualTo(event.type() == EventType.TRAIN);
    }
  }

  private static boolean isSynthetic(LineageEvent event) {
    return event.type() == EventType.SYNTHESIZE || event.synthesize().isPresent();
  }

  private static Set<String> carrying(LineageEvent event) {
    return event.inputs().stream().map(input -> input.asset().urn()).collect(Collectors.toSet());
  }
}
