package dev.headwater.stream;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * Computes which partition owns an asset: the one that Kafka's default partitioner chooses for its
 * key.
 */
public final class Partitioning {
  private Partitioning() {}

  /**
   * The partition that owns the assets of one name, or a producer instance.
   *
   * @param assetKey kind, namespace and name, as in {@link dev.headwater.model.Party#key()}
   * @param partitions how many the events topic and the graph topic have
   */
  public static int partition(String assetKey, int partitions) {
    byte[] key = assetKey.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Returns a key that belongs to no asset or producer instance and falls into the partition. */
  static String keyOf(int partition, int partitions) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "partition-" + i)
        .filter(key -> partition(key, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }
}
