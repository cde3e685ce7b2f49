package dev.headwater.query.answer;

import dev.headwater.query.freshness.Freshness;
import java.util.Optional;

/** When a read answers, and how it finds out whether its answer is caught up. Immutable. */
public final class Promptness {
  /** At once. The answer says whether it is caught up. */
  public static final Promptness AT_ONCE = new Promptness(Optional.empty());

  /** When it is caught up, or when the limit of {@code ReadLimits} is over. */
  public static final Promptness CAUGHT_UP = new Promptness(Optional.empty());

  private final Optional<Freshness> earlier;

  private Promptness(Optional<Freshness> earlier) {
    this.earlier = earlier;
  }

  /**
   * At once, after another read for the same request. The answer is as caught up as that of the
   * other read, because what was stored when the other read began is stored now. That saves asking
   * Kafka again. A read that needs exposures or alerts asks again all the same.
   *
   * @param earlier of the other read, which must have found out, or waited for, what {@link
   *     Need#EDGES} needs
   */
  public static Promptness after(Freshness earlier) {
    return new Promptness(Optional.of(earlier));
  }

  /** What an earlier read for the same request found; empty if there was none. */
  public Optional<Freshness> earlier() {
    return earlier;
  }
}
