package dev.headwater.query;

import java.util.List;

/**
 * What an instance answered.
 *
 * @param answers in the order of the questions; the last questions may have no answer, when the
 *     first ones filled what may be sent at once. The first question always has one
 * @param freshness of the partitions that were read, taken before reading
 */
public record Answers<A>(List<A> answers, Freshness freshness) {
  public Answers {
    answers = List.copyOf(answers);
  }
}
