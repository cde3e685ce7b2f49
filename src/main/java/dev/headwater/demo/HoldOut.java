package dev.headwater.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets a tenth of the samples aside for measuring, before anything is filtered: what is held out
 * after a filter can never show what the filter did.
 *
 * <p>A text's own hash decides, so that one text is on one side in every language and in every run.
 *
 * @param pool what may be learnt from
 * @param heldOut what is only measured with
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
