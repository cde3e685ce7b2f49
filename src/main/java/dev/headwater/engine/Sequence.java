package dev.headwater.engine;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.List;

/**
 * The state of a producer's event numbers as a whole. If no number is missing, it is all that is
 * stored of the producer. Numbers beyond the first gap are stored in {@link SequencePart parts}.
 *
 * @param completeTo all numbers from 1 to this one have arrived
 * @param last the highest number that has arrived
 * @param count how many different numbers have arrived
 * @param alerted jobs with an open alert for this producer, in order
 * @param dueMillis the time of the next planned judgement, in epoch milliseconds; 0 if none is
 *     planned
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

  /** The state before the first event. */
  static Sequence of(ProducerInstance producer) {
    return new Sequence(producer, 0, 0, 0, List.of(), 0);
  }

  /** How many numbers below the highest have not arrived. */
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
