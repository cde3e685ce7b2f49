package dev.headwater.engine;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.List;

/**
 * What is known of the numbers that a producer gave its events, as a whole: all that is remembered
 * of one of which nothing is missing. What has come beyond the first gap is in {@link SequencePart
 * parts}.
 *
 * @param completeTo all numbers from 1 to this one have come
 * @param last the highest that has come
 * @param count how many different ones have come
 * @param alerted jobs whose alerts for this producer are open, in order
 * @param dueMillis when it is to be judged next, in epoch milliseconds; 0: nothing is planned
 */
public record Sequence(
    ProducerInstance producer,
    long completeTo,
    long last,
    long count,
    List<Job> alerted,
    long dueMillis) {
  public Sequence {
    alerted = List.copyOf(alerted);
  }

  /** Before the first event. */
  static Sequence of(ProducerInstance producer) {
    return new Sequence(producer, 0, 0, 0, List.of(), 0);
  }

  /** How many numbers below the highest have not come. */
  public long missing() {
    return last - count;
  }

  Sequence alerted(List<Job> jobs) {
    return new Sequence(producer, completeTo, last, count, jobs, dueMillis);
  }

  Sequence dueAt(long millis) {
    return new Sequence(producer, completeTo, last, count, alerted, millis);
  }
}
