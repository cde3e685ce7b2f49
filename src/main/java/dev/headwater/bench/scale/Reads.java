package dev.headwater.bench.scale;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Gates of models over many instances. A walk asks level by level, in one request for each instance
 * that has assets of the level, some of them at once. The next level begins when the slowest has
 * answered. Then the revisions of all assets are read again.
 */
final class Reads {
  private static final int RUNS = 5;

  /** At once, from one instance: the setting {@code read.peer.requests}. */
  private static final int AT_ONCE = 16;

  private static final int QUESTIONS_AT_ONCE = 1_000;

  /** A read of one asset over HTTP takes 1.0 ms at the median and 4.5 ms at p99; quiet. */
  private static final double MEDIAN_MILLIS = 1.0;

  private static final double SPREAD = Math.log(4.5) / 2.326;

  /** 70,000 assets a second. */
  private static final double MILLIS_AN_ASSET = 1 / 70.0;

  private final double[] millis;
  private final double requests;

  Reads(List<int[]> models, int instances, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] all = new double[models.size() * RUNS];
    double asked = 0;
    int next = 0;
    for (int[] levels : models) {
      for (int run = 0; run < RUNS; run++) {
        double time = 0;
        int upstream = 0;
        for (int width : levels) {
          int[] shares = shares(width, instances, random);
          time += level(shares, random);
          asked += shares.length;
          upstream += width;
        }
        int[] again = shares(upstream, instances, random);
        asked += again.length;
        all[next++] = time + level(again, random);
      }
    }
    Arrays.sort(all);
    this.millis = all;
    this.requests = all.length == 0 ? 0 : asked / all.length;
  }

  /** How many of the assets each instance has, of those that have any. */
  private static int[] shares(int assets, int instances, SplittableRandom random) {
    BitSet asked = new BitSet(instances);
    int[] shares = new int[instances];
    for (int asset = 0; asset < assets; asset++) {
      int at = random.nextInt(instances);
      asked.set(at);
      shares[at]++;
    }
    return asked.stream().map(at -> shares[at]).toArray();
  }

  private static double level(int[] shares, SplittableRandom random) {
    PriorityQueue<Double> lanes = new PriorityQueue<>();
    double end = 0;
    for (int share : shares) {
      double begin = lanes.size() < AT_ONCE ? 0 : lanes.remove();
      double rounds = Math.ceil((double) share / QUESTIONS_AT_ONCE);
      double time = 0;
      for (int round = 0; round < rounds; round++) {
        time += MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian());
      }
      double done = begin + time + share * MILLIS_AN_ASSET;
      lanes.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  /** The time that this part of all gates does not exceed. */
  double quantile(double part) {
    return millis.length == 0
        ? 0
        : millis[(int) Math.min(millis.length - 1.0, part * millis.length)];
  }

  /** Requests of one gate, on average. */
  double requests() {
    return requests;
  }
}
