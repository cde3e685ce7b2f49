package dev.headwater.stream.store;

import java.util.Arrays;

/**
 * The position of a sweep over a partition. A sweep judges the partition's assets and then its
 * producers by a policy.
 *
 * @param policy the fingerprint of the policy
 * @param after the URN of the last asset or producer that is done; empty before the first one and
 *     after the end. The URN scheme of producers alone means that all assets and no producers are
 *     done
 * @param done whether all are done
 */
public record Sweep(byte[] policy, String after, boolean done) {

  /** The beginning of a sweep for a policy. */
  public static Sweep begin(byte[] policy) {
    return new Sweep(policy, "", false);
  }

  /** Whether this sweep is for that policy. */
  public boolean isFor(byte[] other) {
    return Arrays.equals(policy, other);
  }

  /**
   * The same sweep at a later position.
   *
   * @param urn the new position, unless {@code last}
   * @param last whether the sweep is done
   */
  public Sweep upTo(String urn, boolean last) {
    return new Sweep(policy, last ? "" : urn, last);
  }
}
