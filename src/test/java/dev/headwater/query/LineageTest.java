package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Moment;
import dev.headwater.model.Role;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows which nodes and edges a lineage contains and what its limits cut off, over partitions in
 * memory. A plain search checks the answers for random graphs.
 */
class LineageTest {
  private final Asset a = dataset("a");
  private final Asset b = dataset("b");
  private final Asset c = dataset("c");
  private final Asset d = dataset("d");
  private final Asset m = model("m");

  private final FakeService service = new FakeService(4);
  private final FakeGraph graph = service.graph;

  @AfterEach
  void close() {
    service.close();
  }

  private Lineage read(Asset asset, Direction direction, int depth, int limit) {
    return service
        .queries
        .lineage(asset, direction, depth, limit, Moment.NOW, Promptness.AT_ONCE)
        .orElseThrow();
  }

  private static List<Asset> ids(Lineage lineage) {
    return lineage.nodes().stream().map(Lineage.Node::asset).toList();
  }

  private static List<String> arrows(Lineage lineage) {
    return lineage.edges().stream().map(e -> e.from().name() + ">" + e.to().name()).toList();
  }

  @Test
  void upstream_isWhatTheAssetWasMadeFromByDistanceThenUrn() {
    graph.chain(a, c, m).edge(b, m);

    Lineage lineage = read(m, Direction.UPSTREAM, 20, 1_000);

    assertThat(ids(lineage)).containsExactly(m, b, c, a);
    assertThat(lineage.nodes()).extracting(Lineage.Node::distance).containsExactly(0, 1, 1, 2);
    assertThat(arrows(lineage)).containsExactly("a>c", "b>m", "c>m");
    assertThat(lineage.isComplete()).isTrue();
    assertThat(lineage.freshness().applied()).isNotEmpty();
  }

  @Test
  void downstream_tellsRoleAndRunAsTheOtherEndKnowsThem() {
    graph.edge(a, b, Role.SEED, EventType.SYNTHESIZE, true).edge(b, m);

    Lineage lineage = read(a, Direction.DOWNSTREAM, 20, 1_000);

    assertThat(ids(lineage)).containsExactly(a, b, m);
    assertThat(lineage.edges().get(0))
        .isEqualTo(new Edge(a, b, Role.SEED, EventType.SYNTHESIZE, "run-1", true));
  }

  @Test
  void both_isTheUnionAndNotTheNeighbourhood() {
    Asset sibling = dataset("sibling");
    graph.chain(a, b, c).edge(a, sibling);

    Lineage lineage = read(b, Direction.BOTH, 20, 1_000);

    assertThat(ids(lineage)).containsExactly(b, a, c);
    assertThat(arrows(lineage)).containsExactly("a>b", "b>c");
    assertThat(lineage.isComplete()).isTrue();
  }

  @Test
  void cyclesAndSelfLoops_end() {
    graph.chain(a, b, a).edge(a, a);

    assertThat(arrows(read(a, Direction.UPSTREAM, 20, 1_000))).containsExactly("a>a", "a>b", "b>a");
    assertThat(arrows(read(a, Direction.DOWNSTREAM, 20, 1_000)))
        .containsExactly("a>a", "a>b", "b>a");
    assertThat(read(a, Direction.BOTH, 20, 1_000).isComplete()).isTrue();
  }

  @Test
  void severalEdgesBetweenTwo_areAllThere() {
    graph
        .edge(a, b, Role.SOURCE, EventType.TRANSFORM, false)
        .edge(a, b, Role.REFERENCE, EventType.CLEAN, false);

    assertThat(read(b, Direction.UPSTREAM, 1, 10).edges())
        .extracting(Edge::role)
        .containsExactly(Role.SOURCE, Role.REFERENCE);
    assertThat(read(a, Direction.DOWNSTREAM, 1, 10).edges()).hasSize(2);
  }

  @Test
  void depth_cutsOffAndSaysSoOnlyIfSomethingIsBeyond() {
    graph.chain(a, b, c, d);

    Lineage cut = read(d, Direction.UPSTREAM, 2, 1_000);
    assertThat(ids(cut)).containsExactly(d, c, b);
    assertThat(cut.truncated()).contains(Truncation.DEPTH);

    assertThat(read(d, Direction.UPSTREAM, 3, 1_000).isComplete()).isTrue();
    assertThat(read(a, Direction.DOWNSTREAM, 2, 1_000).truncated()).contains(Truncation.DEPTH);
    assertThat(read(a, Direction.DOWNSTREAM, 3, 1_000).isComplete()).isTrue();
    assertThat(ids(read(d, Direction.UPSTREAM, 0, 1_000))).containsExactly(d);
  }

  @Test
  void nodeLimit_keepsTheNearestAndNoEdgeThatDangles() {
    graph.edge(a, d).edge(b, d).edge(c, d);

    Lineage cut = read(d, Direction.UPSTREAM, 20, 3);

    assertThat(ids(cut)).containsExactly(d, a, b);
    assertThat(arrows(cut)).containsExactly("a>d", "b>d");
    assertThat(cut.truncated()).contains(Truncation.NODES);
    assertThat(cut.nodes()).allMatch(node -> node.state().isPresent());
  }

