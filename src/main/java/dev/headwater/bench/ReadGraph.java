package dev.headwater.bench;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;

/**
 * Layers of assets, each made from two of the layer before, the last of models: whichever is asked
 * for has thousands above or below it. Of the first layer one in a hundred is synthetic and not
 * documented. A function of seed and number; thread-safe.
 */
final class ReadGraph {
  static final int LAYERS = 12;
  private static final int SYNTHETIC_ONE_IN = 100;
  private static final String NAMESPACE = "read";

  private final long seed;
  private final long width;
  private final Descriptions describe;

  /**
   * @param assets about how many
   */
  ReadGraph(long seed, long assets) {
    this.seed = seed;
    this.width = assets / LAYERS;
    this.describe = new Descriptions(seed);
  }

  long assets() {
    return width * LAYERS;
  }

  LineageEvent event(long number) {
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

  /** One of the first layer. */
  Asset first(long number) {
    return asset(Dice.below(width, seed, number));
  }

  /** One of the models. */
  Asset last(long number) {
    return asset((LAYERS - 1) * width + Dice.below(width, ~seed, number));
  }

  private Asset asset(long number) {
    AssetKind kind = number / width == LAYERS - 1 ? AssetKind.MODEL : AssetKind.DATASET;
    return Asset.of(kind, NAMESPACE, "asset-" + number, "1");
  }
}
