package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthetic;
import dev.headwater.model.Waive;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PlacedCluster;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.FakeWatermarks;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what reads of the past answer. The topology itself writes the rows that they read. */
class PastReadsTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final Asset MADE_UP = Asset.parse("dataset:lab:made-up@1");
  private static final Asset MIX = Asset.parse("dataset:lab:mix@1");
  private static final Asset TUTOR = Asset.parse("model:lab:tutor@1");

  private final OneTask task = new OneTask(Policy.DEFAULT, DAY);
  private final Queries queries =
      new Queries(
          new PlacedCluster(
              () -> List.of(new PlacedCluster.Placement(FakeService.SELF, java.util.Set.of(0))),
              FakeService.SELF,
              1,
              asset -> 0),
          new LocalReads(
              partition ->
                  Optional.of(
                      new StoredReads(
                          0,
                          task.rows(),
                          new Progress(),
                          Policy.DEFAULT,
                          Clock.fixed(at(1_000), ZoneOffset.UTC))),
              () -> new InstanceReport("RUNNING", List.of(0), 0, 0, 0)),
          () -> new Backlog(0, 0, false, 1),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          ReadLimits.DEFAULT);

  @AfterEach
  void close() {
    queries.close();
    task.close();
  }

  private static Instant at(long hours) {
    return DAY.plus(Duration.ofHours(hours));
  }

  private static Moment asOf(long hours) {
    return new Moment(Optional.of(at(hours)), Optional.empty());
  }

  private static Moment knownAt(long hours) {
    return new Moment(Optional.empty(), Optional.of(at(hours)));
  }

  private LineageEvent send(LineageEvent.Builder event, long arrivedHours) {
    LineageEvent sent = event.build();
    task.send(sent, at(arrivedHours));
    return sent;
  }

  private static LineageEvent.Builder event(EventType type, long hours, Asset output) {
    LineageEvent.Builder event = OneTask.event(type, at(hours));
    return type == EventType.DOCUMENT ? event : event.outputs(List.of(OneTask.output(output)));
  }

  private LineageEvent madeUp;

  /**
   * Ingests raw data at 1 h, synthesizes data at 2 h, mixes both at 3 h and trains a model at 4 h.
   * Each event arrives 10 h after its event time.
   */
  @BeforeEach
  void makeAModel() {
    send(event(EventType.INGEST, 1, RAW), 11);
    madeUp = send(event(EventType.SYNTHESIZE, 2, MADE_UP), 12);
    send(
        event(EventType.TRANSFORM, 3, MIX)
            .inputs(List.of(OneTask.input(RAW, Role.SOURCE), OneTask.input(MADE_UP, Role.SOURCE))),
        13);
    send(event(EventType.TRAIN, 4, TUTOR).inputs(List.of(OneTask.input(MIX, Role.SOURCE))), 14);
  }

  private Optional<Verdict> verdict(Asset asset, Moment moment) {
    return queries.gate(asset, moment).map(gate -> gate.ruling().verdict());
  }

  @Test
  void gate_isOfWhatWasThere() {
    assertThat(queries.gate(TUTOR).ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(verdict(TUTOR, asOf(4))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, asOf(3))).isEmpty();
    assertThat(verdict(TUTOR, knownAt(14))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, knownAt(13))).isEmpty();
    assertThat(verdict(MIX, knownAt(13))).contains(Verdict.FAIL);
    assertThat(verdict(RAW, asOf(1))).contains(Verdict.PASS);
    assertThat(verdict(RAW, asOf(0))).isEmpty();
  }

  @Test
  void gate_namesThePathThatWasThere() {
    assertThat(queries.gate(TUTOR, knownAt(14)).orElseThrow().ruling().reasons())
        .filteredOn(reason -> reason.finding() == Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC)
        .extracting(Reason::path)
        .containsExactly(List.of(MADE_UP, MIX, TUTOR));
  }

  @Test
  void aRetraction_countsWheneverItCame_unlessItWasNotKnown() {
    send(
        OneTask.event(EventType.RETRACT, at(5))
            .outputs(List.of(OneTask.output(MADE_UP)))
            .retract(new Retract(madeUp.eventId(), "wrong")),
        20);

    assertThat(queries.gate(TUTOR).ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(verdict(TUTOR, asOf(4))).contains(Verdict.INDETERMINATE);
    assertThat(verdict(TUTOR, knownAt(19))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, knownAt(20))).contains(Verdict.INDETERMINATE);
    assertThat(verdict(TUTOR, new Moment(Optional.of(at(4)), Optional.of(at(19)))))
        .contains(Verdict.FAIL);
  }

  @Test
  void aWaiver_isJudgedAtTheTimeThatIsAskedFor() {
    send(waiver(6, at(30)), 16);

    assertThat(queries.gate(TUTOR).ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(verdict(TUTOR, knownAt(15))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, knownAt(16))).contains(Verdict.PASS);
    assertThat(verdict(TUTOR, knownAt(29))).contains(Verdict.PASS);
    assertThat(verdict(TUTOR, knownAt(30))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, asOf(5))).contains(Verdict.FAIL);
    assertThat(verdict(TUTOR, asOf(6))).contains(Verdict.PASS);
  }

  private static LineageEvent.Builder waiver(long hours, Instant until) {
    return OneTask.event(EventType.DOCUMENT, at(hours))
        .document(
            new Document(
                MADE_UP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new Waive(
                        RuleName.UNDOCUMENTED_SYNTHETIC,
                        Optional.empty(),
                        "approver",
                        "rationale",
                        until)),
                List.of()));
  }

  /** Records of several partitions are processed in any order. The earliest arrival counts. */
  @Test
  void ofTwoRecordsOfAnEvent_theFirstToArriveCounts() {
    LineageEvent late = event(EventType.INGEST, 1, Asset.parse("dataset:lab:twice")).build();
    task.send(late, at(40));
    task.send(late, at(30));

    assertThat(verdict(late.outputs().get(0).asset(), knownAt(29))).isEmpty();
    assertThat(verdict(late.outputs().get(0).asset(), knownAt(30))).contains(Verdict.PASS);
  }

  @Test
  void lineage_hasTheEdgesThatWereThere() {
    Function<Moment, List<Asset>> upstream =
        moment ->
            queries
                .lineage(TUTOR, Direction.UPSTREAM, 20, 100, moment, Promptness.AT_ONCE)
                .map(found -> found.nodes().stream().map(Lineage.Node::asset).toList())
                .orElse(List.of());

    assertThat(upstream.apply(Moment.NOW)).containsExactly(TUTOR, MIX, MADE_UP, RAW);
    assertThat(upstream.apply(knownAt(14))).containsExactly(TUTOR, MIX, MADE_UP, RAW);
    assertThat(upstream.apply(knownAt(13))).isEmpty();
    Lineage down =
        queries
            .lineage(MADE_UP, Direction.DOWNSTREAM, 20, 100, knownAt(13), Promptness.AT_ONCE)
            .orElseThrow();
    assertThat(down.nodes()).extracting(Lineage.Node::asset).containsExactly(MADE_UP, MIX);
    assertThat(down.edges()).hasSize(1);
    assertThat(down.truncated()).isEmpty();
  }

  @Test
  void lineage_tellsWhatInherited() {
    Lineage found =
        queries
            .lineage(TUTOR, Direction.UPSTREAM, 20, 100, knownAt(14), Promptness.AT_ONCE)
            .orElseThrow();

    assertThat(found.nodes())
        .extracting(node -> node.state().orElseThrow().synthetic())
        .containsExactly(
            Synthetic.INHERITED, Synthetic.INHERITED, Synthetic.YES, Synthetic.UNKNOWN);
  }

  /** At depth 1 the edge to the model is cut off. It exists only from 14 h on. */
  @Test
  void downstream_isCutByDepthOnlyWhereAnEdgeWasThere() {
    Function<Moment, Optional<Truncation>> truncated =
        moment ->
            queries
                .lineage(MADE_UP, Direction.DOWNSTREAM, 1, 100, moment, Promptness.AT_ONCE)
                .orElseThrow()
                .truncated();

    assertThat(truncated.apply(knownAt(14))).contains(Truncation.DEPTH);
    assertThat(truncated.apply(knownAt(13))).isEmpty();
  }

  @Test
  void asset_isOfTheEventsThatCount() {
    send(
        event(EventType.CLEAN, 8, MIX)
            .inputs(List.of(OneTask.input(RAW, Role.SOURCE)))
            .outputs(
                List.of(new Output(MIX, OptionalLong.of(77), OptionalLong.empty(), "", List.of()))),
        18);

    AssetDetail then = queries.asset(MIX, knownAt(17), Promptness.AT_ONCE).orElseThrow();
    AssetDetail later = queries.asset(MIX, knownAt(18), Promptness.AT_ONCE).orElseThrow();

    assertThat(then.summary().records()).isEmpty();
    assertThat(later.summary().records()).hasValue(77);
    assertThat(then.summary().producedBy()).hasSize(1);
    assertThat(then.summary().synthetic()).isEqualTo(Synthetic.INHERITED);
    assertThat(then.summary().exposures().undocumented()).isEqualTo(1);
    assertThat(queries.asset(MIX, knownAt(12), Promptness.AT_ONCE)).isEmpty();
  }

  /**
   * No event makes this asset. It is found from the moment at which an event that names it as an
   * input is known.
   */
  @Test
  void anInputAlone_isFoundOnceAnEventNamesIt() {
    Asset nobody = Asset.parse("dataset:lab:nobody");
    send(
        event(EventType.CLEAN, 6, Asset.parse("dataset:lab:after"))
            .inputs(List.of(OneTask.input(nobody, Role.SOURCE))),
        16);

    assertThat(queries.asset(nobody, knownAt(15), Promptness.AT_ONCE)).isEmpty();
    AssetDetail found = queries.asset(nobody, knownAt(16), Promptness.AT_ONCE).orElseThrow();
    assertThat(found.summary().exposures().unknown()).isEqualTo(1);
    assertThat(verdict(nobody, knownAt(16))).contains(Verdict.INDETERMINATE);
  }

  @Test
  void exposures_areThoseOfThen_aPageAfterTheOther() {
    send(waiver(6, at(30)), 16);

    Exposures waived = exposures(ExposureFilter.WAIVED, "", 10, knownAt(20));
    Exposures open = exposures(ExposureFilter.OPEN, "", 10, knownAt(15));

    assertThat(waived.items()).extracting(item -> item.entry().origin()).containsExactly(MADE_UP);
    assertThat(open.items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.entry().kind()).isEqualTo(OriginKind.SYNTHETIC);
              assertThat(item.entry().distance()).isEqualTo(2);
              assertThat(item.entry().via()).isEqualTo(MIX);
              assertThat(item.entry().direct()).isTrue();
              assertThat(item.path()).containsExactly(MADE_UP, MIX, TUTOR);
            });
  }

  private Exposures exposures(ExposureFilter filter, String cursor, int limit, Moment moment) {
    return queries
        .exposures(TUTOR, filter, cursor, limit, moment, Promptness.AT_ONCE)
        .orElseThrow();
  }

  @Test
  void card_isOfThen() {
    AssetAccount then = queries.account(MADE_UP, knownAt(12)).orElseThrow();

    assertThat(then.gate().ruling().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(then.usedBy()).isEmpty();
    assertThat(queries.account(MADE_UP, knownAt(13)).orElseThrow().usedBy()).containsExactly(MIX);
    assertThat(queries.account(MADE_UP, knownAt(11))).isEmpty();
    assertThat(then.openAlerts()).isEmpty();
  }
}
