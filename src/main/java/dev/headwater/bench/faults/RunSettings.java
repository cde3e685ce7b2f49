package dev.headwater.bench.faults;

import dev.headwater.oracle.Grace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the processors of a fault run: small stores, a short session, and grace periods
 * that end while events and faults continue.
 */
final class RunSettings {
  static final int PARTITIONS = 4;
  static final long SESSION_MILLIS = 6_000;
  static final Grace GRACE = new Grace(Duration.ofSeconds(2), Duration.ofSeconds(4));
  static final String APPLICATION = "headwater";

  private RunSettings() {}

  /**
   * The settings of a processor.
   *
   * @param folder where it writes the policy
   * @param more that override these
   */
  static Map<String, String> of(Path folder, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("application.id", APPLICATION);
    settings.put("topic.partitions", Integer.toString(PARTITIONS));
    settings.put("topic.replication", "1");
    settings.put("standby.replicas", "1");
    settings.put("threads", "2");
    settings.put("store.cache.bytes", Integer.toString(8 << 20));
    settings.put("store.write.buffer.bytes", Integer.toString(8 << 20));
    settings.put("shutdown.timeout.millis", "20000");
    settings.put("graph.purge.interval.millis", "5000");
    settings.put("policy.file", policy(folder).toString());
    settings.put("session.timeout.millis", Long.toString(SESSION_MILLIS));
    settings.put("streams.probing.rebalance.interval.ms", "60000");
    settings.putAll(more);
    return settings;
  }

  /** Writes a policy with short grace periods, which end while events and faults continue. */
  private static Path policy(Path folder) {
    String policy =
        "rules:\n  UNDOCUMENTED_SYNTHETIC: {grace: "
            + GRACE.undocumented()
            + "}\n  UNKNOWN_ORIGIN: {grace: "
            + GRACE.unknown()
            + "}\n";
    try {
      return Files.writeString(folder.resolve("policy.yaml"), policy);
    } catch (IOException failed) {
      throw new FaultRunException("cannot write to " + folder + ": " + failed.getMessage(), failed);
    }
  }
}
