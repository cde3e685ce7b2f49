package dev.headwater.bench.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The setup that every benchmark uses.
 *
 * @param partitions of the topics
 * @param threads of the processor
 * @param brokerHeapMegabytes the maximum heap of the broker's process
 * @param more settings of the processor, by key, that override the benchmark's own
 */
public record BenchConfig(
    int partitions, int threads, int brokerHeapMegabytes, Map<String, String> more) {
  public BenchConfig {
    more = Map.copyOf(more);
  }

  /** The same setup with one more setting of the processor. */
  public BenchConfig with(String key, String value) {
    Map<String, String> settings = new LinkedHashMap<>(more);
    settings.put(key, value);
    return new BenchConfig(partitions, threads, brokerHeapMegabytes, settings);
  }

  /** The settings of a processor on this broker. */
  Map<String, String> settings(KafkaProcess kafka, String stateFolder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("registry.url", kafka.registryUrl().toString());
    settings.put("topic.partitions", Integer.toString(partitions));
    settings.put("topic.replication", "1");
    settings.put("instance.id", "bench");
    settings.put("threads", Integer.toString(threads));
    settings.put("standby.replicas", "0");
    settings.put("state.dir", stateFolder);
    settings.put("http.port", "0");
    settings.putAll(more);
    return settings;
  }
}
