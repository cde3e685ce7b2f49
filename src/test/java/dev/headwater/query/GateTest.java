package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import dev.headwater.query.Gate.Finding;
import dev.headwater.query.Gate.Reason;
import dev.headwater.query.Gate.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final ReadLimits IMPATIENT =
      new ReadLimits(Duration.ofSeconds(10), 1_000, Duration.ofMillis(20), 2);

  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset m = model("m@1");

  private final FakeService service =
      new FakeService(new FakeGraph(4), FakeService.SELF, IMPATIENT);
  private final FakeGraph graph = service.graph;

  @AfterEach
  void close() {
    service.close();
  }

  private static final AssetState ORIGIN_UNKNOWN =
      new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 0, false, false);

  @Test
  void nothingOfConcern_passesWithoutRemarks() {
    graph.chain(s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.reasons()).isEmpty();
  }

  @Test
  void undocumentedSyntheticData_failsWithPathAndSentence() {
    graph.undocumented(s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.reasons())
        .containsExactly(
            new Reason(
                Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
                s,
                List.of(s, t, m),
                "dataset:lab:s@1 is synthetic and UNDOCUMENTED, missing seed, prompts;"
                    + " model:lab:m@1 descends from it, 2 edges away."));
  }

  @Test
  void partlyDocumentedSyntheticData_failsForTheDatasetItself() {
    graph.exposed(OriginKind.SYNTHETIC, Documentation.PARTIAL, List.of(Condition.AGENT), false, s);

    assertThat(service.queries.gate(s).reasons())
        .containsExactly(
            new Reason(
                Finding.UNDOCUMENTED_SYNTHETIC,
                s,
                List.of(s),
                "dataset:lab:s@1 is synthetic and PARTIAL, missing agent."));
  }

  @Test
  void documentedOrWaived_passes() {
    graph.exposed(OriginKind.SYNTHETIC, Documentation.DOCUMENTED, List.of(), false, s, m);
    graph.exposed(
        OriginKind.SYNTHETIC, Documentation.UNDOCUMENTED, List.of(Condition.SEED), true, t, m);

    assertThat(service.queries.gate(m).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void unknownOrigin_cannotBeToldEvenIfWaived() {
    graph.exposed(OriginKind.UNKNOWN, Documentation.NOT_APPLICABLE, List.of(), true, s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.reasons())
        .containsExactly(
            new Reason(
                Finding.TRAINED_ON_UNKNOWN_ORIGIN,
                s,
                List.of(s, t, m),
                "No live event says where dataset:lab:s@1 comes from;"
                    + " model:lab:m@1 descends from it, 2 edges away."));
  }

  @Test
  void incompleteInputs_cannotBeTold() {
    graph.exposed(OriginKind.INCOMPLETE, Documentation.NOT_APPLICABLE, List.of(), false, s, t);

    Gate gate = service.queries.gate(t);

    assertThat(gate.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.INCOMPLETE_INPUTS);
    assertThat(gate.reasons().get(0).message())
        .isEqualTo(
            "An event that made dataset:lab:s@1 says that it does not name all inputs;"
                + " dataset:lab:t@1 descends from it, 1 edge away.");
  }

  @Test
  void anAssetOfUnknownOrigin_cannotBeTold() {
    graph.asset(m, ORIGIN_UNKNOWN);

    assertThat(service.queries.gate(m).verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(service.queries.gate(m).reasons().get(0).message())
        .isEqualTo("No live event says where model:lab:m@1 comes from.");
  }

  @Test
  void itsOwnUnknownOrigin_isToldOnce() {
    graph.asset(s, ORIGIN_UNKNOWN).unknown(s);

    assertThat(service.queries.gate(s).reasons()).hasSize(1);
  }

  @Test
  void anAssetThatNobodyNamed_cannotBeTold() {
    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.reasons().get(0).message())
        .isEqualTo("No event that has been processed names model:lab:m@1.");
  }

  @Test
  void failure_comesBeforeDoubtHoweverManyDoubtsThereAre() {
    for (int i = 0; i < 150; i++) {
      graph.unknown(dataset("u" + i), m);
    }
    graph.undocumented(s, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.reasons().get(0).origin()).isEqualTo(s);
    assertThat(gate.reasons()).hasSize(101);
  }

  @Test
  void eventsNotYetProcessed_cannotBeTold() {
    graph.assets(m);
    service.backlog.set(new Backlog(3, 2, false, 1));

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.reasons())
        .containsExactly(
            new Reason(
                Finding.NOT_CAUGHT_UP,
                m,
                List.of(m),
                "Events are still being processed: 3 events and 2 messages between assets wait."));
  }

  @Test
  void kafkaAway_cannotBeToldAndAFailureStillIsOne() {
    graph.assets(t).undocumented(s, m);
    service.backlog.set(null);

    assertThat(service.queries.gate(t).verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(service.queries.gate(m).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void thePartitionAway_isAnError() {
    service.cluster.lose(graph.partitionOf(m));

    assertThatThrownBy(() -> service.queries.gate(m)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void whatNobodyAsserted_isRemarkedUponAlongCarryingRolesOnly() {
    graph
        .made(s, EventType.INGEST, Completeness.COMPLETE)
        .made(t, EventType.CLEAN, Completeness.NO_ASSERTION)
        .chain(s, t, m)
        .made(dataset("filter"), EventType.INGEST, Completeness.NO_ASSERTION)
        .edge(dataset("filter"), m, Role.REFERENCE, EventType.TRAIN, false);

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.reasons())
        .containsExactly(
            new Reason(
                Finding.INPUTS_NOT_ASSERTED,
                t,
                List.of(t, m),
                "No event asserts that it names all inputs of dataset:lab:t@1."),
            new Reason(
                Finding.SYNTHETIC_NOT_STATED,
                s,
                List.of(s, t, m),
                "An ingest of dataset:lab:s@1 does not say whether it contains synthetic data."));
  }

  @Test
  void anIngestThatNamesNoSource_passesWithARemark() {
    graph.chain(s, t, m);
    graph.asset(
        s, new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 0, true, true));

    Gate gate = service.queries.gate(m);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.reasons())
        .containsExactly(
            new Reason(
                Finding.SOURCE_NOT_STATED,
                s,
                List.of(s, t, m),
                "An ingest of dataset:lab:s@1 names no source: no sourceUri, collectionMethod or"
                    + " collectedFrom."));
  }
}
