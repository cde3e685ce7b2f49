package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import java.util.Comparator;

/**
 * A dataset that declares to have some of a category.
 *
 * @param amount how much of it, above 0
 * @param synthetic whether the dataset is synthetic
 * @param documentation the verdict on its documentation
 */
public record Candidate(
    Asset asset, double amount, Synthetic synthetic, Documentation documentation) {

  /** The largest amount first. */
  public static final Comparator<Candidate> LARGEST_FIRST =
      Comparator.comparingDouble(Candidate::amount).reversed().thenComparing(Candidate::asset);
}
