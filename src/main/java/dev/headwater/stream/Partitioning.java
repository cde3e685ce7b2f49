package dev.headwater.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition owns an asset: the one that Kafka's default partitioner picks for its key. */
public final class Partitioning {
  private Partitioning() {}

  /**
   * The owner of the assets of one name, or of an instance of a producer.
   *
   * @param assetKey kind, namespace and name, as in {@link dev.headwater.model.Party#key()}
   * @param partitions of the events and graph topics
   */
  public static int partition(String assetKey, int partitions) {
    byte[] key = assetKey.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
