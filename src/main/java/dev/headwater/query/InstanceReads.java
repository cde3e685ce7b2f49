package dev.headwater.query;

import java.time.Duration;
import java.util.List;

/** Reads of the partitions of one instance: this one or another. Thread-safe. */
public interface InstanceReads {

  /**
   * Answers questions about partitions of this instance.
   *
   * @param questions of one kind; at least one
   * @param patience how long an answer is of use
   * @throws MovedException if a partition is not there
   * @throws UnavailableException if the instance does not answer
   */
  <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience);

  /**
   * What the instance says of itself.
   *
   * @throws UnavailableException if the instance does not answer
   */
  InstanceReport report(Duration patience);
}
