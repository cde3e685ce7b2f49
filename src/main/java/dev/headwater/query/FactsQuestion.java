package dev.headwater.query;

import dev.headwater.engine.AssetFacts;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * What a gate decides by, of one asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param moment whose events count
 * @param cursor of the last page of inputs; "" begins
 */
public record FactsQuestion(int partition, Asset asset, Moment moment, String cursor)
    implements Question<FactsQuestion.Found> {
  /** Inputs on a page, about. */
  static final int INPUTS = 1_000;

  /**
   * @param named whether an event that counts has named the asset, as far as its own row tells
   * @param facts of the asset
   * @param inputs at the upstream ends of carrying edges, in a fixed order
   * @param next cursor of the next page of inputs; "" if there is none
   * @param revision of all this
   * @param cut whether the asset has more events than are read for the past; the facts are then
   *     those of an asset without events
   */
  public record Found(
      boolean named,
      AssetFacts facts,
      List<CarryingInput> inputs,
      String next,
      Revision revision,
      boolean cut)
      implements Answer {
    public Found {
      inputs = List.copyOf(inputs);
    }

    @Override
    public int rows() {
      return 1 + inputs.size();
    }
  }

  /**
   * The upstream end of a carrying edge.
   *
   * @param asset there
   * @param inferred whether every event that asserts the edge only inferred it
   */
  public record CarryingInput(Asset asset, boolean inferred) {}

  @Override
  public Found answer(PartitionReads reads) {
    return reads.facts(asset, cursor, INPUTS);
  }
}
