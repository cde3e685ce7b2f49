package dev.headwater.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SAMPLE = 8_000;

  private final List<String> said = new ArrayList<>();
  private final Simulation simulation = new Simulation(Form.DEFAULT, SAMPLE, 1, said::add);

  @Test
  void theSameSeed_givesTheSameAnswer() {
    Demand one = simulation.of(cluster(64, 4, 3, 1), 10_000_000, 5_000);
    Demand same =
        new Simulation(Form.DEFAULT, SAMPLE, 1, said::add)
            .of(cluster(64, 4, 3, 1), 10_000_000, 5_000);
    Demand other =
        new Simulation(Form.DEFAULT, SAMPLE, 2, said::add)
            .of(cluster(64, 4, 3, 1), 10_000_000, 5_000);

    assertThat(same.limits()).isEqualTo(one.limits());
    assertThat(other.limits()).isNotEqualTo(one.limits());
  }

  /** The share of commands that cross partitions grows as 1 - 1/P. */
  @Test
  void commands_crossPartitions_inProportion() {
    double[] perEvent =
        IntStream.of(2, 4, 64)
            .mapToDouble(
                partitions -> {
                  Counts counts =
                      simulation.of(cluster(partitions, 2, 3, 1), 1_000_000, 2_000).counts();
                  return (double) counts.commands() / counts.events() / (1 - 1.0 / partitions);
                })
            .toArray();

    assertThat(perEvent[1]).isCloseTo(perEvent[0], within(0.25 * perEvent[0]));
    assertThat(perEvent[2]).isCloseTo(perEvent[0], within(0.25 * perEvent[0]));
  }

  /** With more partitions, fewer commands share a record, and a transaction has more markers. */
  @Test
  void recordsAndMarkers_growWithPartitions() {
    Demand few = simulation.of(cluster(16, 2, 3, 1), 1_000_000, 2_000);
    Demand many = simulation.of(cluster(512, 2, 3, 1), 1_000_000, 2_000);

    assertThat(many.counts().graphRecords()).isGreaterThan(3 * few.counts().graphRecords());
    assertThat(many.markersPerSecond()).isGreaterThan(5 * few.markersPerSecond());
  }

  @Test
  void standbys_readTheChangelog_andKeepTheState() {
    Demand without = simulation.of(cluster(64, 4, 3, 0), 10_000_000, 5_000);
    Demand with = simulation.of(cluster(64, 4, 3, 1), 10_000_000, 5_000);

    assertThat(load(with, "network of the brokers"))
        .isGreaterThan(1.1 * load(without, "network of the brokers"));
    assertThat(with.instanceDisk()).isGreaterThan(1.8 * without.instanceDisk());
    assertThat(load(with, "restore of an instance without its disk"))
        .isEqualTo(2 * load(without, "restore of an instance without its disk"), within(1e-9));
  }

  @Test
  void replication_costsNetworkProcessorAndDisk() {
    Demand one = simulation.of(new Cluster(64, 4, 8, 3, 1, 1), 10_000_000, 5_000);
    Demand three = simulation.of(cluster(64, 4, 3, 1), 10_000_000, 5_000);

    for (String what : List.of("processor of the brokers", "disk of the brokers")) {
      assertThat(load(three, what)).isEqualTo(3 * load(one, what), within(1e-9));
    }
    assertThat(load(three, "network of the brokers"))
        .isGreaterThan(1.5 * load(one, "network of the brokers"));
  }

  /** All versions of a name are in one partition: uneven names make an uneven load. */
  @Test
  void unevenNames_loadOnePartition() {
    Cluster cluster = cluster(64, 8, 3, 1);
    Form even = Form.DEFAULT.withWriteTail(0);
    Form steep = Form.DEFAULT.withWriteTail(1.2);
    Flow evenly = new Simulation(even, SAMPLE, 1, said::add).of(cluster, 10_000_000, 5_000).flow();
    Flow unevenly =
        new Simulation(steep, SAMPLE, 1, said::add).of(cluster, 10_000_000, 5_000).flow();

    assertThat(unevenly.busiestPartition() / unevenly.cores())
        .isGreaterThan(3 * evenly.busiestPartition() / evenly.cores());
  }

  @Test
  void aPartitionThatIsTooBusy_fallsBehind_andTheOthersDoNot() {
    Form steep = Form.DEFAULT.withWriteTail(1.2);
    Flow flow =
        new Simulation(steep, SAMPLE, 1, said::add)
            .of(cluster(64, 32, 3, 1), 10_000_000, 120_000)
            .flow();

    assertThat(flow.busiestPartition()).isGreaterThan(0.9);
    assertThat(flow.waitingAtMost()).isGreaterThan(1_000);
    assertThat(flow.waits().quantile(0.5)).isLessThanOrEqualTo(350);
  }

  @Test
  void moreAssets_descendFromMoreOrigins() {
    assertThat(simulation.growth()).isBetween(0.0, 1.0);
    History small = simulation.history().at(1_000_000, 0.3);
    History large = simulation.history().at(1_000_000_000, 0.3);

    assertThat(large.exposuresPerAsset()).isGreaterThan(5 * small.exposuresPerAsset());
    assertThat(large.bytesPerAsset()).isGreaterThan(small.bytesPerAsset());
  }

  @Test
  void gates_takeLonger_overMoreInstances() {
    List<int[]> levels = List.of(new int[] {1, 30, 400, 2_000}, new int[] {1, 3, 9});

    Reads one = new Reads(levels, 1, 1);
    Reads many = new Reads(levels, 200, 1);

    assertThat(one.requests()).isEqualTo(4.5);
    assertThat(many.requests()).isGreaterThan(200);
    assertThat(many.quantile(0.99)).isGreaterThan(one.quantile(0.01));
  }

  @Test
  void theSmallestCluster_isEnough() {
    Demand demand = simulation.smallest(16, 3, 1, 10_000_000, 20_000);

    assertThat(demand.isEnough()).isTrue();
    assertThat(demand.cluster().partitions()).isGreaterThanOrEqualTo(demand.cluster().threads());
    Cluster found = demand.cluster();
    assertThat(simulation.of(cluster(8, 2, 3, 1), 10_000_000, 20_000).isEnough()).isFalse();
    assertThat(said).isNotEmpty();
    assertThat(found.brokers()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aClusterThatCannotBe_isRefused() {
    assertThatThrownBy(() -> new Cluster(8, 2, 4, 2, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replication 3 needs as many brokers, not 2");
  }

  @Test
  void ranks_haveTheirFrequencies() {
    Zipf zipf = new Zipf(1_000_000_000L, 0.8);
    SplittableRandom random = new SplittableRandom(1);
    int draws = 200_000;
    long first = IntStream.range(0, draws).filter(i -> zipf.draw(random) == 1).count();

    assertThat(first / (double) draws)
        .isCloseTo(zipf.shareOfFirst(), within(0.15 * zipf.shareOfFirst()));
    assertThat(new Zipf(100, 0).shareOfFirst()).isCloseTo(0.01, within(1e-4));
    assertThat(new Zipf(1, 1).draw(random)).isEqualTo(1);
  }

  private static Cluster cluster(int partitions, int instances, int brokers, int standbys) {
    return new Cluster(partitions, instances, 8, brokers, 3, standbys);
  }

  private static double load(Demand demand, String what) {
    return demand.limits().stream()
        .filter(limit -> limit.what().equals(what))
        .findFirst()
        .orElseThrow()
        .load();
  }
}
