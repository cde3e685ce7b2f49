package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthetic;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.question.AssetState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows which verdict, reasons and remarks a gate gives for facts in memory, also while these
 * change or cannot be read.
 */
class GateTest {
  private static final ReadLimits IMPATIENT =
      new ReadLimits(Duration.ofSeconds(10), 1_000, Duration.ofMillis(20), 2);

  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset m = model("m@1");

  private final FakeService service =
      new FakeService(new FakeGraph(4), FakeService.SELF, ReadLimits.DEFAULT);
  private final FakeGraph graph = service.graph;

  @AfterEach
  void close() {
    service.close();
  }

  private static final AssetState ORIGIN_UNKNOWN =
      new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 0, false);

  @Test
  void nothingOfConcern_passesWithoutRemarks() {
    graph.chain(s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.ruling().reasons()).isEmpty();
  }

  @Test
  void undocumentedSyntheticData_failsWithPathAndSentence() {
    graph.undocumented(s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.ruling().reasons())
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

    assertThat(service.queries.gate(s).ruling().reasons())
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

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.ruling().reasons())
        .as("whoever reads PASS sees that it rests on a waiver")
        .containsExactly(
            new Reason(
                Finding.WAIVED,
                t,
                List.of(t, m),
                "dataset:lab:t@1 is synthetic and UNDOCUMENTED, missing seed; a waiver allows its"
                    + " use until +1000000000-12-31T23:59:59.999999999Z."));
  }

  /** By the letter each of them comes from the other. Nobody says where either began. */
  @Test
  void datasetsMadeOnlyFromEachOther_passWithARemark_untilOneIsCollected() {
    graph.edge(s, t).edge(t, s).edge(t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.ruling().reasons())
        .containsExactly(
            new Reason(
                Finding.CIRCULAR_ORIGIN,
                m,
                List.of(m),
                "model:lab:m@1 descends only from datasets that are made from each other; no event"
                    + " says where their data was collected, or how it was generated."));

    graph.edge(dataset("other@1"), m);
    assertThat(service.queries.gate(m).ruling().reasons())
        .as("the loop is still one of its inputs")
        .extracting(Reason::finding, Reason::origin)
        .containsExactly(tuple(Finding.CIRCULAR_ORIGIN, t));

    graph.made(s, EventType.INGEST, Completeness.COMPLETE);
    assertThat(service.queries.gate(m).ruling().reasons())
        .extracting(Reason::finding)
        .doesNotContain(Finding.CIRCULAR_ORIGIN);
  }

  @Test
  void unknownOrigin_cannotBeToldEvenIfWaived() {
    graph.exposed(OriginKind.UNKNOWN, Documentation.NOT_APPLICABLE, List.of(), true, s, t, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
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

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.INCOMPLETE_INPUTS);
    assertThat(gate.ruling().reasons().get(0).message())
        .isEqualTo(
            "An event that made dataset:lab:s@1 says that it does not name all inputs;"
                + " dataset:lab:t@1 descends from it, 1 edge away.");
  }

  @Test
  void anAssetOfUnknownOrigin_cannotBeTold() {
    graph.asset(m, ORIGIN_UNKNOWN);

    assertThat(service.queries.gate(m).ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(service.queries.gate(m).ruling().reasons().get(0).message())
        .isEqualTo("No live event says where model:lab:m@1 comes from.");
  }

  @Test
  void itsOwnUnknownOrigin_isToldOnce() {
    graph.asset(s, ORIGIN_UNKNOWN).unknown(s);

    assertThat(service.queries.gate(s).ruling().reasons()).hasSize(1);
  }

  @Test
  void anAssetThatNobodyNamed_cannotBeTold() {
    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons().get(0).message())
        .isEqualTo("No event that has been processed names model:lab:m@1.");
  }

  @Test
  void failure_comesBeforeDoubtHoweverManyDoubtsThereAre() {
    for (int i = 0; i < 150; i++) {
      graph.unknown(dataset("u" + i), m);
    }
    graph.undocumented(s, m);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.ruling().reasons().get(0).origin()).isEqualTo(s);
    assertThat(gate.ruling().reasons()).hasSize(101);
  }

  @Test
  void eventsNotYetProcessed_cannotBeTold() {
    FakeService behind = new FakeService(graph, FakeService.SELF, IMPATIENT);
    graph.assets(m);
    behind.backlog.set(new Backlog(3, 2, false, 1));

    Gate gate = behind.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.finding()).isEqualTo(Finding.NOT_CAUGHT_UP);
              assertThat(reason.path()).containsExactly(m);
              assertThat(reason.message()).startsWith("Events are still being processed");
            });
    assertThat(gate.freshness().caughtUp()).isFalse();
    behind.close();
  }

  @Test
  void openAlertThatTheGateLists_failsForAllThatDescendsFromIt() {
    graph.chain(s, t, m);
    gateRules();
    graph.of(s).broken.put(s, Set.of(RuleName.GROUP_ERASED));

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.ruling().reasons())
        .containsExactly(
            new Reason(
                Finding.GROUP_ERASED,
                s,
                List.of(s, t, m),
                "dataset:lab:s@1 has an open alert of GROUP_ERASED, which the policy's gate lists;"
                    + " model:lab:m@1 descends from it, 2 edges away."));
  }

  /** The facts are stored, but the alerts that follow from them may not be. */
  @Test
  void alertsThatTheGateLists_areOnlyCertainAtRest() {
    FakeService busy = new FakeService(graph, FakeService.SELF, IMPATIENT);
    graph.chain(s, m);
    gateRules();
    graph.of(m).afterFacts = asset -> busy.backlog.set(new Backlog(0, 5, false, 2));

    Gate gate = busy.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.NOT_CAUGHT_UP);
    busy.close();
  }

  @Test
  void policyThatChangesDuringTheRead_isNoReasonToPass() {
    graph.chain(s, m);
    graph.of(m).afterFacts =
        asset -> {
          if (!graph.of(m).gated) {
            gateRules();
            graph.of(m).revisions.merge(m, 1L, Long::sum);
          }
        };

    assertThat(service.queries.gate(m).ruling().reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.NOT_CAUGHT_UP);
    assertThat(service.queries.gate(m).ruling().verdict()).as("next").isEqualTo(Verdict.PASS);
  }

  @Test
  void gateThatListsRules_passesWhereNoAlertIsOpen() {
    graph.chain(s, t, m);
    gateRules();

    assertThat(service.queries.gate(m).ruling().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void fitnessGap_isARemarkOnTheModelItself_unlessTheGateListsTheRule() {
    Asset tuned = model("tuned@1");
    graph.chain(s, m, tuned);
    graph.of(m).unfit.add(m);

    assertThat(service.queries.gate(m).ruling())
        .isEqualTo(
            new GateRuling(
                Verdict.PASS,
                List.of(
                    new Reason(
                        Finding.FITNESS_GAP,
                        m,
                        List.of(m),
                        "The training data of model:lab:m@1 cannot reach the shares that its"
                            + " intended use requires; the command fitness lists"
                            + " which."))));
    assertThat(service.queries.gate(tuned).ruling())
        .isEqualTo(new GateRuling(Verdict.PASS, List.of()));

    gateRules();
    graph.of(m).broken.put(m, Set.of(RuleName.FITNESS_GAP));

    assertThat(service.queries.gate(m).ruling().reasons())
        .extracting(Reason::message)
        .containsExactly(
            "model:lab:m@1 has an open alert of FITNESS_GAP, which the policy's gate lists.");
  }

  private void gateRules() {
    for (Asset asset : List.of(s, t, m)) {
      graph.of(asset).gated = true;
    }
  }

  @Test
  void kafkaAway_cannotBeToldAndAFailureStillIsOne() {
    FakeService behind = new FakeService(graph, FakeService.SELF, IMPATIENT);
    graph.assets(t).undocumented(s, m);
    behind.backlog.set(null);

    assertThat(behind.queries.gate(t).ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(behind.queries.gate(m).ruling().verdict()).isEqualTo(Verdict.FAIL);
    behind.close();
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

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.ruling().reasons())
        .containsExactly(
            new Reason(
                Finding.INPUTS_NOT_ASSERTED,
                t,
                List.of(t, m),
                "An event that made dataset:lab:t@1 does not assert that it names all inputs."),
            new Reason(
                Finding.SYNTHETIC_NOT_STATED,
                s,
                List.of(s, t, m),
                "An ingest of dataset:lab:s@1 does not say whether it contains synthetic data, or only a document says that it does."));
  }

  /**
   * At each moment exactly one of the two origins is undocumented. A gate that reads one before the
   * change and the other after it sees two documented ones.
   */
  @Test
  void factsOfTwoMoments_areNeverMixed() {
    graph.edge(s, m).edge(t, m);
    graph.becomes(s, OriginKind.SYNTHETIC, Documentation.DOCUMENTED);
    graph.becomes(t, OriginKind.SYNTHETIC, Documentation.UNDOCUMENTED);
    graph.onceRead(
        s,
        () -> {
          graph.becomes(s, OriginKind.SYNTHETIC, Documentation.UNDOCUMENTED);
          graph.becomes(t, OriginKind.SYNTHETIC, Documentation.DOCUMENTED);
        });

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.ruling().reasons()).extracting(Reason::origin).containsExactly(s);
  }

  @Test
  void factsThatChangeWithoutEnd_cannotBeTold() {
    graph.edge(s, m);
    graph.neverAtRest(s);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.INCOMPLETE_ANSWER);
    assertThat(gate.isComplete()).isFalse();
  }

  @Test
  void anIngestThatNamesNoSource_passesWithARemark() {
    graph.chain(s, t, m);
    graph.withoutSource(s);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.ruling().reasons())
        .containsExactly(
            new Reason(
                Finding.SOURCE_NOT_STATED,
                s,
                List.of(s, t, m),
                "An ingest of dataset:lab:s@1 names no source: no sourceUri, collectionMethod or"
                    + " collectedFrom."));
  }
}
