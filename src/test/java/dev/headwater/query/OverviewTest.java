package dev.headwater.query;

import static dev.headwater.query.FakeGraph.KNOWN;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows how the overviews of partitions become one, and what it says where a list was cut. */
class OverviewTest {
  private static final RuleName RULE = RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
  private static final AssetCounts ONE = new AssetCounts(1, 2, 3, 4, 5, 6, 7, 8);

  private final FakeService service = new FakeService(3);

  @AfterEach
  void close() {
    service.close();
  }

  /** An overview of one partition, to be filled. */
  private static final class Part {
    private AssetCounts totals = AssetCounts.NOTHING;
    private List<Overview.Namespace> namespaces = List.of();
    private boolean moreNamespaces;
    private List<Overview.AlertCount> open = List.of();
    private List<Alert> newest = List.of();
    private List<Overview.Hour> hours = List.of();
    private List<Overview.BlastRadius> widest = List.of();
    private boolean moreCauses;
    private List<Overview.LatestModel> models = List.of();

    OverviewQuestion.Found found() {
      return new OverviewQuestion.Found(
          totals,
          namespaces,
          moreNamespaces,
          open,
          newest,
          hours,
          widest,
          moreCauses,
          models,
          false);
    }
  }

  private void set(int partition, Part part) {
    ((FakePartition) service.graph.reads(partition)).overview = part.found();
  }

  private Overview read() {
    return service.queries.overview(Promptness.AT_ONCE);
  }

  private static Overview.Namespace namespace(String name) {
    return new Overview.Namespace(name, ONE);
  }

