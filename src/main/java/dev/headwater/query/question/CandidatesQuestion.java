package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.Moment;
import dev.headwater.representation.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks which datasets of a partition declare to have some of a category. The datasets are found as
 * they are now; what they declare counts as of the moment.
 *
 * @param partition the partition
 * @param dimension of the category
 * @param unit in which it is counted
 * @param category the category
 * @param limit of datasets
 * @param moment which events count
 */
public record CandidatesQuestion(
    int partition, String dimension, String unit, String category, int limit, Moment moment)
    implements Question<CandidatesQuestion.Found> {

  /** The most datasets that one answer looks at. */
  static final int LOOKED_AT = 200;

  /**
   * @param candidates the largest amount first
   * @param all whether no dataset is left out that has a larger amount than the last of them, or
   *     any amount if there are fewer than the limit
   * @param more whether there are more than the limit
   */
  public record Found(List<Candidate> candidates, boolean all, boolean more) implements Answer {
    public Found {
      candidates = List.copyOf(candidates);
    }

    @Override
    public int rows() {
      return LOOKED_AT + candidates.size();
    }
  }

  @Override
  public Found answer(Hosted hosted) {
    PartitionReads now = hosted.assets(partition);
    Optional<CategoryLookup.Found> found =
        now.holders(new Measure(dimension, unit), category, LOOKED_AT);
    if (found.isEmpty()) {
      return new Found(List.of(), false, false);
    }
    return read(found.get(), moment.isNow() ? now : now.at(moment));
  }

  @Override
  public Found answer(PartitionReads reads) {
    return read(
        reads
            .holders(new Measure(dimension, unit), category, LOOKED_AT)
            .orElseGet(() -> new CategoryLookup.Found(List.of(), false)),
        reads);
  }

  private Found read(CategoryLookup.Found found, PartitionReads reads) {
    List<Candidate> candidates = new ArrayList<>();
    Set<Asset> looked = new HashSet<>();
    for (CategoryLookup.Holder holder : found.holders()) {
      if (candidates.size() > limit
          && holder.magnitude() < CategoryLookup.magnitude(candidates.get(limit - 1).amount())) {
        return cut(candidates, true); // all others have less
      }
      if (looked.add(holder.asset())) {
        candidate(holder.asset(), reads).ifPresent(candidates::add);
        candidates.sort(Candidate.LARGEST_FIRST);
      }
    }
    return cut(candidates, found.all());
  }

  /** A dataset that declared the category then, but does not now, is not found. */
  private Found cut(List<Candidate> candidates, boolean all) {
    boolean more = candidates.size() > limit;
    return new Found(more ? candidates.subList(0, limit) : candidates, all && moment.isNow(), more);
  }

  private Optional<Candidate> candidate(Asset asset, PartitionReads reads) {
    if (asset.kind() != AssetKind.DATASET) {
      return Optional.empty();
    }
    double amount =
        reads
            .statements(asset, dimension)
            .statements()
            .declared(new Measure(dimension, unit))
            .map(Composition::counts)
            .map(counts -> counts.getOrDefault(category, 0.0))
            .orElse(0.0);
    return amount > 0
        ? reads
            .state(asset)
            .map(state -> new Candidate(asset, amount, state.synthetic(), state.documentation()))
        : Optional.empty();
  }
}
