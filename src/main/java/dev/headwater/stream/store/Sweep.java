package dev.headwater.stream.store;

import java.util.Arrays;

/**
 * How far the assets of a partition, then its producers, have been judged by a policy; or how far
 * its assets have been taken into the index by job.
 *
 * @param policy what identifies it; of the index, its form
 * @param after the URN of the last one that was; empty: none yet
 * @param done whether all were
 */
public record Sweep(byte[] policy, String after, boolean done) {

  /** The beginning of a sweep for another policy. */
  public static Sweep begin(byte[] policy) {
    return new Sweep(policy, "", false);
  }

  /** The beginning of building the index by job. */
  public static Sweep beginJobs() {
    return begin(RowView.JOB_INDEX);
  }

  /** Whether this is about the index by job as it is now. */
  public boolean isForJobs() {
    return isFor(RowView.JOB_INDEX);
  }

  /** Whether this is about the same policy. */
  public boolean isFor(byte[] other) {
    return Arrays.equals(policy, other);
  }

  /** The same, so much further. */
  public Sweep upTo(String urn, boolean last) {
    return new Sweep(policy, last ? "" : urn, last);
  }
}