  private static Alert alert(String name, int second) {
    Asset asset = dataset(name);
    return new Alert(
        Alert.id(RuleName.UNDOCUMENTED_SYNTHETIC, asset, asset),
        RuleName.UNDOCUMENTED_SYNTHETIC,
        Severity.WARNING,
        AlertStatus.OPEN,
        asset,
        asset,
        List.of(),
        List.of(asset),
        FakeGraph.OPENED.plusSeconds(second),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void countsOfPartitions_addUp() {
    for (int partition = 0; partition < 3; partition++) {
      Part part = new Part();
      part.totals = ONE;
      part.namespaces = List.of(namespace("every"), namespace("only-" + partition));
      part.open = List.of(new Overview.AlertCount(RULE, Severity.CRITICAL, 2));
      set(partition, part);
    }

    Overview overview = read();

    assertThat(overview.totals()).isEqualTo(new AssetCounts(3, 6, 9, 12, 15, 18, 21, 24));
    assertThat(overview.namespaces())
        .extracting(Overview.Namespace::name)
        .containsExactly("every", "only-0", "only-1", "only-2");
    assertThat(overview.namespaces().get(0).assets()).isEqualTo(overview.totals());
    assertThat(overview.openAlerts())
        .containsExactly(new Overview.AlertCount(RULE, Severity.CRITICAL, 6));
    assertThat(overview.moreAlerts()).as("six are open, none is listed").isTrue();
    assertThat(overview.isComplete()).isTrue();
    assertThat(overview.freshness().caughtUp()).isTrue();
    assertThat(overview.freshness().applied()).hasSize(3);
  }

  @Test
  void aNamespaceThatAPartitionMayHaveCutOff_isNotListedWithPartOfItsCounts() {
    Part cut = new Part();
    cut.namespaces = List.of(namespace("a"), namespace("c"));
    cut.moreNamespaces = true;
    set(0, cut);
    Part whole = new Part();
    whole.namespaces = List.of(namespace("a"), namespace("b"), namespace("d"));
    set(1, whole);

    Overview overview = read();

    assertThat(overview.namespaces())
        .extracting(Overview.Namespace::name)
        .containsExactly("a", "b", "c");
    assertThat(overview.moreNamespaces()).isTrue();
    assertThat(overview.isComplete()).isFalse();
  }

  @Test
  void moreNamespacesThanAreListed_areSaid() {
    for (int partition = 0; partition < 2; partition++) {
      int begin = partition * 600;
      Part part = new Part();
      part.namespaces =
          IntStream.range(begin, begin + 600)
              .mapToObj(i -> namespace(String.format("n%04d", i)))
              .toList();
      set(partition, part);
    }
    assertThat(read().namespaces()).hasSize(Overview.NAMESPACES);
    assertThat(read().moreNamespaces()).isTrue();
  }

  @Test
  void newestAlertsAndModels_areTheNewestOfAllPartitions() {
    for (int partition = 0; partition < 3; partition++) {
      Part part = new Part();
      List<Alert> alerts = new ArrayList<>();
      List<Overview.LatestModel> models = new ArrayList<>();
      for (int i = 19; i >= 0; i--) {
        alerts.add(alert("x" + partition + "-" + i, 3 * i + partition));
        models.add(
            new Overview.LatestModel(
                model("m" + partition + "-" + i),
                FakeGraph.OPENED.plusSeconds(3 * i + partition),
                new UUID(partition, i),
                new Overview.Standing(KNOWN, ExposureCounts.NONE)));
      }
      part.newest = alerts;
      part.models = models;
      part.open =
          List.of(
              new Overview.AlertCount(
                  RuleName.UNDOCUMENTED_SYNTHETIC, Severity.WARNING, alerts.size()));
      set(partition, part);
    }

    Overview overview = read();

    assertThat(overview.newestAlerts()).hasSize(Overview.NEWEST_ALERTS);
    assertThat(overview.newestAlerts())
        .extracting(alert -> Duration.between(FakeGraph.OPENED, alert.openedAt()).toSeconds())
        .isSortedAccordingTo(Comparator.reverseOrder())
        .startsWith(59L, 58L, 57L)
        .endsWith(40L);
    assertThat(overview.moreAlerts()).isTrue();
    assertThat(overview.latestModels())
        .hasSize(Overview.LATEST_MODELS)
        .extracting(latest -> latest.model().name())
        .startsWith("m2-19", "m1-19", "m0-19", "m2-18");
    assertThat(overview.moreModels()).isTrue();
  }

  @Test
  void hours_addUp_andThoseThatAreOver_areLeftOut() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    Part part = new Part();
    part.hours =
        List.of(
            hour(now.minus(Duration.ofHours(60)), 9),
            hour(now.minus(Duration.ofHours(30)), 2),
            hour(now.minus(Duration.ofHours(1)), 1));
    set(0, part);
    set(2, part);

    assertThat(read().hours())
        .containsExactly(
            new Overview.Hour(
                now.minus(Duration.ofHours(30)), new TreeMap<>(Map.of(EventType.TRAIN, 4L)), 2),
            new Overview.Hour(
                now.minus(Duration.ofHours(1)), new TreeMap<>(Map.of(EventType.TRAIN, 2L)), 2));
  }

  private static Overview.Hour hour(Instant start, long count) {
    return new Overview.Hour(start, new TreeMap<>(Map.of(EventType.TRAIN, count)), 1);
  }

  @Test
  void aPartitionThatCannotBeRead_isAnError_notASmallerAnswer() {
    service.cluster.lose(1);

    assertThatThrownBy(this::read)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Partition 1 is not being served yet");
  }

  @Test
  void whileAPartitionIsBehind_theAnswerIsNotCaughtUp() {
    service.backlog.set(new Backlog(3, 0, false, 1));

    assertThat(read().freshness().caughtUp()).isFalse();
  }

  @Test
  void anOriginThatIsLargestOverall_andNowhereListed_isNotRuledOut() {
    for (int partition = 0; partition < 3; partition++) {
      Part part = new Part();
      String name = "o" + partition + "-";
      part.widest =
          IntStream.range(0, OverviewQuestion.CAUSES)
              .mapToObj(i -> new Overview.BlastRadius(RULE, dataset(name + i), 10))
              .toList();
      part.moreCauses = true; // the one that has nine models in each of the three partitions
      set(partition, part);
    }

    Overview overview = read();

    assertThat(overview.widest()).hasSize(Overview.WIDEST);
    assertThat(overview.widestIsCertain()).isFalse();
    assertThat(overview.isComplete()).isFalse();
  }

  /** More origins can be the largest than are asked for, and one of the others is. */
  @Test
  void anOriginThatIsLargest_andNotAskedFor_isNotRuledOut() {
    for (int partition = 0; partition < 3; partition++) {
      String name = "o" + partition + "-";
      Part part = new Part();
      // In other partitions the first have no models, and the next one each, unlisted.
      part.widest =
          IntStream.range(0, OverviewQuestion.CAUSES)
              .mapToObj(
                  i ->
                      new Overview.BlastRadius(
                          RULE, dataset(name + i), i < 75 ? 10 : i < 95 ? 9 : 1))
              .toList();
      part.moreCauses = true;
      FakePartition reads = (FakePartition) service.graph.reads(partition);
      for (int other = 0; other < 3; other++) {
        for (int i = 75; i < 95 && other != partition; i++) {
          reads.models.put(new Overview.Cause(RULE, dataset("o" + other + "-" + i)), 1L);
        }
      }
      set(partition, part);
    }

    Overview overview = read();

    assertThat(overview.widest()).extracting(Overview.BlastRadius::models).containsOnly(10L);
    assertThat(overview.widestIsCertain()).as("60 origins have eleven models").isFalse();
  }

  /**
   * Compares with a sum over everything, for random numbers of models of more origins than a
   * partition lists.
   */
  @Test
  void widestOrigins_areExact_andCertainOnlyIfTheyAreTheWidest() {
    int certain = 0;
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long current = seed;
      int origins = 50 + random.nextInt(500);
      int skew = random.nextInt(3);
      boolean apart = random.nextBoolean();
      Map<Overview.Cause, Long> sums = new HashMap<>();
      for (int partition = 0; partition < 3; partition++) {
        deal(partition, random, origins, skew, apart, sums);
      }

      Overview overview = read();

      List<Long> largest =
          sums.values().stream().sorted(Comparator.reverseOrder()).limit(Overview.WIDEST).toList();
      overview
          .widest()
          .forEach(
              radius ->
                  assertThat(radius.models())
                      .as("seed %d, %s", current, radius.origin())
                      .isEqualTo(sums.get(radius.cause())));
      if (overview.widestIsCertain()) {
        certain++;
        assertThat(overview.widest())
            .as("seed %d", seed)
            .extracting(Overview.BlastRadius::models)
            .isEqualTo(largest);
      }
      assertThat(overview.isComplete()).isEqualTo(overview.widestIsCertain());
    }
    assertThat(certain).as("both cases occur").isBetween(20, 195);
  }

  /**
   * Deals numbers to the origins of one partition, and lists the largest as a partition does.
   *
   * @param apart whether each origin has models in one partition only
   */
  private void deal(
      int partition,
      Random random,
      int origins,
      int skew,
      boolean apart,
      Map<Overview.Cause, Long> sums) {
    FakePartition reads = (FakePartition) service.graph.reads(partition);
    reads.models.clear();
    List<Overview.BlastRadius> all = new ArrayList<>();
    for (int i = apart ? partition : 0; i < origins; i += apart ? 3 : 1) {
      long models = 5 + (long) (random.nextInt(20) * Math.pow(1.0 + i, skew) / 10);
      Overview.Cause cause = new Overview.Cause(RULE, dataset("o" + i));
      reads.models.put(cause, models);
      sums.merge(cause, models, Long::sum);
      all.add(new Overview.BlastRadius(cause.rule(), cause.origin(), models));
    }
    all.sort(Comparator.comparingLong(Overview.BlastRadius::models).reversed());
    Part part = new Part();
    part.widest = all.subList(0, Math.min(all.size(), OverviewQuestion.CAUSES));
    part.moreCauses = all.size() > OverviewQuestion.CAUSES;
    set(partition, part);
  }
}