  @Test
  void edgeLimit_isReported() {
    ReadLimits few = new ReadLimits(Duration.ofSeconds(10), 2, Duration.ZERO, 2);
    graph.edge(a, d).edge(b, d).edge(c, d);
    try (FakeService limited = new FakeService(graph, FakeService.SELF, few)) {
      assertThat(
              limited
                  .queries
                  .lineage(d, Direction.UPSTREAM, 20, 10, Moment.NOW, Promptness.AT_ONCE)
                  .orElseThrow()
                  .truncated())
          .contains(Truncation.EDGES);
    }
  }

  @Test
  void timeLimit_ofNothingIsAnErrorAndNotAnEmptyGraph() {
    ReadLimits none = new ReadLimits(Duration.ZERO, 100, Duration.ZERO, 2);
    graph.chain(a, b);
    try (FakeService limited = new FakeService(graph, FakeService.SELF, none)) {
      assertThatThrownBy(
              () ->
                  limited.queries.lineage(
                      b, Direction.UPSTREAM, 20, 10, Moment.NOW, Promptness.AT_ONCE))
          .isInstanceOf(UnavailableException.class);
    }
  }

  @Test
  void anAssetThatNobodyNamed_isNotAnEmptyGraph() {
    assertThat(
            service.queries.lineage(a, Direction.UPSTREAM, 20, 10, Moment.NOW, Promptness.AT_ONCE))
        .isEqualTo(Optional.empty());
  }

  @Test
  void aPartitionThatIsAway_isAnErrorAtTheStartAndIncompleteFurtherOn() {
    Asset far = dataset("far");
    for (int i = 0; graph.partitionOf(far) == graph.partitionOf(b); i++) {
      far = dataset("far" + i);
    }
    graph.edge(far, b);
    service.cluster.lose(graph.partitionOf(far));

    Lineage cut = read(b, Direction.UPSTREAM, 20, 10);
    assertThat(cut.truncated()).contains(Truncation.UNREACHABLE);
    assertThat(ids(cut)).containsExactly(b, far);
    Asset away = far;
    assertThatThrownBy(() -> read(away, Direction.UPSTREAM, 20, 10))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Partition " + graph.partitionOf(far));
  }

  @Test
  void randomGraphs_areAsAPlainSearchFindsThem() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      FakeGraph random2 = new FakeGraph(3);
      int size = 2 + random.nextInt(12);
      Set<Edge> all = new TreeSet<>();
      for (int i = random.nextInt(3 * size); i >= 0; i--) {
        Asset from = dataset("n" + random.nextInt(size));
        Asset to = dataset("n" + random.nextInt(size));
        Edge edge = new Edge(from, to, Role.SOURCE, EventType.TRANSFORM, "run-1", false);
        if (all.add(edge)) {
          random2.edge(from, to);
        }
      }
      Asset start = all.iterator().next().to();
      int depth = random.nextInt(5);
      try (FakeService one = new FakeService(random2, FakeService.SELF, ReadLimits.DEFAULT)) {
        for (Direction direction : Direction.values()) {
          Set<Edge> expected = new TreeSet<>();
          boolean more = false;
          if (direction.up()) {
            more |= search(all, start, depth, true, expected);
          }
          if (direction.down()) {
            more |= search(all, start, depth, false, expected);
          }
          Lineage found =
              one.queries
                  .lineage(start, direction, depth, 1_000, Moment.NOW, Promptness.AT_ONCE)
                  .orElseThrow();
          String what = "seed " + seed + " " + direction + " depth " + depth;
          assertThat(found.edges()).as(what).containsExactlyElementsOf(expected);
          if (direction != Direction.BOTH) {
            assertThat(found.isComplete()).as(what).isEqualTo(!more);
          }
        }
      }
    }
  }

  /**
   * Adds the edges of all walks of at most {@code depth} edges. Returns whether there are edges
   * beyond them.
   */
  private static boolean search(Set<Edge> all, Asset start, int depth, boolean up, Set<Edge> into) {
    Set<Asset> seen = new HashSet<>(Set.of(start));
    List<Asset> level = List.of(start);
    Set<Edge> own = new TreeSet<>();
    for (int distance = 0; distance < depth; distance++) {
      List<Asset> next = new ArrayList<>();
      for (Edge edge : all) {
        if (level.contains(up ? edge.to() : edge.from())) {
          own.add(edge);
          Asset other = up ? edge.from() : edge.to();
          if (seen.add(other)) {
            next.add(other);
          }
        }
      }
      level = next;
    }
    into.addAll(own);
    List<Asset> last = level;
    return all.stream()
        .anyMatch(edge -> last.contains(up ? edge.to() : edge.from()) && !own.contains(edge));
  }
}
