package dev.headwater.bench.scale;

import java.util.function.Consumer;

/** Simulates clusters for numbers of assets and rates of events, with one seed. */
public final class Simulation {
  /** How many times smaller the history is that shows how the number of origins grows. */
  private static final int FEWER = 8;

  private final Form form;
  private final int sample;
  private final long seed;
  private final History history;
  private final double growth;
  private final Consumer<String> progress;

  /**
   * Plays the history of a part of all names.
   *
   * @param sample how many events to play, for the history and for each cluster
   * @param progress receives a short message for each cluster
   */
  public Simulation(Form form, int sample, long seed, Consumer<String> progress) {
    this.form = form;
    this.sample = sample;
    this.seed = seed;
    this.progress = progress;
    this.history = History.of(form, sample, seed);
    double before = History.of(form, sample / FEWER, seed).exposuresPerAsset();
    double ratio = before == 0 ? 1 : history.exposuresPerAsset() / before;
    this.growth = Math.max(0, Math.min(1, Math.log(ratio) / Math.log(FEWER)));
  }

  /** What the cluster needs. */
  public Demand of(Cluster cluster, long assets, double rate) {
    progress.accept(
        assets
            + " assets, "
            + Math.round(rate)
            + " events/s: "
            + cluster.partitions()
            + " partitions, "
            + cluster.instances()
            + " instances, "
            + cluster.brokers()
            + " brokers");
    return new Demand(cluster, assets, rate, form, history.at(assets, growth), sample, seed);
  }

  /** The smallest cluster that is enough, or one that no larger one is better than. */
  public Demand smallest(int cores, int replication, int standbys, long assets, double rate) {
    return new Sizing(cores, replication, standbys)
        .smallest(cluster -> of(cluster, assets, rate), rate);
  }

  /**
   * The exponent with which the origins of an asset grow with the number of all assets, from 0 to
   * 1.
   */
  public double growth() {
    return growth;
  }

  /** What the history says of an asset. */
  public History history() {
    return history;
  }
}
