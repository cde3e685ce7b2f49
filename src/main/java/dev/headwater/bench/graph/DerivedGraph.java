package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A model whose data only the sources describe, so that a read of who is represented in it has to
 * derive it from all that is upstream. The assets form a tree in which each dataset is merged from
 * two others. The leaves are collected, and state a composition of {@value
 * LanguageCounts#LANGUAGES} languages. An event depends only on the seed and its number.
 * Thread-safe.
 */
public final class DerivedGraph {
  private static final LanguageCounts LEAF =
      LanguageCounts.of(language -> 50_000 * PipelineSteps.share(language), 50);

  private final long upstream;
  private final Descriptions describe;

  /**
   * @param upstream how many assets the model descends from; at least 2
   */
  public DerivedGraph(long seed, long upstream) {
    this.upstream = upstream;
    this.describe = new Descriptions(seed);
  }

  /** The number of assets, the model included. */
  public long assets() {
    return upstream + 1;
  }

  /** The model, number 0. */
  public Asset model() {
    return asset(0);
  }

  /** The event that makes an asset, by its number from 0 on. */
  public LineageEvent event(long number) {
    long one = 2 * number + 1;
    if (one >= assets()) {
      Output leaf =
          new Output(
              asset(number),
              OptionalLong.of(LEAF.total()),
              OptionalLong.empty(),
              "",
              List.of(LEAF.composition()));
      return describe.ingest(number, List.of(leaf.asset())).outputs(List.of(leaf)).build();
    }
    LineageEvent.Builder event =
        number == 0
            ? describe.training(number, asset(number))
            : describe.transform(number, asset(number));
    return event
        .inputs(one + 1 < assets() ? List.of(input(one), input(one + 1)) : List.of(input(one)))
        .outputs(List.of(Output.of(asset(number))))
        .build();
  }

  /** All of a dataset. */
  private Input input(long number) {
    return new Input(
        asset(number),
        Role.SOURCE,
        OptionalLong.of(leaves(number) * LEAF.total()),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }

  /** How many leaves a dataset is made from; one for a leaf. */
  private long leaves(long number) {
    long one = 2 * number + 1;
    if (one >= assets()) {
      return 1;
    }
    return leaves(one) + (one + 1 < assets() ? leaves(one + 1) : 0);
  }

  private Asset asset(long number) {
    AssetKind kind = number == 0 ? AssetKind.MODEL : AssetKind.DATASET;
    return Asset.of(kind, "derived-" + upstream, "asset-" + number, "1");
  }
}
