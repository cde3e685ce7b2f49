package dev.headwater.query;

import static dev.headwater.query.Composed.composition;
import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Moment;
import dev.headwater.model.TransformOperation;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.walk.Reading;
import dev.headwater.query.walk.RepresentationReading;
import dev.headwater.representation.Change;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Representation.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows what a read of who is represented finds in several partitions, also while facts change or
 * cannot be read. What follows from what is left to the tests of the derivation.
 */
class RepresentationTest {
  private static final Measure LANGUAGES = new Measure("language", Measure.RECORDS);

  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset mix = dataset("mix@1");
  private final Asset m = model("m@1");

  private final FakeGraph graph = new FakeGraph(4);
  private final FakeService service = new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT);

  @AfterEach
  void close() {
    service.close();
  }

  private void add(Composed event) {
    Asset output = event.event().outputs().get(0).asset();
    graph.event(output, event.event());
  }

  private Composed ingest(Asset asset) {
    return Composed.of(EventType.INGEST, asset);
  }

  /** Reads once: a read that answers at once may read a second time, when nothing changes. */
  private static Represented read(FakeService of, Asset asset, String dimension) {
    return of.queries
        .representation(asset, dimension, Moment.NOW, Promptness.CAUGHT_UP)
        .orElseThrow();
  }

  private Represented read(Asset asset) {
    return read(service, asset, "");
  }

  private static Representation only(Represented found) {
    assertThat(found.items()).hasSize(1);
    return found.items().get(0).representation();
  }

  private static Interval amount(Representation of, String category) {
    return of.categories().get(category).amount();
  }

  /** Two datasets in different partitions are mixed, and a model is trained on the mix. */
  private void mixed() {
    add(ingest(s).with(languages("en", 6, "sw", 4)));
    add(ingest(t).with(languages("en", 1)));
    add(Composed.of(TransformOperation.MERGE, mix).from(s, 10).from(t, 1));
    add(Composed.of(EventType.TRAIN, m).from(mix));
    assertThat(graph.partitionOf(s)).isNotEqualTo(graph.partitionOf(t));
  }

  @Test
  void whatFollows_isReadOverAllPartitions() {
    mixed();

    Represented found = read(m);

    Representation languages = only(found);
    assertThat(languages.measure()).isEqualTo(LANGUAGES);
    assertThat(languages.method()).isEqualTo(Method.DERIVED);
    assertThat(languages.of()).containsExactly(mix);
    assertThat(languages.total()).isEqualTo(Interval.point(11));
    assertThat(amount(languages, "en")).isEqualTo(Interval.point(7));
    assertThat(amount(languages, "sw")).isEqualTo(Interval.point(4));
    assertThat(found.items().get(0).metrics()).isPresent();
    assertThat(found.truncated()).isEmpty();
    assertThat(found.freshness().caughtUp()).isTrue();
    assertThat(found.freshness().applied().keySet())
        .contains(graph.partitionOf(s), graph.partitionOf(t), graph.partitionOf(mix));
  }

  @Test
  void oneDimension_isReadAlone() {
    add(
        ingest(s)
            .with(languages("en", 6))
            .with(composition("region", "records", 1, "TZ", 5))
            .with(composition("region", "hours", 0, "TZ", 2.5)));

    assertThat(read(s).items()).hasSize(3);
    assertThat(read(service, s, "region").items())
        .extracting(item -> item.representation().measure())
        .containsExactly(new Measure("region", "hours"), new Measure("region", "records"));
    Represented none = read(service, s, "age");
    assertThat(only(none).notDerivable()).isPresent();
    assertThat(none.truncated()).isEmpty();
  }

  @Test
  void moreAssetsThanTheLimit_leaveWhatDependsOnThemUnknown() {
    mixed();
    try (FakeService few =
        new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT.withRepresentationAssets(3))) {
      Represented found = read(few, m, "language");

      assertThat(found.truncated()).contains(Truncation.NODES);
      assertThat(only(found).isExact()).isFalse();
      assertThat(only(found).notDerivable()).isPresent();
      assertThat(found.items().get(0).metrics()).isEmpty();
    }
    try (FakeService enough =
        new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT.withRepresentationAssets(4))) {
      assertThat(read(enough, m, "")).isEqualTo(read(m));
    }
  }

  @Test
  void moreThanMemoryHolds_leavesWhatDependsOnItUnknown() {
    mixed();
    add(ingest(mix).at(FakeGraph.OPENED.plusSeconds(9)).with(composition("age", "records", 0)));

    Represented found = readWithBytes(m, 1_000).orElseThrow();

    assertThat(found.truncated()).contains(Truncation.ITEMS);
    assertThat(found.items()).noneMatch(item -> item.representation().isExact());
    assertThat(readWithBytes(m, 100_000).orElseThrow().truncated()).isEmpty();
  }

  private Optional<Represented> readWithBytes(Asset asset, long bytes) {
    LocalReads local =
        new LocalReads(
            partition -> Optional.of(graph.reads(partition)), () -> InstanceReport.UNREACHABLE);
    Reading reading =
        new Reading(
            service.cluster,
            instance -> local,
            ForkJoinPool.commonPool(),
            Duration.ofMinutes(1),
            () -> CatchUp.Outcome.CAUGHT_UP);
    return new RepresentationReading(reading, asset, "", Moment.NOW, 10, bytes, Map.of()).read();
  }

  @Test
  void anAssetWithMoreEventsThanAreRead_makesTheAnswerIncomplete() {
    mixed();
    graph.of(t).cut.add(t);

    Represented found = read(mix);

    assertThat(found.truncated()).contains(Truncation.EVENTS);
    assertThat(amount(only(found), "en")).isEqualTo(Interval.point(7));
    graph.of(mix).cut.add(mix);
    assertThat(only(read(mix)).notDerivable()).isPresent();
  }

  /**
   * At each moment both datasets have ten records in English together. A read that sees one before
   * the change and the other after it finds eleven or nine.
   */
  @Test
  void statementsOfTwoMoments_areNeverMixed() {
    add(ingest(s).with(languages("en", 6)));
    add(ingest(t).with(languages("en", 4)));
    add(Composed.of(TransformOperation.MERGE, mix).from(s, 100).from(t, 100));
    graph.onceRead(
        s,
        () -> {
          later(s, 5);
          later(t, 5);
        });
    graph.onceRead(
        t,
        () -> {
          later(t, 7);
          later(s, 3);
        });

    Represented found = read(mix);

    assertThat(amount(only(found), "en")).isEqualTo(Interval.point(10));
    assertThat(found.truncated()).isEmpty();
  }

  /** What is read before the limit is of one moment too. */
  @Test
  void partsOfTwoMoments_areNeverMixed() {
    add(ingest(s).with(languages("en", 6)));
    add(Composed.of(EventType.CLEAN, t).from(dataset("u@1")).with(languages("en", 4)));
    add(Composed.of(TransformOperation.MERGE, mix).from(s, 100).from(t, 100));
    graph.onceRead(
        s,
        () -> {
          later(s, 5);
          later(t, 5);
        });
    graph.onceRead(
        t,
        () -> {
          later(t, 7);
          later(s, 3);
        });
    try (FakeService few =
        new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT.withRepresentationAssets(3))) {
      Represented found = read(few, mix, "");

      assertThat(found.truncated()).contains(Truncation.NODES);
      assertThat(amount(only(found), "en")).isEqualTo(Interval.point(10));
    }
  }

  private int changes;

  /** Another event declares the dataset's composition. */
  private void later(Asset asset, int english) {
    changes++;
    add(ingest(asset).at(FakeGraph.OPENED.plusSeconds(changes)).with(languages("en", english)));
    graph.of(asset).revisions.merge(asset, 1L, Long::sum);
  }

  @Test
  void statementsThatChangeWithoutEnd_leaveOnlyWhatTheAssetDeclares() {
    mixed();
    add(
        ingest(mix)
            .at(FakeGraph.OPENED.plusSeconds(9))
            .with(composition("region", "records", 0, "TZ", 11)));
    graph.neverAtRest(s);

    Represented found = read(mix);

    assertThat(found.truncated()).contains(Truncation.CHANGING);
    assertThat(found.items())
        .extracting(Represented.Item::representation)
        .filteredOn(one -> one.method() != Method.DERIVED)
        .extracting(Representation::measure)
        .containsExactly(new Measure("region", "records"));
    assertThat(found.items())
        .extracting(Represented.Item::representation)
        .filteredOn(one -> one.method() == Method.DERIVED)
        .allSatisfy(one -> assertThat(one.notDerivable()).isPresent());
  }

  @Test
  void theTimeIsOver_leavesOnlyWhatTheAssetDeclares() {
    mixed();
    add(ingest(mix).at(FakeGraph.OPENED.plusSeconds(9)).with(languages("en", 3)));
    ReadLimits brief = new ReadLimits(Duration.ofSeconds(2), 100, Duration.ZERO, 2);
    graph.of(mix).afterFacts =
        asset -> {
          Deadline slow = Deadline.in(brief.time());
          while (asset.equals(mix) && !slow.isOver()) {
            Thread.onSpinWait();
          }
        };
    try (FakeService slow = new FakeService(graph, FakeService.SELF, brief)) {
      Represented found = read(slow, mix, "");

      assertThat(found.truncated()).contains(Truncation.TIME);
      assertThat(only(found).method()).isEqualTo(Method.MEASURED);
      assertThat(amount(only(found), "en")).isEqualTo(Interval.point(3));
    }
  }

  @Test
  void noTimeAtAll_isAnError() {
    mixed();
    ReadLimits none = new ReadLimits(Duration.ZERO, 100, Duration.ZERO, 2);
    try (FakeService late = new FakeService(graph, FakeService.SELF, none)) {
      assertThatThrownBy(() -> read(late, mix, "")).isInstanceOf(UnavailableException.class);
    }
  }

  @Test
  void aPartitionAway_isAnErrorAndNeverLess() {
    mixed();
    service.cluster.lose(graph.partitionOf(t));

    assertThatThrownBy(() -> read(m)).isInstanceOf(UnavailableException.class);
    assertThat(only(read(s)).total()).isEqualTo(Interval.point(10));
  }

  @Test
  void eventsNotYetProcessed_areNotCaughtUp() {
    mixed();
    service.backlog.set(new Backlog(3, 2, false, 1));

    assertThat(
            service
                .queries
                .representation(m, "", Moment.NOW, Promptness.AT_ONCE)
                .orElseThrow()
                .freshness()
                .caughtUp())
        .isFalse();
  }

  @Test
  void anAssetThatNobodyNamed_isEmpty() {
    mixed();

    assertThat(
            service.queries.representation(dataset("nobody@1"), "", Moment.NOW, Promptness.AT_ONCE))
        .isEmpty();
  }

  @Test
  void anAssetOfWhichNothingIsStated_hasNoDimensions() {
    add(ingest(s));

    assertThat(read(s).items()).isEmpty();
    assertThat(read(s).truncated()).isEmpty();
  }

  @Test
  void theOnlyStep_isComparedWithWhatItUsed() {
    add(ingest(s).with(languages("en", 60, "sw", 40)));
    add(Composed.of(EventType.CLEAN, t).from(s, 100).with(languages("en", 60, "sw", 10)));
    add(Composed.of(EventType.CLEAN, mix).from(t).from(s).with(languages("en", 60)));

    Change change = read(t).items().get(0).change().orElseThrow();

    assertThat(change.from()).isEqualTo(s);
    assertThat(change.ratios().get(0).category()).isEqualTo("sw");
    assertThat(change.ratios().get(0).ratio()).isEqualTo(0.25);
    assertThat(read(s).items().get(0).change()).isEmpty();
    assertThat(read(mix).items().get(0).change()).isEmpty();
  }

  @Test
  void theOnlyStep_isComparedWithWhatItStates_whereTheDatasetDeclaresNothing() {
    add(ingest(s));
    add(
        Composed.of(EventType.CLEAN, t)
            .from(s, 100, languages("en", 60, "sw", 40))
            .with(languages("en", 60, "sw", 10)));

    assertThat(read(t).items().get(0).change().orElseThrow().ratios().get(0).ratio())
        .isEqualTo(0.25);
    add(ingest(s).at(FakeGraph.OPENED.plusSeconds(1)).with(languages("en", 60, "sw", 60)));
    // The dataset's own declaration comes first: a sixth of what was there is kept.
    assertThat(read(t).items().get(0).change().orElseThrow().ratios().get(0).ratio())
        .isEqualTo(10.0 / 60);
  }
}
