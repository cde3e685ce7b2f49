package dev.headwater.query;

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
   * Asks the instance for its report.
   *
   * @throws UnavailableException if the instance does not answer
   */
  InstanceReport report(Duration patience);
}
