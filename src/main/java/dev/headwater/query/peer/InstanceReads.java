package dev.headwater.query.peer;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.Question;
import java.time.Duration;
import java.util.List;

/** Reads of the partitions of one instance: this one or another. Thread-safe. */
public interface InstanceReads {

  /**
   * Answers questions about partitions of this instance.
   *
   * @param questions of one kind; at least one
   * @param patience how long the caller waits for the answer
   * @throws MovedException if a partition is not on the instance
   * @throws UnavailableException if the instance does not answer
   */
  <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience);

  /**
   * Answers questions about partitions of which this instance has a copy, or which it owns. The
   * freshness says which of them were read from a copy.
   *
   * @param questions as above, and of a kind that a copy may answer
   * @throws MovedException if the instance has no copy of a partition, or none that is good enough
   * @throws UnavailableException if the instance does not answer
   */
  default <A extends Question.Answer> Answers<A> askCopy(
      List<? extends Question<A>> questions, Duration patience) {
    throw new MovedException("this instance keeps no copies");
  }

  /**
   * Asks the instance for its report.
   *
   * @throws UnavailableException if the instance does not answer
   */
  InstanceReport report(Duration patience);
}
