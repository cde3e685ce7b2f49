package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Target;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Copy;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.Status;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AlertsQuestion;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.MovedException;
import dev.headwater.representation.TargetShare.Outcome;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows for every read that an answer from a copy says so, and that it says nothing too much. */
class StaleAnswersTest {
  private static final Moment PAST =
      new Moment(Optional.of(Instant.parse("2026-11-23T00:00:00Z")), Optional.empty());
  private static final FitnessUse SWAHILI =
      FitnessUse.named(
          "swahili", List.of(new Target("language", new TreeMap<>(Map.of("sw", 0.5)))));
  private static final Job JOB = new Job("p", "j");

  /** A read of an asset. */
  private interface Read extends BiFunction<Queries, Asset, Object> {}

  /** The reads that answer for an asset, by their names. */
  private static final Map<String, Read> OF_ASSET =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("account", (queries, asset) -> queries.account(asset, Moment.NOW)),
              Map.entry("asset", (queries, asset) -> queries.asset(asset, Moment.NOW, prompt())),
              Map.entry("asset past", (queries, asset) -> queries.asset(asset, PAST, prompt())),
              Map.entry(
                  "decisions",
                  (queries, asset) -> queries.decisions(asset, true, "", 10, Moment.NOW, prompt())),
              Map.entry(
                  "exposures",
                  (queries, asset) ->
                      queries.exposures(asset, ExposureFilter.ALL, "", 10, Moment.NOW, prompt())),
              Map.entry(
                  "exposures past",
                  (queries, asset) ->
                      queries.exposures(asset, ExposureFilter.ALL, "", 10, PAST, prompt())),
              Map.entry(
                  "fitness",
                  (queries, asset) -> queries.fitness(asset, SWAHILI, Moment.NOW, prompt())),
              Map.entry("fullAccount", (queries, asset) -> queries.fullAccount(asset, Moment.NOW)),
              Map.entry("gate past", (queries, asset) -> queries.gate(asset, PAST)),
              Map.entry(
                  "graphAround",
                  (queries, asset) -> queries.graphAround(List.of(asset), 20, 100, prompt())),
              Map.entry(
                  "lineage",
                  (queries, asset) ->
                      queries.lineage(asset, Direction.BOTH, 20, 100, Moment.NOW, prompt())),
              Map.entry(
                  "lineage past",
                  (queries, asset) ->
                      queries.lineage(asset, Direction.UPSTREAM, 20, 100, PAST, prompt())),
              Map.entry(
                  "representation",
                  (queries, asset) -> queries.representation(asset, "", Moment.NOW, prompt())),
              Map.entry(
                  "representation of an account",
                  (queries, asset) ->
                      queries.fullAccount(asset, Moment.NOW).flatMap(queries::representation))));

  /** All others, which answer also if they know nothing. */
  private static final Map<String, Read> OTHERS =
      new TreeMap<>(
          Map.of(
              "alerts",
              (queries, asset) ->
                  queries.alerts(
                      new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of()), "", 10, prompt()),
              "along",
              (queries, asset) -> queries.along(List.of(asset), Moment.NOW, prompt()),
              "assets",
              (queries, asset) -> queries.assets(AssetFilter.ALL, "", 10, prompt()),
              "gate",
              (queries, asset) -> queries.gate(asset),
              "graphOfJob",
              (queries, asset) -> queries.graphOfJob(List.of(JOB), 20, 100, prompt()),
              "overview",
              (queries, asset) -> queries.overview(prompt()),
              "versions",
              (queries, asset) -> queries.versions(asset, prompt())));

  private final Asset s = dataset("s@1");
  private final Asset m = model("m@1");
  private final FakeService service =
      new FakeService(new FakeGraph(4), FakeService.SELF, ReadLimits.DEFAULT);
  private final FakeGraph graph = service.graph;
  private final int away = graph.partitionOf(s);

  StaleAnswersTest() {
    FakeGraph then = graph.past(new FakeGraph(4));
    for (FakeGraph filled : List.of(graph, then)) {
      filled.made(s, EventType.INGEST, Completeness.COMPLETE);
      filled.event(
          s, Composed.of(EventType.INGEST, s).with(Composed.languages("sw", 90, "en", 10)).event());
      filled.chain(s, m);
    }
    graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    service.cluster.move(away, new Instance("127.0.0.1", 9));
    service.cluster.copy(away, FakeService.SELF);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static Promptness prompt() {
    return Promptness.CAUGHT_UP;
  }

  static Set<String> ofAsset() {
    return OF_ASSET.keySet();
  }

  static Set<String> all() {
    Set<String> all = new TreeSet<>(OTHERS.keySet());
    all.addAll(OF_ASSET.keySet());
    return all;
  }

  private Object read(String name, Asset asset) {
    Read read = OF_ASSET.getOrDefault(name, OTHERS.get(name));
    Object answer = read.apply(service.queries, asset);
    return answer instanceof Optional<?> found ? found.orElse(null) : answer;
  }

  @ParameterizedTest
  @MethodSource("all")
  void answerOfACopy_isNeverCaughtUp_andNamesTheCopy(String name) {
    assertThat(read(name, s))
        .isInstanceOfSatisfying(
            ReadAnswer.class,
            answer -> {
              assertThat(answer.freshness().stale()).containsEntry(away, FakeService.BEHIND);
              assertThat(answer.freshness().caughtUp()).isFalse();
              assertThat(answer.freshness().lag()).isEqualTo(Lag.UNKNOWN);
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void answerOfTheOwner_isCaughtUp(String name) {
    service.cluster.move(away, FakeService.SELF);

    assertThat(read(name, s))
        .isInstanceOfSatisfying(
            ReadAnswer.class, answer -> assertThat(answer.freshness().caughtUp()).isTrue());
  }

  /** An event that names the asset may be in what the copy lacks. */
  @ParameterizedTest
  @MethodSource("ofAsset")
  void assetThatACopyDoesNotHave_mayBeThere(String name) {
    assertThatThrownBy(() -> read(name, unknown(away)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("partition " + away);
  }

  @ParameterizedTest
  @MethodSource("ofAsset")
  void assetThatTheOwnerDoesNotHave_isNotThere(String name) {
    int owned = IntStream.range(0, 4).filter(one -> one != away).findFirst().orElseThrow();

    assertThat(read(name, unknown(owned))).isNull();
  }

  private Asset unknown(int partition) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> dataset("unknown" + i + "@1"))
        .filter(asset -> graph.partitionOf(asset) == partition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void jobThatACopyDoesNotKnow_mayBeThere() {
    assertThatThrownBy(
            () -> service.queries.graphOfJob(List.of(new Job("p", "none")), 20, 100, prompt()))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void gateAndFitness_giveNoVerdictOnACopy() {
    assertThat(service.queries.gate(s).ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(fitness().outcome()).isEqualTo(Outcome.NOT_KNOWN);
    assertThat(fitness().reason()).get().asString().contains("read from the copy on");

    service.cluster.move(away, FakeService.SELF);
    assertThat(service.queries.gate(s).ruling().verdict()).isEqualTo(Verdict.PASS);
    assertThat(fitness().outcome()).isEqualTo(Outcome.REACHED);
  }

  private Fitness fitness() {
    return service.queries.fitness(s, SWAHILI, Moment.NOW, prompt()).orElseThrow();
  }

  /** A read that is added to {@link Queries} has to be added here. */
  @Test
  void everyRead_isAmongThese() {
    Set<String> tried = new TreeSet<>();
    all().forEach(name -> tried.add(name.split(" ")[0]));
    Set<String> reads = new TreeSet<>();
    for (Method method : Queries.class.getMethods()) {
      Type type = method.getGenericReturnType();
      Type answer =
          type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
              ? generic.getActualTypeArguments()[0]
              : type;
      if (answer instanceof Class<?> one && ReadAnswer.class.isAssignableFrom(one)) {
        reads.add(method.getName());
      }
    }
    assertThat(tried).isEqualTo(reads);
  }

  /** Its alerts may still be on their way, and nobody says so. */
  @Test
  void partitionThatNobodyHas_isNotAtRest() {
    service.cluster.move(away, FakeService.SELF);
    assertThat(service.queries.status().quiescent()).isTrue();

    service.report = new InstanceReport("RUNNING", List.of(0, 1, 2), 0, 0, 0);

    Status status = service.queries.status();
    assertThat(status.quiescent()).isFalse();
    assertThat(status.problem()).contains("partition 3");
    assertThat(service.queries.overview(Promptness.AT_ONCE).freshness().caughtUp()).isFalse();
  }

  /** It may be in what the copy lacks, so the reader is not told to begin anew. */
  @Test
  void placeThatACopyDoesNotKnow_isNotRefused() {
    LocalReads reads =
        new LocalReads(
            partition -> Optional.empty(),
            partition -> Optional.empty(),
            partition -> Optional.of(new Copy(graph.reads(partition), FakeService.BEHIND)),
            () -> service.report);
    AlertsQuestion after =
        new AlertsQuestion(
            away, new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of()), "no number", 10);

    assertThatThrownBy(() -> reads.askCopy(List.of(after), Duration.ofSeconds(1)))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () ->
                new LocalReads(
                        partition -> Optional.of(graph.reads(partition)), () -> service.report)
                    .ask(List.of(after), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Its rows are those of a copy by then. */
  @Test
  void partitionThatLeavesWhileItIsRead_isReadAgain() {
    service.cluster.move(away, FakeService.SELF);
    graph.onceRead(s, () -> service.cluster.move(away, new Instance("127.0.0.1", 9)));
    LocalReads reads = service.queries.local();

    assertThatThrownBy(
            () ->
                reads.ask(
                    List.of(new FactsQuestion(away, s, Moment.NOW, "")), Duration.ofSeconds(1)))
        .isInstanceOf(MovedException.class);
  }
}
