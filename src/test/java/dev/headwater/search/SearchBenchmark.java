package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.Place;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures the index over rows in memory: {@code SearchBenchmark FOLDER [ASSETS] [PARTITIONS]}.
 * Prints how fast it is built, its size, and the times of searches while nothing and while 5,000
 * assets a second change, beside those of reading the rows.
 */
public final class SearchBenchmark {
  private static final PrintStream OUT = System.out;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SEARCHES = 500;
  private static final int PAGE = 100;

  private final Random random = new Random(7);
  private final List<Asset> assets = new ArrayList<>();
  private final FakeGraph graph;
  private final int partitions;
  private final AssetIndex index;
  private final Indexer indexer;

  private SearchBenchmark(Path folder, int count, int partitions) {
    this.partitions = partitions;
    this.graph = new FakeGraph(partitions);
    this.index = new AssetIndex(folder, partitions);
    this.indexer = index.begin(partition -> Optional.of(graph.reads(partition)));
    for (int i = 0; i < count; i++) {
      assets.add(asset(i));
      graph.assets(assets.get(i));
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int partitions = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    new SearchBenchmark(folder, count, partitions).run(folder);
  }

  private Asset asset(int i) {
    String namespace =
        List.of("s3://lake", "acme", "hf://datasets", "postgres://db:5432").get(i % 4);
    return switch (random.nextInt(5)) {
      case 0 ->
          Asset.of(
              AssetKind.DATASET,
              namespace,
              new UUID(random.nextLong(), random.nextLong()).toString());
      case 1 -> Asset.of(AssetKind.MODEL, namespace, "tutor-" + random.nextInt(1_000), "run-" + i);
      default ->
          Asset.of(
              AssetKind.DATASET,
              namespace,
              String.format(
                  "team-%02d/web-crawl/%d-%02d/part-%05d",
                  random.nextInt(40),
                  2020 + random.nextInt(7),
                  1 + random.nextInt(12),
                  i % 100_000));
    };
  }

  private void run(Path folder) throws IOException {
    for (int partition = 0; partition < partitions; partition++) {
      index.begun(partition);
    }
    long began = System.nanoTime();
    long cpuBegan = THREADS.getCurrentThreadCpuTime();
    while (index.partitionsNotReady() > 0) {
      indexer.round();
    }
    double seconds = seconds(began);
    double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpuBegan) / 1e9;
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes =
          files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
      OUT.printf(
          "built %,d assets in %.1f s, %.1f s of CPU without merges; %,d bytes an asset%n",
          assets.size(), seconds, cpuSeconds, bytes / assets.size());
    }
    measure("warming up", true, false);
    measure("index, quiet", true, false);
    measure("index, 5,000 changes/s", true, true);
    measure("rows", false, false);
    index.close();
  }

  private String text() {
    String name = assets.get(random.nextInt(assets.size())).name();
    int length = Math.min(name.length(), 1 + random.nextInt(12));
    int from = random.nextInt(name.length() - length + 1);
    return name.substring(from, from + length);
  }

  private AssetFilter filter(int i) {
    return i % 10 == 0
        ? new AssetFilter(text(), Set.of(AssetKind.MODEL), Set.of(), Set.of(), Set.of(), "acme")
        : AssetFilter.named(text());
  }

  private void measure(String what, boolean byIndex, boolean changing) {
    graph.lookup(byIndex ? index : AssetLookup.NONE);
    int searches = byIndex ? SEARCHES : 3;
    double[] millis = new double[searches];
    double[] cpuMillis = new double[searches];
    long markNanos = 0;
    String worst = "";
    for (int i = 0; i < searches; i++) {
      if (changing) {
        for (int round = 0; round < 2; round++) {
          markNanos += change(500);
          if (round == 0) {
            indexer.round();
          }
        }
      }
      AssetFilter filter = filter(i);
      long began = System.nanoTime();
      long cpuBegan = THREADS.getCurrentThreadCpuTime();
      search(filter);
      millis[i] = seconds(began) * 1_000;
      cpuMillis[i] = (THREADS.getCurrentThreadCpuTime() - cpuBegan) / 1e6;
      if (cpuMillis[i] >= Arrays.stream(cpuMillis).max().orElseThrow()) {
        worst = filter.text();
      }
    }
    OUT.println(what);
    print("  elapsed", millis);
    print("  CPU", cpuMillis);
    OUT.printf("  the most CPU for: %s%n", worst);
    if (changing) {
      OUT.printf("marking: %.0f ns an asset%n", markNanos / (searches * 1_000.0));
    }
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    OUT.printf(
        "%s: p50 %.2f ms, p99 %.2f ms, largest %.2f ms%n",
        what,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1]);
  }

  private long change(int count) {
    List<List<Asset>> changed = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      changed.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      Asset asset = i % 2 == 0 ? asset(assets.size()) : assets.get(random.nextInt(assets.size()));
      if (i % 2 == 0) {
        assets.add(asset);
        graph.assets(asset);
      }
      changed.get(graph.partitionOf(asset)).add(asset);
    }
    long began = System.nanoTime();
    for (int partition = 0; partition < partitions; partition++) {
      index.changed(partition, changed.get(partition));
    }
    return System.nanoTime() - began;
  }

  private void search(AssetFilter filter) {
    List<AssetsQuestion.Row> rows = new ArrayList<>();
    int each = partitions == 1 ? PAGE : 2 * PAGE / partitions + 16;
    for (int partition = 0; partition < partitions; partition++) {
      Place at = Place.START;
      int found = 0;
      while (!at.equals(Place.END) && found < each) {
        AssetsQuestion.Found page =
            new AssetsQuestion(partition, filter, at, each - found).answer(graph.reads(partition));
        rows.addAll(page.found());
        found += page.found().size();
        at = page.upTo();
      }
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
