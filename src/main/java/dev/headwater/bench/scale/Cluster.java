package dev.headwater.bench.scale;

/**
 * A cluster that is simulated.
 *
 * @param instances each with {@code cores} cores, half of which run stream threads
 * @param replication of each topic
 * @param standbys copies of the state
 */
public record Cluster(
    int partitions, int instances, int cores, int brokers, int replication, int standbys) {
  public Cluster {
    if (partitions < 1 || instances < 1 || cores < 2 || brokers < 1 || replication < 1) {
      throw new IllegalArgumentException(
          "a cluster needs a partition, an instance with two cores, and a broker");
    }
    if (replication > brokers) {
      throw new IllegalArgumentException(
          "replication " + replication + " needs as many brokers, not " + brokers);
    }
  }

  int threads() {
    return Math.min(partitions, instances * Math.max(1, cores / 2));
  }

  /** Copies of the state that there can be: none while there is one instance. */
  int copies() {
    return Math.min(standbys, instances - 1);
  }
}
