package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows that several attempts, jobs and names under one run id are told apart, and that repeated
 * content sends nothing.
 */
class AttemptsTest {
  private static final String A_TO_X = "dataset:lake:a > dataset:lake:x SOURCE?";
  private static final String B_TO_Y = "dataset:lake:b > dataset:lake:y SOURCE?";
  private static final String STREAMING = facet("jobType", "\"processingType\":\"STREAMING\"");

  private final Live live = new Live();

  private static String at(int second) {
    return "2026-11-22T10:00:%02dZ".formatted(second);
  }

  private static String other(String event) {
    return event.replace("daily.orders", "other");
  }

  /** Asserts the edges for 50 random orders of arrival. */
  private static void inAnyOrder(List<String> events, String... edges) {
    for (int seed = 0; seed < 50; seed++) {
      List<String> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, new Random(seed));
      Live one = new Live();
      shuffled.forEach(one::send);
      assertThat(one.edges()).as("%s", shuffled).containsExactlyInAnyOrder(edges);
    }
  }

  @Test
  void anAttemptThatFails_takesBackItsOwnOnly() {
    inAnyOrder(
        List.of(
            run("START", at(1), datasets("a"), ""),
            run("COMPLETE", at(2), "", datasets("x")),
            run("START", at(3), datasets("b"), ""),
            run("RUNNING", at(4), "", datasets("y")),
            run("FAIL", at(5), "", "")),
        A_TO_X);
  }

  @Test
  void anAttemptAfterAFailedOne_hasInputsOfItsOwn() {
    inAnyOrder(
        List.of(
            run("START", at(1), datasets("a"), datasets("x")),
            run("FAIL", at(2), "", ""),
            run("START", at(3), datasets("b"), ""),
            run("COMPLETE", at(4), "", datasets("y"))),
        B_TO_Y);
  }

  @Test
  void aFailureWithoutANewStart_isOfTheSameAttempt() {
    inAnyOrder(
        List.of(run("COMPLETE", at(2), datasets("a"), datasets("x")), run("FAIL", at(5), "", "")));
  }

  @Test
  void aSecondAttemptThatSaysTheSame_sendsNothing_andItsFailureLeavesTheFirst() {
    live.send(run("COMPLETE", at(2), datasets("a"), datasets("x")));
    live.send(run("START", at(3), datasets("a"), datasets("x")));
    live.send(run("COMPLETE", at(4), datasets("a"), datasets("x")));
    live.send(run("FAIL", at(5), "", ""));

    assertThat(live.sent).hasSize(1);
    live.send(run("FAIL", at(2), "", ""));
    assertThat(live.events()).as("now none of the two stands").isEmpty();
  }

  @Test
  void twoJobsOfOneRunId_haveTheirOwnInputsAndOutputs_andFailAlone() {
    List<String> events =
        List.of(
            run("START", at(1), datasets("a"), ""),
            other(run("START", at(1), datasets("b"), "")),
            run("COMPLETE", at(3), "", datasets("x")),
            other(run("COMPLETE", at(4), "", datasets("y"))));
    inAnyOrder(events, A_TO_X, B_TO_Y);
    List<String> failed = new ArrayList<>(events);
    failed.add(other(run("FAIL", at(5), "", "")));
    inAnyOrder(failed, A_TO_X);
  }

  @Test
  void aJobThatBeginsUnderTheIdOfOneThatHasEnded_isAnother() {
    live.send(run("COMPLETE", at(2), datasets("a"), datasets("x")));
    live.send(other(run("START", at(3), datasets("b"), datasets("y"))));
    live.send(other(run("FAIL", at(4), "", "")));

    assertThat(live.sent).hasSize(1);
    assertThat(live.edges()).containsExactly(A_TO_X);
  }

  @Test
  void aJobThatIsRenamedBetweenStartAndEnd_isOneRun() {
    List<String> events =
        List.of(
            run("START", at(1), datasets("a"), ""),
            run("RUNNING", at(2), datasets("b"), ""),
            other(run("COMPLETE", at(3), "", datasets("x"))));
    inAnyOrder(events, A_TO_X, A_TO_X.replace("lake:a", "lake:b"));
    List<String> failed = new ArrayList<>(events);
    failed.add(other(run("ABORT", at(4), "", "")));
    inAnyOrder(failed);
    events.forEach(live::send);
    assertThat(live.making("dataset:lake:x").job().name()).isEqualTo("other");
  }

  @Test
  void anAttemptOfAStreamingRun_thatFails_leavesWhatItWrote() {
    inAnyOrder(
        List.of(
            run("START", at(1), "", STREAMING, datasets("a"), datasets("x")),
            run("FAIL", at(2), "", STREAMING, "", ""),
            run("START", at(3), "", STREAMING, datasets("b"), datasets("y")),
            run("ABORT", at(4), "", STREAMING, "", "")),
        A_TO_X,
        B_TO_Y);
  }

  @Test
  void whatIsSaidAgainAtALaterTime_sendsNothing() {
    String end = run("COMPLETE", at(2), datasets("a"), datasets("x"));
    live.send(end);
    UUID id = live.sent.get(0).eventId();
    for (int second = 3; second < 60; second++) {
      live.send(end.replace(at(2), at(second)));
      live.send(run("START", at(1), datasets("a"), ""));
    }

    assertThat(live.sent).extracting(LineageEvent::eventId).containsExactly(id);
  }

  @Test
  void aCatalogThatRepeatsItself_sendsNothing() {
    String event =
        """
        {"eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
         "dataset":%s}""";
    String synthesis = facet("headwater_synthesis", "\"kind\":\"LLM\"");
    for (int second = 0; second < 60; second++) {
      live.send(event.formatted(at(second), dataset("x", synthesis)));
    }
    assertThat(live.sent).hasSize(1);

    live.send(
        event.formatted(
            at(59).replace("10:", "11:"),
            dataset("x", synthesis, facet("version", "\"datasetVersion\":\"2\""))));
    assertThat(live.sent)
        .extracting(LineageEvent::type)
        .containsExactly(EventType.DOCUMENT, EventType.DOCUMENT, EventType.RETRACT);
  }

  @Test
  void aJobsDefinition_byItsLineageFacetAlone_isOne_andSaysNothingNewWhenRepeated() {
    String event =
        """
        {"eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
         "job":{"namespace":"dbt","name":"orders","facets":{%s}}}""";
    String lineage =
        facet(
            "lineage",
            """
            "entries":[{"namespace":"lake","name":"%s","type":"DATASET",
              "inputs":[{"namespace":"lake","name":"a","type":"DATASET"}]}]""");
    live.send(event.formatted(at(1), lineage.formatted("x")));
    live.send(event.formatted(at(2), lineage.formatted("x")));
    assertThat(live.sent).hasSize(1);
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE");

    live.send(event.formatted(at(3), lineage.formatted("y")));
    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:y SOURCE");
  }

  @Test
  void targetsOfTheJobsFacet_ofSeveralEvents_areAllOutputs() {
    String lineage =
        facet(
            "lineage",
            "\"entries\":[{\"namespace\":\"lake\",\"name\":\"%s\",\"type\":\"DATASET\"}]");
    inAnyOrder(
        List.of(
            run("START", at(1), "", lineage.formatted("x"), datasets("a"), ""),
            run("RUNNING", at(2), "", lineage.formatted("z"), "", ""),
            run("COMPLETE", at(3), "", "", "", "")),
        A_TO_X,
        A_TO_X.replace("lake:x", "lake:z"));
  }

  @Test
  void aTableThatIsMadeAndDropped_stillPassesLineageOn() {
    String change = "\"lifecycleStateChange\":\"%s\"";
    String fromTmp =
        facet(
            "lineage",
            "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"tmp\",\"type\":\"DATASET\"}]");
    live.send(
        run(
            "RUNNING",
            at(1),
            datasets("a"),
            dataset("tmp", facet("lifecycleStateChange", change.formatted("CREATE")))));
    live.send(run("RUNNING", at(2), "", dataset("x", fromTmp)));
    live.send(
        run(
            "COMPLETE",
            at(3),
            "",
            dataset("tmp", facet("lifecycleStateChange", change.formatted("DROP")))));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:tmp SOURCE?",
            "dataset:lake:tmp > dataset:lake:x SOURCE");
    assertThat(live.making("dataset:lake:tmp").outputs().get(0).attributes())
        .containsEntry("openlineage.lifecycle", "DROP");
  }

  /** A table that one run drops was still made by the other run. */
  @Test
  void aTableThatALaterRunDrops_wasMade() {
    live.send(run("COMPLETE", at(1), datasets("a"), datasets("x")));
    String later = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    live.send(
        run(
                "COMPLETE",
                at(2),
                "",
                dataset("x", facet("lifecycleStateChange", "\"lifecycleStateChange\":\"DROP\"")))
            .replace(Written.RUN, later));

    assertThat(live.edges()).containsExactly(A_TO_X);
    assertThat(live.events())
        .extracting(LineageEvent::type)
        .containsExactly(EventType.TRANSFORM, EventType.DOCUMENT);
  }

  /** Emptied and loaded: whichever event names the input, and whichever comes first. */
  @Test
  void aTableThatIsEmptied_comesFromWhatItsRunReads() {
    String emptied =
        dataset("x", facet("lifecycleStateChange", "\"lifecycleStateChange\":\"TRUNCATE\""));
    inAnyOrder(
        List.of(run("START", at(1), datasets("a"), ""), run("COMPLETE", at(2), "", emptied)),
        A_TO_X);
    inAnyOrder(
        List.of(run("START", at(1), "", emptied), run("COMPLETE", at(2), datasets("a"), "")),
        A_TO_X);
  }

  @Test
  void anInputThatAFacetNamesByItsOtherName_isNamed() {
    String symlink =
        facet(
            "symlinks",
            "\"identifiers\":[{\"namespace\":\"hive\",\"name\":\"t\",\"type\":\"TABLE\"}]");
    String columns =
        facet(
            "columnLineage",
            "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"hive\",\"name\":\"t\",\"field\":\"id\"}]}}");
    live.send(run("COMPLETE", at(1), dataset("a", symlink), dataset("x", columns)));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:hive:t > dataset:lake:x SOURCE", "dataset:lake:a > dataset:hive:t SOURCE");
  }

  /** Some tools use the same run id for all their runs. */
  @Test
  void aRunIdThatIsUsedForEver_costsTheSame_andTakesNothingBack() {
    MapMemory memory = null;
    long early = 0;
    for (int i = 0; i < 120; i++) {
      String begin = "2026-11-22T%02d:%02d:0".formatted(i / 60, i % 60);
      live.send(run("START", begin + "1Z", datasets("a" + i), ""));
      memory = live.kept.get("run:" + Written.RUN);
      memory.reads = 0;
      live.send(run("COMPLETE", begin + "2Z", "", datasets("x" + i, "all")));
      early = i == 60 ? memory.reads : early;
    }
    assertThat(memory.reads).isLessThan(early * 2);
    assertThat(live.sent).as("two for each, and none taken back").hasSize(240);

    live.send(run("FAIL", "2026-11-22T00:00:03Z", "", ""));
    assertThat(live.sent).as("of an attempt that is forgotten").hasSize(240);
    live.send(run("FAIL", "2026-11-22T01:59:03Z", "", ""));
    assertThat(live.events()).hasSize(238);
  }
}
