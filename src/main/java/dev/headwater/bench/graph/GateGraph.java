package dev.headwater.bench.graph;

import dev.headwater.codec.json.EventJson;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;

/**
 * A documented model and everything that it descends from. The assets form a tree in which each
 * dataset is made from two others. The leaves are ingested, except that about one in ten is
 * synthetic, documented, and made from the next leaf. An event depends only on the seed and its
 * number. Thread-safe.
 */
public final class GateGraph {
  private static final int SYNTHETIC_ONE_IN = 10;

  private final long assets;
  private final Descriptions describe;

  /**
   * @param assets in all, the model included; at least 2
   */
  public GateGraph(long seed, long assets) {
    this.assets = assets;
    this.describe = new Descriptions(seed);
  }

  public long assets() {
    return assets;
  }

  /** The model, number 0. */
  public Asset model() {
    return asset(0);
  }

  /** The event that makes an asset, by its number from 0 on. */
  public LineageEvent event(long number) {
    long one = 2 * number + 1;
    if (one >= assets) {
      return number % SYNTHETIC_ONE_IN == 0 && number + 1 < assets
          ? describe
              .synthesis(number, asset(number), true)
              .inputs(List.of(describe.input(number + 1, asset(number + 1), Role.SEED)))
              .build()
          : describe.ingest(number, List.of(asset(number))).build();
    }
    LineageEvent.Builder event =
        number == 0
            ? describe.training(number, asset(number))
            : describe.transform(number, asset(number));
    return event
        .inputs(
            one + 1 < assets
                ? List.of(
                    describe.input(one, asset(one), Role.SOURCE),
                    describe.input(one + 1, asset(one + 1), Role.SOURCE))
                : List.of(describe.input(one, asset(one), Role.SOURCE)))
        .build();
  }

  /** An event as JSON, in the form that the HTTP API accepts. */
  public static String json(LineageEvent event) {
    return EventJson.write(event).toString();
  }

  private Asset asset(long number) {
    AssetKind kind = number == 0 ? AssetKind.MODEL : AssetKind.DATASET;
    return Asset.of(kind, "gate-" + assets, "asset-" + number, "1");
  }
}
