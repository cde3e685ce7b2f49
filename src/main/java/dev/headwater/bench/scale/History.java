package dev.headwater.bench.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a lineage leaves behind, from the first event on: a few names with all their versions, whose
 * steps are played in full. It says how many rows and bytes an asset has, how many origins it
 * descends from, and how far upstream a read has to go. Immutable.
 */
public final class History {
  private static final int PARTITIONS = 16;
  private static final int PER_COMMIT = 1_000;

  /** How many models are looked at for what is upstream of them. */
  private static final int MODELS = 200;

  /** A gate looks at no more assets than this. */
  private static final int MOST_UPSTREAM = 100_000;

  private final int assets;
  private final Counts counts;
  private final double rows;
  private final double bytes;
  private final int[] exposures;
  private final double origins;
  private final double more;
  private final int mostChildren;
  private final int widestOrigin;
  private final List<int[]> levels;

  /** Plays so many events. */
  static History of(Form form, int events, long seed) {
    Lineage lineage = new Lineage(form, Math.max(1, events / Form.VERSIONS), false, seed);
    Flow flow = new Flow(new Flow.Setup(PARTITIONS, 1, 300, MeasuredCosts.NONE), asset -> 0);
    for (int event = 1; event <= events; event++) {
      flow.arrive(lineage.next());
      if (event % PER_COMMIT == 0) {
        flow.interval();
      }
    }
    flow.rest();
    return new History(flow, seed);
  }

  private History(Flow flow, long seed) {
    List<Node> nodes = new ArrayList<>(flow.nodes());
    nodes.sort(Comparator.comparingLong(node -> node.ref.id()));
    this.assets = nodes.size();
    this.counts = flow.counts().copy();
    this.exposures = nodes.stream().mapToInt(node -> node.exposures.size()).sorted().toArray();
    long allRows = 0;
    long allBytes = 0;
    int children = 0;
    int[] reached = new int[flow.nextOrigin() + 1];
    for (Node node : nodes) {
      allRows += node.rows();
      allBytes += node.bytes();
      children = Math.max(children, node.children.size());
      int[] all = node.exposures.all();
      for (int i = 0; i < all.length; i += 2) {
        reached[all[i]]++;
      }
    }
    this.rows = (double) allRows / assets;
    this.bytes = (double) allBytes / assets;
    this.mostChildren = children;
    this.widestOrigin = Arrays.stream(reached).max().orElse(0);
    this.levels = levels(nodes, new SplittableRandom(seed));
    this.origins = Arrays.stream(exposures).average().orElse(0);
    this.more = 1;
  }

  private History(History sample, double more) {
    this.assets = sample.assets;
    this.counts = sample.counts;
    this.rows = sample.rows;
    this.bytes = sample.bytes;
    this.exposures = sample.exposures;
    this.origins = sample.origins;
    this.mostChildren = sample.mostChildren;
    this.widestOrigin = sample.widestOrigin;
    this.levels = sample.levels;
    this.more = more;
  }

  /**
   * The same history with more assets, each of which descends from more origins.
   *
   * @param growth the exponent with which the origins of an asset grow
   */
  History at(long allAssets, double growth) {
    return new History(this, Math.pow(Math.max(1, (double) allAssets / assets), growth));
  }

  private static List<int[]> levels(List<Node> nodes, SplittableRandom random) {
    List<Node> models = nodes.stream().filter(node -> node.ref.model()).toList();
    List<int[]> levels = new ArrayList<>();
    for (int i = 0; i < MODELS && !models.isEmpty(); i++) {
      levels.add(upstream(models.get(random.nextInt(models.size()))));
    }
    return List.copyOf(levels);
  }

  /** How many assets a walk upstream reads at each level. */
  private static int[] upstream(Node model) {
    List<Integer> widths = new ArrayList<>();
    Set<Node> seen = new HashSet<>(Set.of(model));
    List<Node> level = List.of(model);
    while (!level.isEmpty() && seen.size() < MOST_UPSTREAM) {
      widths.add(level.size());
      List<Node> next = new ArrayList<>();
      for (Node node : level) {
        for (Node input : node.inputs) {
          if (seen.add(input)) {
            next.add(input);
          }
        }
      }
      level = next;
    }
    return widths.stream().mapToInt(width -> width).toArray();
  }

  public int assets() {
    return assets;
  }

  public double eventsPerAsset() {
    return (double) counts.events() / assets;
  }

  public double alertsPerAsset() {
    return more * counts.alerts() / assets;
  }

  /** Rows of an asset in the store. */
  public double rowsPerAsset() {
    return rows + (more - 1) * origins;
  }

  /** Bytes of these rows, before compression. */
  public double bytesPerAsset() {
    return bytes + (more - 1) * origins * RowBytes.EXPOSURE_ROW;
  }

  /** Origins of an asset, on average. */
  public double exposuresPerAsset() {
    return more * origins;
  }

  /** The number of origins that this part of all assets does not exceed. */
  public int exposures(double part) {
    int at = (int) Math.min(exposures.length - 1.0, part * exposures.length);
    return (int) Math.round(more * exposures[at]);
  }

  /** The part of all assets that one asset was an input of, at most. */
  public double partOfWidestHub() {
    return (double) mostChildren / assets;
  }

  /** The part of all assets that one origin reached, at most. */
  public double partOfWidestOrigin() {
    return (double) widestOrigin / assets;
  }

  /** For some models, how many assets a walk upstream reads at each level. */
  List<int[]> levels() {
    return levels;
  }
}
