package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.complete;
import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the bridge accumulates the events of one run, job or dataset. */
class BridgeTest {
  private static final String EARLY = "2026-11-22T09:00:00Z";
  private static final String LATE = "2026-11-22T11:00:00Z";
  private static final String LATER = "2026-11-22T12:00:00Z";

  private final Live live = new Live();

  @Test
  void inputsOfTheStart_goIntoOutputsOfTheEnd() {
    live.send(run("START", EARLY, datasets("a"), ""));
    live.send(run("RUNNING", EARLY, datasets("b"), ""));
    assertThat(live.sent).as("nothing is made yet").isEmpty();

    live.send(complete("", datasets("x")));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE?", "dataset:lake:b > dataset:lake:x SOURCE?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"START", "RUNNING", "OTHER", "FAIL", "ABORT"})
  void aRunThatIsNotComplete_hasMadeNothing(String state) {
    live.send(run(state, EARLY, datasets("a"), datasets("x")));

    assertThat(live.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAIL", "ABORT"})
  void aLaterFailure_underives(String state) {
    live.send(complete(datasets("a"), datasets("x")));
    LineageEvent made = live.making("dataset:lake:x");

    live.send(run(state, LATE, "", ""));

    assertThat(live.events()).isEmpty();
    LineageEvent retraction = live.sent.get(1);
    assertThat(retraction.type()).isEqualTo(EventType.RETRACT);
    assertThat(retraction.retract().map(Retract::event)).contains(made.eventId());
    assertThat(retraction.outputs()).isEqualTo(made.outputs().stream().toList());
    assertThat(retraction.retract().orElseThrow().reason()).contains(state);
  }

  @Test
  void ofTwoEnds_theLaterStands_whicheverComesFirst() {
    live.send(run("FAIL", LATE, "", ""));
    live.send(complete(datasets("a"), datasets("x")));
    assertThat(live.events()).isEmpty();

    live.send(run("COMPLETE", LATER, "", ""));
    assertThat(live.events()).hasSize(1);
  }

  @Test
  void ofTwoEndsAtTheSameTime_theFailureStands() {
    // Twenty runs: a random choice would be right half of the time.
    for (int i = 0; i < 20; i++) {
      Live one = new Live();
      one.send(run("COMPLETE", EARLY, datasets("a" + i), datasets("x")));
      one.send(run("FAIL", EARLY, "", ""));
      assertThat(one.events()).isEmpty();
    }
  }

  @Test
  void aFullerEnd_supersedes() {
    live.send(complete(datasets("a"), datasets("x")));
    live.send(run("OTHER", LATE, datasets("b"), ""));

    assertThat(live.sent)
        .extracting(LineageEvent::type)
        .as("added before the old is retracted")
        .containsExactly(EventType.TRANSFORM, EventType.TRANSFORM, EventType.RETRACT);
    assertThat(live.making("dataset:lake:x").inputs()).hasSize(2);
  }

  @Test
  void whatSaysNothingNew_sendsNothing() {
    live.send(complete(datasets("a"), datasets("x")));
    live.send(run("OTHER", LATE, datasets("a"), datasets("x")));
    live.send(complete(datasets("a"), datasets("x")));

    assertThat(live.sent).hasSize(1);
  }

  /** Content that comes back after its retraction needs a new id: the first id stays retracted. */
  @Test
  void whatIsSaidAgainAfterItWasTakenBack_isLiveAgain() {
    String five = facet("outputStatistics", "\"rowCount\":5");
    String six = facet("outputStatistics", "\"rowCount\":6");
    live.send(complete(datasets("a"), dataset("x", five)));
    live.send(run("OTHER", LATE, "", dataset("x", six)));
    live.send(run("OTHER", LATER, "", dataset("x", five)));

    assertThat(live.making("dataset:lake:x").outputs().get(0).records()).hasValue(5);
  }

  @Test
  void theSameEventsInTheSameOrder_haveTheSameIds() {
    List<String> events =
        List.of(
            run("START", EARLY, datasets("a"), ""),
            complete("", datasets("x", "y")),
            run("FAIL", LATE, "", ""));
    Live other = new Live();
    events.forEach(live::send);
    events.forEach(other::send);

    assertThat(live.sent).isEqualTo(other.sent).hasSize(4);
  }

  @Test
  void aStreamingJob_countsWhileItRuns_withoutCountsThatChange() {
    String streaming =
        facet("jobType", "\"processingType\":\"STREAMING\",\"integration\":\"FLINK\"");
    for (int rows = 1; rows < 10; rows++) {
      live.send(
          run(
              "RUNNING",
              "2026-11-22T10:00:0%dZ".formatted(rows),
              "",
              streaming,
              datasets("topic"),
              dataset("x", facet("outputStatistics", "\"rowCount\":" + rows))));
    }
    assertThat(live.sent).hasSize(1);
    assertThat(live.edges()).containsExactly("dataset:lake:topic > dataset:lake:x SOURCE?");

    live.send(run("COMPLETE", LATE, "", ""));
    assertThat(live.making("dataset:lake:x").outputs().get(0).records()).hasValue(9);
  }

  @Test
  void aJobEvent_declares_andALaterOneReplacesIt() {
    live.send(job(EARLY, datasets("a", "b"), datasets("x")));
    live.send(job(LATE, datasets("b"), datasets("y")));
    live.send(job(EARLY, datasets("c"), datasets("z")));

    assertThat(live.edges()).containsExactly("dataset:lake:b > dataset:lake:y SOURCE?");
    assertThat(live.making("dataset:lake:y").run()).isEqualTo("declared");
  }

  @Test
  void aDatasetEvent_documents_andMakesNothing() {
    String event =
        """
        {"eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
         "dataset":%s}""";
    live.send(
        event.formatted(
            EARLY, dataset("x", facet("ownership", "\"owners\":[{\"name\":\"team:data\"}]"))));
    live.send(
        event.formatted(
            LATE,
            dataset(
                "x",
                facet(
                    "lineage",
                    "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"type\":\"DATASET\"}]"),
                facet("headwater_ingest", "\"sourceUri\":\"https://a.example\""))));

    assertThat(live.events()).hasSize(1);
    LineageEvent said = live.events().get(0);
    assertThat(said.type()).isEqualTo(EventType.DOCUMENT);
    assertThat(said.agents()).as("of the earlier event").hasSize(1);
    assertThat(said.document().orElseThrow().ingest().orElseThrow().sourceUri())
        .isEqualTo("https://a.example");
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://openlineage.io/spec/1-0-5/OpenLineage.json"})
  void withoutATellingSchemaUrl_theShapeTells(String url) {
    String told = "\"schemaURL\":\"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";
    live.send(
        complete(datasets("a"), datasets("x"))
            .replace(told + "RunEvent\"", "\"schemaURL\":\"" + url + "\""));
    live.send(
        job(EARLY, datasets("b"), datasets("y"))
            .replace(told + "JobEvent\"", "\"schemaURL\":\"" + url + "\""));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE?", "dataset:lake:b > dataset:lake:y SOURCE?");
  }

  @Test
  void aJobEvent_thatNamesNoDatasets_takesNoneBack() {
    live.send(job(EARLY, datasets("a"), datasets("x")));
    live.send(job(LATE, "", ""));

    assertThat(live.sent).hasSize(1);
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
  }

  /** What a streaming run has written while it ran exists, even if the run fails. */
  @ParameterizedTest
  @ValueSource(strings = {"FAIL", "ABORT", "COMPLETE"})
  void theEndOfAStreamingRun_takesNothingBack(String state) {
    String streaming = facet("jobType", "\"processingType\":\"STREAMING\"");
    live.send(run("RUNNING", EARLY, "", streaming, datasets("topic"), datasets("x")));
    assertThat(live.events()).hasSize(1);

    live.send(run(state, LATE, "", ""));
    assertThat(live.events()).hasSize(1);
    assertThat(live.sent).hasSize(1);
  }

  /** The start and the end of a run may come from different agents. */
  @Test
  void producerAndJob_areThoseOfTheLatestEvent_whicheverComesFirst() {
    String end =
        complete(datasets("a"), datasets("x"))
            .replace("https://git.example/agent\",\n", "https://git.example/later\",\n")
            .replace("daily.orders", "daily.orders.renamed");
    String start = run("START", EARLY, "", "");
    for (List<String> order : List.of(List.of(start, end), List.of(end, start))) {
      Live one = new Live();
      order.forEach(one::send);
      LineageEvent made = one.making("dataset:lake:x");
      assertThat(made.producer()).isEqualTo("https://git.example/later");
      assertThat(made.job().name()).isEqualTo("daily.orders.renamed");
    }
  }

  @Test
  void aFacetOfTheJob_thatIsTakenBack_isGone() {
    live.send(
        run("START", EARLY, "", facet("jobType", "\"jobType\":\"TRAINING\""), datasets("a"), ""));
    live.send(run("COMPLETE", LATE, "", facet("jobType", "\"_deleted\":true"), "", datasets("x")));

    assertThat(live.making("dataset:lake:x").type()).isEqualTo(EventType.TRANSFORM);
    assertThat(live.making("dataset:lake:x").outputs().get(0).attributes()).isEmpty();
  }

  @Test
  void aRetraction_namesTheSameAssets_andWhy() {
    live.send(complete(datasets("a"), datasets("x")));
    LineageEvent made = live.making("dataset:lake:x");
    live.send(run("OTHER", LATE, datasets("b"), ""));
    LineageEvent superseded = live.sent.get(2);
    live.send(run("COMPLETE", LATER, datasets("c"), ""));
    LineageEvent again = live.sent.get(4);

    assertThat(superseded.inputs()).isEqualTo(made.inputs());
    assertThat(superseded.outputs()).isEqualTo(made.outputs());
    assertThat(superseded.eventTime()).isEqualTo(LATE);
    assertThat(superseded.job()).isEqualTo(made.job());
    assertThat(superseded.run()).isEqualTo(made.run());
    assertThat(superseded.retract().orElseThrow().reason()).contains("superseded");
    assertThat(again.retract().orElseThrow().reason())
        .as("it ended, but not in failure")
        .contains("superseded");
  }

  /**
   * A retraction ends an edge only if it lists the target of the edge. A DOCUMENT event has no
   * outputs, so its retraction lists the target as an output.
   */
  @Test
  void aRetractionOfADocument_listsItsTarget() {
    String symlink = "\"identifiers\":[{\"namespace\":\"hive\",\"name\":\"t\",\"type\":\"TABLE\"}]";
    live.send(complete("", dataset("x", facet("symlinks", symlink))));
    live.send(run("FAIL", LATE, "", ""));

    assertThat(live.events()).isEmpty();
    assertThat(live.sent)
        .filteredOn(event -> event.type() == EventType.RETRACT)
        .flatExtracting(LineageEvent::outputs)
        .extracting(output -> output.asset().urn())
        .containsExactlyInAnyOrder("dataset:hive:t", "dataset:lake:x");
  }

  @Test
  void whatTwoRunsMake_isTwoEvents_thoughNothingElseDiffers() {
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    live.send(complete(datasets("a"), datasets("x")));
    live.send(complete(datasets("a"), datasets("x")).replace(Written.RUN, other));

    assertThat(live.events()).extracting(LineageEvent::run).containsExactly(Written.RUN, other);
    live.send(run("FAIL", LATE, "", ""));
    assertThat(live.events()).extracting(LineageEvent::run).containsExactly(other);
  }

  @Test
  void whatALaterVersionKept_isRead() {
    Header header =
        Header.begin(
            new EventReader(OpenLineagePayloads.INSTANCE, false)
                .read(
                    Json.parseForeign(
                        complete("", datasets("x")).getBytes(StandardCharsets.UTF_8))),
            7,
            false);
    String more =
        new String(Rows.write(header), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"later\":{\"x\":1},");

    assertThat(Rows.read(more.getBytes(StandardCharsets.UTF_8), Header.class)).isEqualTo(header);
  }

  private static String job(String time, String inputs, String outputs) {
    return """
        {"eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
         "job":{"namespace":"dbt","name":"orders"},"inputs":[%s],"outputs":[%s]}"""
        .formatted(time, inputs, outputs);
  }
}
