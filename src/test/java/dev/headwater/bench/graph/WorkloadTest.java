package dev.headwater.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that the workloads of the benchmarks have the properties that they claim, such as the
 * number of edges and the share of synthetic data. Checks the generated events.
 */
class WorkloadTest {
  private static final long EVENTS = 5_000;

  @ParameterizedTest
  @EnumSource
  void events_haveTwoInputsThatAreMadeBefore_andOneOutputOfTheirOwn(Shape shape) {
    Workload workload = new Workload("", shape, 1, EVENTS);
    Set<Asset> made = new HashSet<>();
    Set<UUID> ids = new HashSet<>();
    for (long block = 0; block < workload.ingests(); block++) {
      for (LineageEvent event : workload.ingest(block)) {
        assertThat(ids.add(event.eventId())).isTrue();
        event.outputs().forEach(output -> assertThat(made.add(output.asset())).isTrue());
      }
    }
    for (long number = 0; number < EVENTS; number++) {
      LineageEvent event = workload.event(number);
      assertThat(ids.add(event.eventId())).isTrue();
      assertThat(event.inputs()).hasSize(2);
      assertThat(event.inputs().get(0).asset()).isNotEqualTo(event.inputs().get(1).asset());
      assertThat(event.inputs()).allMatch(input -> made.contains(input.asset()));
      assertThat(event.outputs()).hasSize(1);
      assertThat(made.add(event.outputs().get(0).asset())).isTrue();
    }
  }

  @Test
  void events_areAsManySyntheticAndModelsAsSaid() {
    Workload workload = new Workload("", Shape.INDEPENDENT, 1, EVENTS);
    List<LineageEvent> events = new ArrayList<>();
    for (long number = 0; number < EVENTS; number++) {
      events.add(workload.event(number));
    }
    assertThat(percent(events, EventType.SYNTHESIZE)).isBetween(1.3, 2.7);
    assertThat(percent(events, EventType.TRAIN)).isBetween(1.3, 2.7);
  }

  private static double percent(List<LineageEvent> events, EventType type) {
    return 100.0 * events.stream().filter(event -> event.type() == type).count() / events.size();
  }

  @Test
  void events_areTheSameForASeed() {
    Workload one = new Workload("", Shape.LAYERED, 7, EVENTS);
    Workload same = new Workload("", Shape.LAYERED, 7, EVENTS);
    Workload other = new Workload("", Shape.LAYERED, 8, EVENTS);
    assertThat(one.event(4_321)).isEqualTo(same.event(4_321)).isNotEqualTo(other.event(4_321));
  }

  @Test
  void chain_leadsOverAnotherPartitionAtEachHop() {
    Chain chain = new Chain(3, 20, 8, new Descriptions(1));
    List<LineageEvent> events = chain.events();
    assertThat(events).hasSize(21);
    Asset before = chain.origin();
    for (LineageEvent event : events.subList(1, 21)) {
      Asset output = event.outputs().get(0).asset();
      assertThat(event.inputs().get(0).asset()).isEqualTo(before);
      assertThat(partition(output)).isNotEqualTo(partition(before));
      before = output;
    }
    assertThat(before).isEqualTo(chain.model());
    assertThat(before.kind()).isEqualTo(AssetKind.MODEL);
    assertThat(chain.synthesis().outputs())
        .extracting(Output::asset)
        .containsExactly(chain.origin());
  }

  private static int partition(Asset asset) {
    return dev.headwater.stream.Partitioning.partition(asset.key(), 8);
  }

  @Test
  void bulk_hasAsManyEdgesAsItSays() {
    LayeredGraph bulk = new LayeredGraph(1, 6);
    long assets = 1_234;
    long edges = 0;
    Set<Asset> made = new HashSet<>();
    for (long number = 0; number < assets; number++) {
      LineageEvent event = bulk.event(number);
      List<Asset> inputs = event.inputs().stream().map(input -> input.asset()).toList();
      assertThat(inputs).doesNotHaveDuplicates();
      assertThat(made).containsAll(inputs);
      edges += inputs.size();
      made.add(event.outputs().get(0).asset());
    }
    assertThat(made).hasSize((int) assets);
    assertThat(edges).isEqualTo(6 * LayeredGraph.withEdges(assets));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 1_000})
  void derivedGraph_isOneTree_whoseLeavesAloneStateWhoIsInThem(long upstream) {
    DerivedGraph graph = new DerivedGraph(1, upstream);
    Map<Asset, Long> records = new HashMap<>();
    for (long number = graph.assets() - 1; number >= 0; number--) {
      LineageEvent event = graph.event(number);
      Output output = event.outputs().get(0);
      assertThat(output.composition()).hasSize(event.inputs().isEmpty() ? 1 : 0);
      long all = output.records().orElse(0);
      for (Input input : event.inputs()) {
        assertThat(input.records()).hasValue(records.remove(input.asset()));
        all += input.records().orElseThrow();
      }
      records.put(output.asset(), all);
    }
    assertThat(records).containsOnlyKeys(graph.model());
  }

  @ParameterizedTest
  @ValueSource(longs = {PageGraph.LEAST, 1_234, 20_000})
  void pageGraph_isMadeInOrder_andItsModelsHaveNothingBelow(long assets) {
    PageGraph graph = new PageGraph(1, assets);
    Set<Asset> made = new HashSet<>();
    Set<Asset> read = new HashSet<>();
    for (long number = 0; number < graph.assets(); number++) {
      LineageEvent event = graph.event(number);
      List<Asset> inputs = event.inputs().stream().map(input -> input.asset()).toList();
      assertThat(inputs).doesNotHaveDuplicates();
      assertThat(made).containsAll(inputs);
      read.addAll(inputs);
      assertThat(made.add(event.outputs().get(0).asset())).isTrue();
    }
    assertThat(graph.assets()).isBetween(assets * 9 / 10, assets);
    for (long chosen = -100; chosen < 100; chosen++) {
      assertThat(made).contains(graph.any(chosen), graph.model(chosen));
      assertThat(graph.model(chosen).kind()).isEqualTo(AssetKind.MODEL);
      assertThat(read).doesNotContain(graph.model(chosen));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6_000, 24_000})
  void pageGraph_hasModelsThatDescendFromMoreThanAPictureDraws(long assets) {
    PageGraph graph = new PageGraph(1, assets);
    Map<Asset, List<Asset>> inputs = new HashMap<>();
    for (long number = 0; number < graph.assets(); number++) {
      LineageEvent event = graph.event(number);
      inputs.put(
          event.outputs().get(0).asset(),
          event.inputs().stream().map(input -> input.asset()).toList());
    }
    for (long chosen = 0; chosen < 20; chosen++) {
      Set<Asset> upstream = new HashSet<>();
      Deque<Asset> next = new ArrayDeque<>(List.of(graph.model(chosen)));
      while (!next.isEmpty()) {
        Asset asset = next.pop();
        if (upstream.add(asset)) {
          next.addAll(inputs.get(asset));
        }
      }
      assertThat(upstream).hasSizeGreaterThan(1_000);
    }
  }
}
