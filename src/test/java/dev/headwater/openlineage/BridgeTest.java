package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.complete;
import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the events of one run, job or dataset accumulate. */
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
    // Of many, because what is left to chance would come out right half of the time.
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
        .containsExactly(EventType.TRANSFORM, EventType.RETRACT, EventType.TRANSFORM);
    assertThat(live.making("dataset:lake:x").inputs()).hasSize(2);
  }

  @Test
  void whatSaysNothingNew_sendsNothing() {
    live.send(complete(datasets("a"), datasets("x")));
    live.send(run("OTHER", LATE, datasets("a"), datasets("x")));
    live.send(complete(datasets("a"), datasets("x")));

    assertThat(live.sent).hasSize(1);
  }

  /** What comes back after a retraction needs an id of its own: the first one stays retracted. */
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

  private static String job(String time, String inputs, String outputs) {
    return """
        {"eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
         "job":{"namespace":"dbt","name":"orders"},"inputs":[%s],"outputs":[%s]}"""
        .formatted(time, inputs, outputs);
  }
}
