package dev.headwater.app.stream;

import dev.headwater.app.settings.Settings;
import dev.headwater.bridge.BridgeTopology;
import dev.headwater.stream.GraphTopology;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The topics that Kafka Streams keeps the state in. They are known by their whole names: the id of
 * another application may begin with ours.
 */
public final class Changelogs {
  private Changelogs() {}

  /** The state that is derived from the events. */
  public static String graph(String application) {
    return of(application, GraphTopology.STORE);
  }

  /** The state about OpenLineage runs, which is not derived from the events. */
  public static String openLineage(String application) {
    return of(application, BridgeTopology.STORE);
  }

  /** The changelog of a store. */
  static String of(String application, String store) {
    return application + "-" + store + "-changelog";
  }

  /** What Kafka Streams creates a changelog with. */
  public static Map<String, String> config(Settings settings) {
    Properties streams = StreamsSettings.of(settings, "nobody", Path.of("nowhere"), "nobody:0");
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    String prefix = StreamsConfig.TOPIC_PREFIX;
    streams.forEach(
        (key, value) -> {
          if (key.toString().startsWith(prefix)) {
            config.put(key.toString().substring(prefix.length()), value.toString());
          }
        });
    return config;
  }
}
