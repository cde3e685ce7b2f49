package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;

/**
 * A graph of layers. Each asset is made from two assets of the layer before, and the last layer
 * consists of models, so that an asset in the first or last layer has thousands below or above it.
 * In the first layer, one asset in a hundred is synthetic and not documented. An event depends only
 * on the seed and its number. Thread-safe.
 */
public final class ReadGraph {
  public static final int LAYERS = 12;
  private static final int SYNTHETIC_ONE_IN = 100;
  private static final String NAMESPACE = "read";

  private final long seed;
  private final long width;
  private final Descriptions describe;

  /**
   * @param assets the approximate number of assets
   */
  public ReadGraph(long seed, long assets) {
    this.seed = seed;
    this.width = assets / LAYERS;
    this.describe = new Descriptions(seed);
  }

  public long assets() {
    return width * LAYERS;
  }

  public LineageEvent event(long number) {
    Asset output = asset(number);
    long layer = number / width;
    if (layer == 0) {
      return number % SYNTHETIC_ONE_IN == 0
          ? describe.synthesis(number, output, false).build()
          : describe.ingest(number, List.of(output)).build();
    }
    LineageEvent.Builder event =
        layer == LAYERS - 1
            ? describe.training(number, output)
            : describe.transform(number, output);
    long one = Dice.below(width, seed, 2 * number);
    long other = (one + 1 + Dice.below(width - 1, seed, 2 * number + 1)) % width;
    long before = (layer - 1) * width;
    return event.inputs(List.of(input(before + one), input(before + other))).build();
  }

  private Input input(long number) {
    return describe.input(number, asset(number), Role.SOURCE);
  }

  /** An asset of the first layer, chosen by the number. */
  public Asset first(long number) {
    return asset(Dice.below(width, seed, number));
  }

  /** A model, chosen by the number. */
  public Asset last(long number) {
    return asset((LAYERS - 1) * width + Dice.below(width, ~seed, number));
  }

  private Asset asset(long number) {
    AssetKind kind = number / width == LAYERS - 1 ? AssetKind.MODEL : AssetKind.DATASET;
    return Asset.of(kind, NAMESPACE, "asset-" + number, "1");
  }
}
