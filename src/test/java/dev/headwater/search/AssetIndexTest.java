package dev.headwater.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Place;
import dev.headwater.query.question.SearchText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetIndexTest {
  private static final int SEEDS = 40;
  private static final int PARTITIONS = 2;

  @TempDir private Path temporary;

  /** An index over partitions in memory, and what the test has put into them. */
  private static final class Indexed implements AutoCloseable {
    final FakeGraph graph = new FakeGraph(PARTITIONS);
    final Map<Asset, AssetState> rows = new TreeMap<>();
    final Set<Integer> away = new HashSet<>();
    final AtomicInteger byIndex = new AtomicInteger();
    final AssetIndex index;
    final Indexer indexer;

    Indexed(Path folder) {
      index = new AssetIndex(folder, PARTITIONS);
      indexer = index.begin(this::hosted);
      graph.lookup(
          (partition, filter, after, limit, holds) -> {
            Optional<AssetLookup.Found> found = index.find(partition, filter, after, limit, holds);
            found.ifPresent(each -> byIndex.incrementAndGet());
            return found;
          });
      for (int partition = 0; partition < PARTITIONS; partition++) {
        index.begun(partition);
      }
    }

    private Optional<PartitionReads> hosted(int partition) {
      return away.contains(partition) ? Optional.empty() : Optional.of(graph.reads(partition));
    }

    /** Writes a row, as a flush of the processor does. */
    void write(Asset asset, AssetState state) {
      graph.asset(asset, state);
      rows.put(asset, state);
      told(asset);
    }

    void add(String... urns) {
      for (String urn : urns) {
        write(Asset.parse(urn), FakeGraph.KNOWN);
      }
    }

    void remove(Asset asset) {
      graph.without(asset);
      rows.remove(asset);
      told(asset);
    }

    private void told(Asset asset) {
      int partition = graph.partitionOf(asset);
      if (!away.contains(partition)) {
        index.changed(partition, List.of(asset));
      }
    }

    void leave(int partition) {
      index.ended(partition);
      away.add(partition);
    }

    void comeBack(int partition) {
      if (away.remove(partition)) {
        index.begun(partition);
      }
    }

    AssetsQuestion.Found page(int partition, AssetFilter filter, Place after, int limit) {
      return new AssetsQuestion(partition, filter, after, limit).answer(graph.reads(partition));
    }

    List<AssetsQuestion.Row> all(int partition, AssetFilter filter, int limit) {
      List<AssetsQuestion.Row> rows = new ArrayList<>();
      Place at = Place.START;
      while (!at.equals(Place.END)) {
        AssetsQuestion.Found page = page(partition, filter, at, limit);
        assertThat(page.found()).hasSizeLessThanOrEqualTo(limit);
        assertThat(page.upTo()).isGreaterThan(at);
        rows.addAll(page.found());
        at = page.upTo();
      }
      return rows;
    }

    /** The URNs that a text finds, in all partitions; each partition by the index. */
    List<String> found(String text) {
      List<AssetsQuestion.Row> found = new ArrayList<>();
      AssetFilter filter = AssetFilter.named(text);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        assertThat(index.find(partition, filter, Place.START, 10, asset -> true)).isPresent();
        found.addAll(all(partition, filter, 10));
      }
      return found.stream()
          .sorted(Comparator.comparing(row -> new Place(row.rank(), row.asset().urn())))
          .map(row -> row.asset().urn())
          .toList();
    }

    List<AssetsQuestion.Row> expected(int partition, AssetFilter filter) {
      List<AssetsQuestion.Row> expected = new ArrayList<>();
      rows.forEach(
          (asset, state) -> {
            int rank = rank(filter.text(), asset);
            if (graph.partitionOf(asset) == partition
                && rank < 4
                && (filter.kinds().isEmpty() || filter.kinds().contains(asset.kind()))
                && (filter.namespace().isEmpty() || filter.namespace().equals(asset.namespace()))
                && filter.accepts(state)) {
              expected.add(new AssetsQuestion.Row(rank, asset, state));
            }
          });
      expected.sort(Comparator.comparing(row -> new Place(row.rank(), row.asset().urn())));
      return expected;
    }

    private static int rank(String text, Asset asset) {
      String name = SearchText.fold(asset.name());
      String namespace = SearchText.fold(asset.namespace());
      if (text.isEmpty() || name.equals(text)) {
        return 0;
      }
      if (name.startsWith(text)) {
        return 1;
      }
      if (wordsOf(name).anyMatch(word -> word.startsWith(text))
          || wordsOf(namespace).anyMatch(word -> word.startsWith(text))) {
        return 2;
      }
      return name.contains(text) || namespace.contains(text) ? 3 : 4;
    }

    /** The rest of a text from each word on. */
    private static Stream<String> wordsOf(String text) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        if (SearchText.isWordStart(text, i)) {
          words.add(text.substring(i));
        }
      }
      return words.stream();
    }

    @Override
    public void close() {
      index.close();
    }
  }

  private Indexed indexed() {
    return new Indexed(temporary.resolve("index"));
  }

  /** One that has taken in everything. */
  private Indexed indexed(String... urns) {
    Indexed indexed = indexed();
    indexed.add(urns);
    indexed.indexer.round();
    indexed.indexer.round();
    return indexed;
  }

  @Test
  void searches_findWhatTheRowsSay_whateverTheIndexHasTakenIn() {
    AtomicInteger byIndex = new AtomicInteger();
    Seeds.forEach(
        SEEDS,
        random -> {
          RandomAssets assets = new RandomAssets(random);
          try (Indexed indexed = indexed()) {
            for (int step = 0; step < 80; step++) {
              change(indexed, assets, random);
              List<Asset> known = List.copyOf(indexed.rows.keySet());
              AssetFilter filter = assets.filter(known);
              int partition = random.nextInt(PARTITIONS);
              assertThat(indexed.all(partition, filter, 1 + random.nextInt(5)))
                  .as("%s in step %d", filter, step)
                  .isEqualTo(indexed.expected(partition, filter));
            }
            byIndex.addAndGet(indexed.byIndex.get());
          }
        });
    assertThat(byIndex.get()).as("answers of the index").isGreaterThan(15 * SEEDS);
  }

  private static void change(Indexed indexed, RandomAssets assets, Random random) {
    List<Asset> known = List.copyOf(indexed.rows.keySet());
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4, 5 -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          indexed.write(assets.asset(), assets.state());
        }
      }
      case 6, 7, 8 -> {
        if (!known.isEmpty()) {
          indexed.write(assets.pick(known), assets.state());
        }
      }
      case 9 -> {
        if (!known.isEmpty()) {
          indexed.remove(assets.pick(known));
        }
      }
      case 10 -> indexed.leave(random.nextInt(PARTITIONS));
      case 11 -> indexed.comeBack(random.nextInt(PARTITIONS));
      default -> indexed.indexer.round();
    }
  }

  @Test
  void pages_neitherRepeatNorSkip_whileAssetsChange() {
    Seeds.forEach(
        SEEDS,
        random -> {
          RandomAssets assets = new RandomAssets(random);
          try (Indexed indexed = indexed()) {
            for (int step = 0; step < 40; step++) {
              change(indexed, assets, random);
            }
            AssetFilter filter = assets.filter(List.copyOf(indexed.rows.keySet()));
            Map<Asset, AssetState> before = new TreeMap<>(indexed.rows);
            Set<Asset> changed = new TreeSet<>();
            List<AssetsQuestion.Row> found = new ArrayList<>();
            for (Place at = Place.START; !at.equals(Place.END); ) {
              AssetsQuestion.Found page = indexed.page(0, filter, at, 2);
              found.addAll(page.found());
              at = page.upTo();
              change(indexed, assets, random);
              Stream.concat(before.keySet().stream(), indexed.rows.keySet().stream())
                  .filter(asset -> before.get(asset) != indexed.rows.get(asset))
                  .forEach(changed::add);
            }
            List<Place> places =
                found.stream().map(row -> new Place(row.rank(), row.asset().urn())).toList();
            assertThat(places).isSorted().doesNotHaveDuplicates();
            assertThat(found)
                .filteredOn(row -> !changed.contains(row.asset()))
                .isEqualTo(
                    indexed.expected(0, filter).stream()
                        .filter(row -> !changed.contains(row.asset()))
                        .toList());
          }
        });
  }

  @Test
  void theBestMatches_comeFirst() {
    try (Indexed indexed =
        indexed(
            "dataset:a:depart",
            "dataset:a:web-part",
            "dataset:a:parts",
            "dataset:z:part",
            "dataset:a:Part@2",
            "dataset:part:x",
            "dataset:party:x",
            "dataset:a:other")) {
      assertThat(indexed.found("part"))
          .containsExactly(
              "dataset:a:Part@2",
              "dataset:z:part",
              "dataset:a:parts",
              "dataset:a:web-part",
              "dataset:part:x",
              "dataset:party:x",
              "dataset:a:depart");
    }
  }

  @Test
  void anyScriptAndAnyForm_isFound() {
    try (Indexed indexed =
        indexed(
            "dataset:лаб:Данные",
            "dataset:lab:数据集",
            "dataset:lab:بيانات-عربية",
            "dataset:lab:cafe\u0301",
            "dataset:lab:🚀🔥",
            "dataset:lab:ＦＵＬＬ",
            "dataset:lab:ΟΔΟΣ",
            "dataset:lab:a*b?c",
            "dataset:lab:two%20words")) {
      assertThat(indexed.found("АННЫ")).containsExactly("dataset:лаб:Данные");
      assertThat(indexed.found("Ла")).containsExactly("dataset:лаб:Данные");
      assertThat(indexed.found("据")).containsExactly("dataset:lab:数据集");
      assertThat(indexed.found("عرب")).containsExactly("dataset:lab:بيانات-عربية");
      assertThat(indexed.found("CAF\u00c9")).containsExactly("dataset:lab:cafe\u0301");
      assertThat(indexed.found("🔥")).containsExactly("dataset:lab:🚀🔥");
      assertThat(indexed.found("full")).containsExactly("dataset:lab:ＦＵＬＬ");
      assertThat(indexed.found("οδος")).containsExactly("dataset:lab:ΟΔΟΣ");
      assertThat(indexed.found("*")).containsExactly("dataset:lab:a*b?c");
      assertThat(indexed.found("B?")).containsExactly("dataset:lab:a*b?c");
      assertThat(indexed.found("a*c")).isEmpty();
      assertThat(indexed.found(" ")).containsExactly("dataset:lab:two%20words");
      assertThat(indexed.found("o w")).containsExactly("dataset:lab:two%20words");
    }
  }

  @Test
  void longNamesAndTexts_areFound() {
    String end = "x".repeat(511) + "y";
    Asset longest = Asset.of(AssetKind.DATASET, "ﷺ".repeat(512), end, "v".repeat(512));
    try (Indexed indexed = indexed()) {
      indexed.write(longest, FakeGraph.KNOWN);
      indexed.add("dataset:lab:" + "x".repeat(512));
      indexed.indexer.round();
      indexed.indexer.round();
      assertThat(indexed.found("x".repeat(499) + "y")).containsExactly(longest.urn());
      assertThat(indexed.found("x".repeat(500))).hasSize(2);
      assertThat(indexed.found("ﷺ".repeat(500))).containsExactly(longest.urn());
      assertThat(indexed.found("ab".repeat(250))).isEmpty();
    }
  }

  @Test
  void aChangedAsset_isFoundBeforeItIsIndexed() {
    Asset asset = Asset.parse("dataset:lab:data");
    AssetFilter synthetic =
        new AssetFilter("", Set.of(), Set.of(Synthetic.YES), Set.of(), Set.of(), "");
    try (Indexed indexed = indexed(asset.urn())) {
      int partition = indexed.graph.partitionOf(asset);
      assertThat(indexed.all(partition, synthetic, 10)).isEmpty();

      AssetState changed = new AssetState(Synthetic.YES, Documentation.PARTIAL, List.of(), 1, true);
      indexed.write(asset, changed);

      assertThat(indexed.all(partition, synthetic, 10))
          .containsExactly(new AssetsQuestion.Row(0, asset, changed));
      assertThat(indexed.index.waiting()).isEqualTo(1);
      indexed.indexer.round();
      assertThat(indexed.index.waiting()).isZero();
      assertThat(indexed.all(partition, synthetic, 10)).hasSize(1);
    }
  }

  @Test
  void aPartition_isReadRowByRow_untilItIsBuilt() {
    try (Indexed indexed = indexed()) {
      for (int i = 0; i < 2 * PARTITIONS * Indexer.BUILT_AT_ONCE; i++) {
        indexed.graph.assets(Asset.parse("dataset:lab:" + i));
      }
      for (int round = 0; round < 2; round++) {
        indexed.indexer.round();
        indexed.add("dataset:lab:0-later" + round, "dataset:lab:x-later" + round);
        assertThat(find(indexed, 0)).as("round %d", round).isEmpty();
      }
      for (int round = 0; round < 3; round++) {
        indexed.indexer.round();
      }
      assertThat(find(indexed, 0)).isPresent();
      assertThat(indexed.found("-later")).hasSize(4);
      assertThat(indexed.index.partitionsNotReady()).isZero();
    }
  }

  private static Optional<?> find(Indexed indexed, int partition) {
    return indexed.index.find(
        partition, AssetFilter.named("later"), Place.START, 10, asset -> true);
  }

  @Test
  void moreChangesThanItCanFollow_areReadRowByRow_andIndexedWhenItIsCalm() {
    try (Indexed indexed = indexed("dataset:lab:first")) {
      List<Asset> many = new ArrayList<>();
      for (int i = 0; i < 60_000; i++) {
        many.add(Asset.parse("dataset:flood:later" + i));
      }
      many.forEach(asset -> indexed.graph.asset(asset, FakeGraph.KNOWN));
      for (int partition = 0; partition < PARTITIONS; partition++) {
        indexed.index.changed(partition, many);
      }
      assertThat(find(indexed, 0)).isEmpty();
      assertThat(indexed.index.partitionsNotReady()).isEqualTo(PARTITIONS);

      indexed.indexer.round();
      assertThat(indexed.index.waiting()).isZero();
      indexed.index.changed(0, many);
      indexed.indexer.round();
      assertThat(indexed.index.waiting()).as("it waits until it is calm").isZero();
      for (int round = 0; round < 12; round++) {
        indexed.indexer.round();
      }
      assertThat(indexed.found("later59999")).containsExactly("dataset:flood:later59999");
    }
  }

  @Test
  void whatAnEarlierProcessLeft_isDeleted() throws IOException {
    Path folder = temporary.resolve("index");
    Files.createDirectories(folder.resolve("deeper"));
    Files.writeString(folder.resolve("segments_1"), "not an index");
    try (Indexed indexed = indexed("dataset:lab:data")) {
      assertThat(indexed.found("data")).hasSize(1);
      assertThat(folder.resolve("deeper")).doesNotExist();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aFailedIndex_leavesSearchesToTheRows_andBeginsAnew() {
    try (Indexed indexed = indexed("dataset:lab:data")) {
      indexed.indexer.documents().orElseThrow().close();
      assertThat(find(indexed, 0)).isEmpty();
      assertThat(indexed.all(0, AssetFilter.named("data"), 10))
          .isEqualTo(indexed.expected(0, AssetFilter.named("data")));

      indexed.add("dataset:lab:data2");
      for (int round = 0; round < 310; round++) {
        indexed.indexer.round();
      }
      assertThat(indexed.found("data")).containsExactly("dataset:lab:data", "dataset:lab:data2");
    }
  }

  @Test
  void aPartitionThatCannotBeRead_isNotReady() {
    try (Indexed indexed = indexed()) {
      indexed.away.add(0);
      indexed.indexer.round();
      assertThat(find(indexed, 0)).isEmpty();
      assertThat(find(indexed, 1)).isPresent();
      indexed.leave(1);
      assertThat(find(indexed, 1)).isEmpty();
    }
  }
}
