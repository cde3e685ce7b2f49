package dev.headwater.query.peer;

import dev.headwater.query.freshness.Freshness;
import java.util.List;

/**
 * The answers of one instance to one request.
 *
 * @param answers in the order of the questions. The last questions have no answer if the first
 *     answers filled the response. The first question always has an answer
 * @param freshness of the partitions that were read, noted before reading them
 */
public record Answers<A>(List<A> answers, Freshness freshness) {
  public Answers {
    answers = List.copyOf(answers);
  }
}
