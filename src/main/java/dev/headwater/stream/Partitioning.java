package dev.headwater.stream;

import java.nio.charset.StandardCharsets;
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
}
