package dev.headwater.pages;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.ReadLimits;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.Edge;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds what a read says about the sides of assets against the whole graph. */
class ReadSidesTest {
  private static final int GRAPHS = 150;

  private record Pair(int from, int to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return from == other.from ? Integer.compare(to, other.to) : Integer.compare(from, other.from);
    }
  }

  @Test
  void aSideThatCountsAsRead_lacksNoNeighbour() {
    int wholeOfCut = 0;
    for (long seed = 1; seed <= GRAPHS; seed++) {
      wholeOfCut += check(seed);
    }
    assertThat(wholeOfCut).as("sides that are whole although the read was cut").isGreaterThan(500);
  }

  private static int check(long seed) {
    Random random = new Random(seed);
    int assets = 2 + random.nextInt(14);
    Set<Pair> pairs = new TreeSet<>();
    for (int i = random.nextInt(3 * assets); i >= 0; i--) {
      pairs.add(new Pair(random.nextInt(assets), random.nextInt(assets)));
    }
    FakeGraph graph = new FakeGraph(2);
    graph.assets(dataset("d0"));
    pairs.forEach(pair -> graph.edge(dataset("d" + pair.from()), dataset("d" + pair.to())));
    ReadLimits limits =
        new ReadLimits(Duration.ofSeconds(30), 1 + random.nextInt(40), Duration.ofMillis(50), 2);
    int whole = 0;
    try (FakeService service = new FakeService(graph, FakeService.SELF, limits)) {
      for (Direction direction : Direction.values()) {
        for (int depth = 0; depth < 5; depth++) {
          Lineage lineage =
              service
                  .queries
                  .lineage(
                      dataset("d0"),
                      direction,
                      depth,
                      1 + random.nextInt(16),
                      Moment.NOW,
                      Promptness.AT_ONCE)
                  .orElseThrow();
          if (lineage.isComplete()) {
            lacksNothing(pairs, lineage, "seed " + seed + ", " + direction + ", depth " + depth);
          }
          Set<Asset> inputs = ReadSides.inputs(lineage);
          Set<Asset> outputs = ReadSides.outputs(lineage);
          for (Pair pair : pairs) {
            Asset from = dataset("d" + pair.from());
            Asset to = dataset("d" + pair.to());
            if (inputs.contains(to) || outputs.contains(from)) {
              assertThat(lineage.edges())
                  .as("seed %s, %s, depth %s, %s", seed, direction, depth, lineage.truncated())
                  .anyMatch(edge -> isFrom(edge, from, to));
            }
          }
          if (lineage.isComplete()) {
            assertThat(direction.up() ? inputs : outputs).contains(dataset("d0"));
          } else {
            whole += inputs.size() + outputs.size();
          }
        }
      }
    }
    return whole;
  }

  /** Everything that can be reached in the direction of a complete read is in it. */
  private static void lacksNothing(Set<Pair> pairs, Lineage lineage, String what) {
    Set<Integer> up = new TreeSet<>(Set.of(0));
    Set<Integer> down = new TreeSet<>(Set.of(0));
    for (int i = 0; i <= pairs.size(); i++) {
      for (Pair pair : pairs) {
        if (up.contains(pair.to())) {
          up.add(pair.from());
        }
        if (down.contains(pair.from())) {
          down.add(pair.to());
        }
      }
    }
    for (Pair pair : pairs) {
      if (lineage.direction().up() && up.contains(pair.to())
          || lineage.direction().down() && down.contains(pair.from())) {
        assertThat(lineage.edges())
            .as(what)
            .anyMatch(edge -> isFrom(edge, dataset("d" + pair.from()), dataset("d" + pair.to())));
      }
    }
  }

  private static boolean isFrom(Edge edge, Asset from, Asset to) {
    return edge.from().equals(from) && edge.to().equals(to);
  }
}
