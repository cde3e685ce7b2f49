package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes many assets with a given number of edges, from events with no descriptions: the benchmark
 * measures the graph only. The graph has layers, so that an asset has few ancestors. One asset in a
 * hundred is synthetic. An event depends only on the seed and its number. Thread-safe.
 */
public final class LayeredGraph {
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

  /** The number of assets in one round of all layers. */
  public static final int ROUND = 300;

  private static final int LAYERS = 3;
  private static final int WIDTH = 100;
  private static final int SYNTHETIC_ONE_IN = 100;
  private static final int NAMESPACES = 16;

  private final long seed;
  private final int edges;

  /**
   * @param edges into each asset outside the first layer; 0 or more
   */
  public LayeredGraph(long seed, int edges) {
    this.seed = seed;
    this.edges = edges;
  }

  /** How many of the first {@code assets} assets have edges into them. */
  public static long withEdges(long assets) {
    long round = (long) LAYERS * WIDTH;
    return assets / round * (round - WIDTH) + Math.max(0, assets % round - WIDTH);
  }

  /**
   * The event that makes one asset: without inputs in the first layer, otherwise from assets of the
   * layer before.
   */
  public LineageEvent event(long number) {
    long layer = number / WIDTH % LAYERS;
    List<Input> inputs = new ArrayList<>();
    if (layer > 0) {
      long before = (number / WIDTH - 1) * WIDTH;
      long first = Dice.below(WIDTH, seed, number);
      for (int edge = 0; edge < edges; edge++) {
        // Steps of 37, which shares no factor with the width: no input is taken twice.
        inputs.add(Input.of(asset(before + (first + edge * 37L) % WIDTH), Role.SOURCE));
      }
    }
    boolean synthetic = Dice.below(SYNTHETIC_ONE_IN, seed, ~number) == 0;
    EventType type =
        synthetic ? EventType.SYNTHESIZE : layer == 0 ? EventType.INGEST : EventType.TRANSFORM;
    return LineageEvent.builder(type)
        .eventId(Dice.id(seed, number))
        .eventTime(BEGIN.plusMillis(number))
        .producer("bench")
        .job(new Job("bench", "bulk"))
        .run("r")
        .inputs(inputs)
        .outputs(List.of(Output.of(asset(number))))
        .build();
  }

  private static Asset asset(long number) {
    return Asset.of(
        AssetKind.DATASET, "bulk-" + number % NAMESPACES, "dataset-" + number, "2026-03-01");
  }
}
