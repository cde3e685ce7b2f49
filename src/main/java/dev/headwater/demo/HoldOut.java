package dev.headwater.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets about a tenth of the samples aside for measuring, before any filter: samples that are held
 * out after a filter cannot show what the filter did.
 *
 * <p>The hash of a text decides, so that a text is on the same side in every language and in every
 * run.
 *
 * @param pool samples to learn from
 * @param heldOut samples to measure with only
 */
record HoldOut(List<Sample> pool, List<Sample> heldOut) {

  private static final int ONE_IN = 10;

  static HoldOut split(List<Sample> samples) {
    List<Sample> pool = new ArrayList<>();
    List<Sample> heldOut = new ArrayList<>();
    for (Sample sample : samples) {
      int bucket = Integer.parseInt(Sha256.of(sample.text()).substring(0, 6), 16) % ONE_IN;
      (bucket == 0 ? heldOut : pool).add(sample);
    }
    return new HoldOut(List.copyOf(pool), List.copyOf(heldOut));
  }
}
