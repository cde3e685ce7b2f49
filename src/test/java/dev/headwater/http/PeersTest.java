package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Output;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Target;
import dev.headwater.model.TraceParent;
import dev.headwater.model.TransformOperation;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.ReadLimits;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReads;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.PeerAccess;
import dev.headwater.query.peer.PeerReads;
import dev.headwater.query.peer.Status;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.RevisionsQuestion;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that an instance asks another one over HTTP for the partitions that it does not have, and
 * that its answers are the same as those of a single instance.
 */
class PeersTest {
  private final Asset s = dataset("s@1");
  private final Asset m = model("m@1");

  /** Has everything, and serves HTTP. */
  private final ApiFixture all = new ApiFixture();

  /** Has only some partitions, and asks the other for the rest. */
  private final FakeService some =
      new FakeService(all.graph, new Instance("127.0.0.1", 1), ReadLimits.DEFAULT);

  private final Instance peer = new Instance("127.0.0.1", all.server.port());

  @BeforeEach
  void share() {
    for (int partition = 0; partition < all.graph.count(); partition++) {
      if (partition != all.graph.partitionOf(m)) {
        some.cluster.move(partition, peer);
      }
    }
    all.graph.chain(s, dataset("a"), dataset("b"), dataset("c"), dataset("d"), m);
    all.graph.undocumented(s, dataset("a"), dataset("b"), dataset("c"), dataset("d"), m);
    made(m, EventType.TRAIN);
    made(s, EventType.INGEST);
    for (int i = 0; i < 40; i++) {
      all.graph.assets(dataset("x" + i));
      all.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, dataset("x" + i), dataset("x" + i));
    }
  }

  private void made(Asset asset, EventType type) {
    LineageEvent event =
        LineageEvent.builder(type)
            .eventId(new UUID(0, type.ordinal()))
            .eventTime(FakeGraph.OPENED)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r")
            .inputs(List.of(Input.of(dataset("d"), Role.SOURCE)))
            .outputs(List.of(Output.of(asset)))
            .build();
    all.graph.event(asset, event);
    all.graph.trace(asset, event, new TraceParent(1, 2, type.ordinal() + 1, (byte) 1));
  }

  @AfterEach
  void close() {
    some.close();
    all.close();
  }

  @Test
  void everyRead_isTheSameAsOnOneInstance() {
    for (Asset asset : new Asset[] {s, m}) {
      assertThat(
              some.queries.lineage(
                  asset, Direction.BOTH, 20, 1_000, Moment.NOW, Promptness.AT_ONCE))
          .isEqualTo(
              all.service.queries.lineage(
                  asset, Direction.BOTH, 20, 1_000, Moment.NOW, Promptness.AT_ONCE));
      assertThat(
              some.queries.exposures(
                  asset, ExposureFilter.ALL, "", 10, Moment.NOW, Promptness.AT_ONCE))
          .isEqualTo(
              all.service.queries.exposures(
                  asset, ExposureFilter.ALL, "", 10, Moment.NOW, Promptness.AT_ONCE));
      assertThat(some.queries.asset(asset, Moment.NOW, Promptness.AT_ONCE))
          .isEqualTo(all.service.queries.asset(asset, Moment.NOW, Promptness.AT_ONCE));
      assertThat(some.queries.account(asset, Moment.NOW))
          .isEqualTo(all.service.queries.account(asset, Moment.NOW));
      assertThat(some.queries.fullAccount(asset, Moment.NOW))
          .isEqualTo(all.service.queries.fullAccount(asset, Moment.NOW));
      assertThat(some.queries.decisions(asset, true, "", 100, Moment.NOW, Promptness.AT_ONCE))
          .isPresent()
          .isEqualTo(
              all.service.queries.decisions(asset, true, "", 100, Moment.NOW, Promptness.AT_ONCE));
      assertThat(some.queries.gate(asset)).isEqualTo(all.service.queries.gate(asset));
    }
    assertThat(some.queries.gate(m).ruling().verdict()).isEqualTo(GateRuling.Verdict.FAIL);
    List<Job> maker = List.of(new Job("n", "j"));
    assertThat(some.queries.graphOfJob(maker, 1, 1_000, Promptness.AT_ONCE))
        .isPresent()
        .isEqualTo(all.service.queries.graphOfJob(maker, 1, 1_000, Promptness.AT_ONCE));
    AssetFilter named = AssetFilter.named("x");
    assertThat(some.queries.assets(named, "", 17, Promptness.AT_ONCE))
        .isEqualTo(all.service.queries.assets(named, "", 17, Promptness.AT_ONCE));
    AlertFilter every = new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of());
    IntStream.range(0, 40)
        .mapToObj(i -> dataset("x" + i))
        .filter(one -> all.graph.partitionOf(one) != all.graph.partitionOf(m))
        .findFirst()
        .ifPresent(ofPeer -> all.graph.forgotAlerts(ofPeer, FakeGraph.OPENED));
    AlertPage alerts = some.queries.alerts(every, "", 1_000, Promptness.AT_ONCE);
    assertThat(alerts.alerts()).hasSize(40);
    assertThat(alerts.forgottenBefore()).contains(FakeGraph.OPENED);
    assertThat(alerts).isEqualTo(all.service.queries.alerts(every, "", 1_000, Promptness.AT_ONCE));
  }

  /** With everything that a statement can have, because it travels in a form of its own. */
  @Test
  void representation_isTheSameAsOnOneInstance() {
    Asset left = dataset("left@1");
    Asset right = dataset("right@1");
    Asset mix = dataset("mix@1");
    composed(
        Composed.of(EventType.INGEST, left)
            .records(12)
            .with(Composed.languages("en", 6, "sw", 4.5))
            .with(Composed.composition("region", "hours", 0.5, "TZ", 1e10)));
    composed(Composed.of(EventType.INGEST, right));
    composed(
        Composed.of(TransformOperation.MERGE, mix)
            .from(left, 12)
            .from(right, 7, Composed.languages("en", 7)));
    composed(
        Composed.of(EventType.TRAIN, model("trained@1"))
            .from(mix, 10, OptionalDouble.of(0.25))
            .from(left, 12, OptionalDouble.of(0.75)));

    for (Asset asset : new Asset[] {left, right, mix, model("trained@1"), s}) {
      for (String dimension : new String[] {"", "language", "age"}) {
        Optional<Represented> one =
            all.service.queries.representation(asset, dimension, Moment.NOW, Promptness.AT_ONCE);
        assertThat(some.queries.representation(asset, dimension, Moment.NOW, Promptness.AT_ONCE))
            .isPresent()
            .isEqualTo(one);
      }
    }
    Represented trained =
        some.queries
            .representation(model("trained@1"), "language", Moment.NOW, Promptness.AT_ONCE)
            .orElseThrow();
    assertThat(trained.items().get(0).representation().isWeighted()).isTrue();
    assertThat(trained.items().get(0).representation().categories()).containsKeys("en", "sw");
    assertThat(trained.freshness().applied()).hasSizeGreaterThan(1);
  }

  @Test
  void fitness_isTheSameAsOnOneInstance_withCandidatesOfBoth() {
    Asset data = dataset("data@1");
    composed(Composed.of(EventType.INGEST, data).with(Composed.languages("en", 6, "sw", 1)));
    List<Asset> others = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Asset other = dataset("other" + i);
      others.add(other);
      composed(Composed.of(EventType.INGEST, other).with(Composed.languages("sw", i + 0.5)));
    }
    all.graph.categories(
        (partition, measure, category, limit) ->
            Optional.of(
                new CategoryLookup.Found(
                    others.stream()
                        .filter(asset -> all.graph.partitionOf(asset) == partition)
                        .map(asset -> new CategoryLookup.Holder(asset, CategoryLookup.LARGEST))
                        .toList(),
                    true)));
    FitnessUse use =
        FitnessUse.named("u", List.of(new Target("language", new TreeMap<>(Map.of("sw", 0.5)))));

    Optional<Fitness> found = some.queries.fitness(data, use, Moment.NOW, Promptness.AT_ONCE);

    assertThat(found)
        .isPresent()
        .isEqualTo(all.service.queries.fitness(data, use, Moment.NOW, Promptness.AT_ONCE));
    assertThat(found.get().lines().get(0).candidates()).hasSize(8);
    assertThat(found.get().lines().get(0).candidatesComplete()).isTrue();
  }

  private void composed(Composed made) {
    LineageEvent event = made.event();
    all.graph.event(event.outputs().get(0).asset(), event);
  }

  @Test
  void theOverview_isTheSameAsOnOneInstance_withItsSecondQuestion() {
    Alert alert =
        all.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, dataset("y"), dataset("y"));
    for (int partition = 0; partition < all.graph.count(); partition++) {
      all.graph.overview(
          partition, m, alert, Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(7200));
    }
    Overview overview = some.queries.overview(Promptness.AT_ONCE);

    assertThat(overview).isEqualTo(all.service.queries.overview(Promptness.AT_ONCE));
    assertThat(overview.namespaces()).hasSize(all.graph.count());
    assertThat(overview.latestModels()).hasSize(all.graph.count());
    assertThat(overview.widest()).hasSize(all.graph.count());
    assertThat(overview.hours()).hasSize(1);
  }

  @Test
  void alertsOfAJob_areAskedOfTheOtherToo() {
    Job job = new Job("pipelines", "make");
    for (int partition = 0; partition < all.graph.count(); partition++) {
      all.graph.lost(job, new ProducerInstance("host-" + partition), partition);
    }
    AlertFilter ofJob = new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of(job));
    assertThat(some.queries.alerts(ofJob, "", 1_000, Promptness.AT_ONCE).alerts())
        .hasSize(all.graph.count())
        .isEqualTo(all.service.queries.alerts(ofJob, "", 1_000, Promptness.AT_ONCE).alerts());
  }

  /** Partition 3 of another generation has other assets. */
  @Test
  void anInstanceOfAnotherState_isNotAnswered() {
    List<RevisionsQuestion> questions =
        List.of(new RevisionsQuestion(all.graph.partitionOf(s), List.of(s), Moment.NOW, true));
    Duration patience = Duration.ofSeconds(10);

    InstanceReads another = reads("headwater-2 headwater.graph-g2");
    assertThatThrownBy(() -> another.ask(questions, patience)).isInstanceOf(MovedException.class);
    assertThatThrownBy(() -> another.report(patience)).isInstanceOf(UnavailableException.class);

    for (String known : List.of(FakeService.STATE, "")) {
      assertThat(reads(known).ask(questions, patience).answers()).hasSize(1);
      assertThat(reads(known).report(patience)).isEqualTo(all.service.report);
    }
  }

  private InstanceReads reads(String state) {
    PeerAccess access = new PeerAccess(Optional.empty(), () -> "", state);
    return new PeerReads(peer, HttpClient.newHttpClient(), access);
  }

  @Test
  void status_namesBoth() {
    Status status = some.queries.status();

    assertThat(status.instances())
        .extracting(Status.Member::instance)
        .containsExactlyInAnyOrder(some.cluster.self(), peer);
    assertThat(status.quiescent()).isTrue();
    all.service.report = new InstanceReport("RUNNING", List.of(), 3, 2, 5);
    assertThat(some.queries.status().producersWithGaps()).isEqualTo(2);
    assertThat(some.queries.status().missingEvents()).isEqualTo(5);
    assertThat(some.queries.status().quiescent()).isFalse();
  }

  @Test
  void theOtherAway_isAnErrorOrIncompleteAndNeverLess() {
    all.server.close();

    assertThatThrownBy(() -> some.queries.asset(s, Moment.NOW, Promptness.AT_ONCE))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("Instance " + peer + " cannot be reached, and a part of the answer is there.");
    Lineage lineage =
        some.queries
            .lineage(m, Direction.UPSTREAM, 20, 100, Moment.NOW, Promptness.AT_ONCE)
            .orElseThrow();
    assertThat(lineage.truncated()).contains(Truncation.UNREACHABLE);
    assertThatThrownBy(() -> some.queries.gate(m)).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> some.queries.overview(Promptness.AT_ONCE))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> some.queries.account(m, Moment.NOW))
        .isInstanceOf(UnavailableException.class);
    assertThat(some.queries.status().quiescent()).isFalse();
  }

  @Test
  void aPartitionThatHasMoved_isNotAnEmptyOne() {
    all.service.cluster.lose(all.graph.partitionOf(s));

    assertThatThrownBy(() -> some.queries.asset(s, Moment.NOW, Promptness.AT_ONCE))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("moved");
  }

  @Test
  void anotherProtocol_isRefused() {
    assertThat(
            all.send(
                    HttpRequest.newBuilder(all.uri("/internal/v1/nothing"))
                        .POST(BodyPublishers.ofString("[]")))
                .status())
        .isEqualTo(404);
    assertThat(
            all.send(
                    HttpRequest.newBuilder(all.uri("/internal/v1/visit"))
                        .POST(BodyPublishers.ofString("{")))
                .status())
        .isEqualTo(400);
  }
}
