package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.Candidate;
import dev.headwater.representation.Representation;
import dev.headwater.representation.TargetShare;
import java.util.List;
import java.util.Optional;

/**
 * Whether the data of an asset reaches the targets of a use.
 *
 * @param asset the asset
 * @param use the name of the use
 * @param moment which events count
 * @param of the datasets whose data it is
 * @param outcome that of all targets together
 * @param reason why it is not known, in one sentence, if no target tells
 * @param lines one for each target and unit, the worst first, at most {@link #LINES}
 * @param moreLines how many more there are
 * @param truncated why something was not read that the answer depends on; empty if all was read
 * @param freshness of what was read
 */
public record Fitness(
    Asset asset,
    String use,
    Moment moment,
    List<Asset> of,
    TargetShare.Outcome outcome,
    Optional<String> reason,
    List<Line> lines,
    int moreLines,
    Optional<Truncation> truncated,
    Freshness freshness)
    implements ReadAnswer {

  /** The most lines of an answer. */
  public static final int LINES = 10_000;

  public Fitness {
    of = List.copyOf(of);
    lines = List.copyOf(lines);
  }

  /** Whether the use has no targets at all, so that there is nothing to judge. */
  public boolean hasNoTargets() {
    return lines.isEmpty();
  }

  /**
   * One category of a target, in one unit.
   *
   * @param method how the amounts were obtained that the share is of
   * @param notDerivable why they could not be derived, in one sentence
   * @param candidates datasets that have the category, the largest amount first
   * @param candidatesComplete whether no dataset with a larger amount is left out. False where none
   *     were looked for, which is so only for a target that is reached, or beyond the worst ones
   */
  public record Line(
      TargetShare target,
      Representation.Method method,
      Optional<String> notDerivable,
      List<Candidate> candidates,
      boolean candidatesComplete) {
    public Line {
      candidates = List.copyOf(candidates);
    }

    public Line with(List<Candidate> found, boolean complete) {
      return new Line(target, method, notDerivable, found, complete);
    }
  }

  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
