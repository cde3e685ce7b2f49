package dev.headwater.model.command;

import dev.headwater.model.Asset;
import java.util.Objects;

/**
 * A self-consuming loop: a trained model descends from data that a model of the same namespace and
 * name generated.
 *
 * @param model the trained model; its owner follows the loop
 * @param data the synthetic dataset that it descends from
 */
public record Loop(Asset model, Asset data) implements Comparable<Loop> {
  public Loop {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(data, "data");
  }

  /** Whether the asset is the model or the dataset of the loop. */
  public boolean names(Asset asset) {
    return asset.equals(model) || asset.equals(data);
  }

  @Override
  public int compareTo(Loop other) {
    int byModel = model.compareTo(other.model);
    return byModel != 0 ? byModel : data.compareTo(other.data);
  }
}
