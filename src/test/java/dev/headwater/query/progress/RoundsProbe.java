package dev.headwater.query.progress;

import dev.headwater.query.question.Feed;
import dev.headwater.query.question.SpreadsQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Steps through the rounds of one waiting request. For simulations in other packages. */
public final class RoundsProbe {
  private final Rounds rounds;

  /**
   * @param left the name of a round to leave out, so that a test can show that it is needed; "" for
   *     none
   */
  public RoundsProbe(CatchUp.Level level, String left) {
    List<Rounds.Round> all = new ArrayList<>(Rounds.roundsTo(level));
    if (!left.isEmpty() && !all.removeIf(round -> round.name().equals(left))) {
      throw new IllegalArgumentException("no round " + left);
    }
    this.rounds = new Rounds(all);
  }

  /** Advances as far as possible. Returns whether the last round is over. */
  public boolean advance(
      Offsets committed,
      Offsets ends,
      Supplier<Map<Integer, SpreadsQuestion.Spreads>> spreads,
      Supplier<Offsets> lookAgain) {
    Gaps none = new Gaps(new FakeWatermarks(() -> null), () -> 0);
    return rounds.advance(
        new Sight(committed, ends, none, () -> Map.of(Feed.GRAPH, spreads.get()), lookAgain));
  }
}
