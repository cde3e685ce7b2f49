package dev.headwater.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.representation.Measure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that datasets are found by what they declare, the largest amount first. */
class CategoryIndexTest {
  private static final int PARTITIONS = 2;
  private static final int LIMIT = 20;
  private static final Measure LANGUAGES = new Measure("language", Measure.RECORDS);

  @TempDir private Path folder;

  private final FakeGraph graph = new FakeGraph(PARTITIONS);
  private AssetIndex index;
  private Indexer indexer;

  @BeforeEach
  void start() {
    index = new AssetIndex(folder, PARTITIONS);
    indexer = index.begin(partition -> Optional.of(graph.reads(partition)));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      index.begun(partition);
    }
    indexer.round();
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void add(Composed made) {
    LineageEvent event = made.event();
    Asset asset = event.outputs().get(0).asset();
    graph.event(asset, event);
    index.changed(graph.partitionOf(asset), List.of(asset));
  }

  private CategoryLookup.Found found(int partition, String category, int limit) {
    return index.holders(partition, LANGUAGES, category, limit).orElseThrow();
  }

  private List<Asset> found(Asset of, String category) {
    return found(graph.partitionOf(of), category, LIMIT).holders().stream()
        .map(CategoryLookup.Holder::asset)
        .toList();
  }

  @Test
  void holders_areThoseThatDeclareTheCategory_byMagnitude() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Map<Asset, Double> amounts = new TreeMap<>();
      for (int i = 0; i < 12; i++) {
        Asset asset = FakeGraph.dataset("seed" + seed + "-" + i);
        double amount = random.nextBoolean() ? 0 : Math.pow(2, random.nextInt(70)) + 1;
        String category = "c" + seed;
        add(
            Composed.of(EventType.INGEST, asset)
                .with(Composed.languages(category, amount, "other", 3)));
        if (amount > 0) {
          amounts.put(asset, amount);
        }
        if (random.nextInt(4) == 0) {
          indexer.round(); // so that there are several segments
        }
      }
      indexer.round();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        int here = partition;
        CategoryLookup.Found found = found(partition, "c" + seed, LIMIT);
        assertThat(found.all()).as("seed " + seed).isTrue();
        assertThat(found.holders().stream().map(CategoryLookup.Holder::asset))
            .as("seed " + seed)
            .containsExactlyInAnyOrderElementsOf(
                amounts.keySet().stream()
                    .filter(asset -> graph.partitionOf(asset) == here)
                    .toList());
        assertThat(found.holders().stream().map(CategoryLookup.Holder::magnitude))
            .as("seed " + seed)
            .isSortedAccordingTo((one, other) -> other - one);
        found
            .holders()
            .forEach(
                holder ->
                    assertThat(holder.magnitude())
                        .isEqualTo(CategoryLookup.magnitude(amounts.get(holder.asset()))));
      }
    }
  }

  @Test
  void moreThanTheLimit_areTheLargest_andSaySo() {
    Asset first = FakeGraph.dataset("first");
    List<Asset> here = new ArrayList<>();
    for (int i = 0; here.size() < 8; i++) {
      Asset asset = FakeGraph.dataset("d" + i);
      if (graph.partitionOf(asset) == graph.partitionOf(first)) {
        here.add(asset);
        add(
            Composed.of(EventType.INGEST, asset)
                .with(Composed.languages("sw", Math.pow(4, here.size()))));
      }
    }
    indexer.round();

    CategoryLookup.Found found = found(graph.partitionOf(first), "sw", 3);

    assertThat(found.all()).isFalse();
    assertThat(found.holders().stream().map(CategoryLookup.Holder::asset))
        .containsExactly(here.get(7), here.get(6), here.get(5));
  }

  @Test
  void moreCategoriesThanAreIndexed_areFoundByTheirMeasure() {
    Asset large = FakeGraph.dataset("large");
    List<Object> counts = new ArrayList<>();
    for (int i = 0; i < CategoryTerms.CATEGORIES + 1; i++) {
      counts.add("c" + i);
      counts.add(10_000 - i);
    }
    add(Composed.of(EventType.INGEST, large).with(Composed.languages(counts.toArray())));
    indexer.round();

    assertThat(found(large, "c" + CategoryTerms.CATEGORIES)).containsExactly(large);
    assertThat(found(large, "c0")).contains(large);
    Measure other = new Measure("region", Measure.RECORDS);
    assertThat(index.holders(graph.partitionOf(large), other, "x", LIMIT).orElseThrow().holders())
        .isEmpty();
  }

  @Test
  void moreMeasuresThanAreIndexed_areFoundWhateverIsAskedFor() {
    Asset large = FakeGraph.dataset("large");
    Composed made = Composed.of(EventType.INGEST, large);
    for (int i = 0; i < CategoryTerms.MEASURES; i++) {
      made.with(Composed.composition("age" + i, "records", 0, "old", 1));
    }
    add(made.with(Composed.languages("sw", 1)));
    indexer.round();

    assertThat(found(large, "sw")).containsExactly(large);
  }

  @Test
  void tooManyThatAreNotIndexedYet_makeItIncomplete() {
    for (int i = 0; i < 3; i++) {
      add(
          Composed.of(EventType.INGEST, Asset.parse("dataset:lab:a@" + i))
              .with(Composed.languages("sw", 1)));
    }
    int partition = graph.partitionOf(Asset.parse("dataset:lab:a@0"));

    assertThat(found(partition, "sw", 2).all()).isFalse();
    assertThat(found(partition, "sw", 3).all()).isTrue();
    assertThat(found(partition, "sw", 3).holders()).hasSize(3);
  }
}
