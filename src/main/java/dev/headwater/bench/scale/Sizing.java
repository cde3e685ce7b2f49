package dev.headwater.bench.scale;

import java.util.ArrayList;
import java.util.List;

/** Finds the smallest cluster that is enough. */
final class Sizing {
  private static final int MOST_PARTITIONS = 8_192;
  private static final int MOST_TRIES = 6;

  /** Where the search begins: the time of a thread for an event, with 40 % to spare. */
  private static final double ROUGHLY_MICROS = 350;

  private static final double ROUGHLY_PER_BROKER = 8_000;

  private final int cores;
  private final int replication;
  private final int standbys;

  Sizing(int cores, int replication, int standbys) {
    this.cores = cores;
    this.replication = replication;
    this.standbys = standbys;
  }

  /** Makes a demand of a cluster. */
  interface Plays {
    Demand on(Cluster cluster);
  }

  /** Grows what is not enough, until all is or nothing helps. */
  Demand smallest(Plays plays, double rate) {
    int threads = (int) Math.ceil(rate * ROUGHLY_MICROS / 1e6);
    int instances = Math.max(standbys + 1, (2 * threads + cores - 1) / cores);
    int brokers = Math.max(replication, (int) (rate / ROUGHLY_PER_BROKER));
    int most = Math.max(2, Math.min(cores, 2 * (threads + instances - 1) / instances));
    Demand demand =
        plays.on(
            new Cluster(partitions(8, threads), instances, most, brokers, replication, standbys));
    for (int i = 0; i < MOST_TRIES && !demand.isEnough(); i++) {
      Cluster larger = larger(demand);
      if (larger.equals(demand.cluster())) {
        return demand;
      }
      demand = plays.on(larger);
    }
    return demand;
  }

  private Cluster larger(Demand demand) {
    Cluster now = demand.cluster();
    double threads = 0;
    double instances = 0;
    double brokers = 0;
    for (Limit limit : lacking(demand)) {
      switch (limit.what()) {
        case "stream threads", "the busiest thread" -> threads = Math.max(threads, limit.load());
        default -> {
          if (limit.what().endsWith("of the brokers")) {
            brokers = Math.max(brokers, limit.load());
          } else {
            instances = Math.max(instances, limit.load());
          }
        }
      }
    }
    int wanted = (int) Math.ceil(now.threads() * Math.max(1, threads));
    int coresNow =
        threads > 1
            ? Math.min(cores, Math.max(now.cores(), 2 * wanted / now.instances()))
            : now.cores();
    int perInstance = Math.max(1, coresNow / 2);
    int more = (int) Math.ceil(now.instances() * Math.max(1, instances));
    more = Math.max(more, (wanted + perInstance - 1) / perInstance);
    int partitions = partitions(now.partitions(), Math.max(wanted, more));
    return new Cluster(
        partitions,
        Math.min(more, partitions),
        coresNow,
        (int) Math.ceil(now.brokers() * Math.max(1, brokers)),
        replication,
        standbys);
  }

  /** A power of two, with two partitions for each thread. */
  private static int partitions(int atLeast, int threads) {
    int partitions = atLeast;
    while (partitions < 2 * threads && partitions < MOST_PARTITIONS) {
      partitions *= 2;
    }
    return partitions;
  }

  private static List<Limit> lacking(Demand demand) {
    List<Limit> lacking = new ArrayList<>();
    for (Limit limit : demand.limits()) {
      if (limit.grows() && limit.load() > 1) {
        lacking.add(limit);
      }
    }
    return lacking;
  }
}
