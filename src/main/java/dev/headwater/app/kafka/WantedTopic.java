package dev.headwater.app.kafka;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic that Headwater needs.
 *
 * @param name its name
 * @param config what it is created with
 */
public record WantedTopic(String name, Map<String, String> config) {

  /**
   * How much larger than the largest request body a record may be, because the body grows on its
   * way. New topics are created with the sum as their limit.
   */
  private static final long RECORD_HEADROOM_BYTES = 3L * 1024 * 1024;

  /** The largest record that the topics must accept, and therefore our producers too. */
  public static long maxRecordBytes(Settings settings) {
    return settings.number(Setting.HTTP_MAX_BODY_BYTES) + RECORD_HEADROOM_BYTES;
  }

  /** All topics, those of the events and the commands first. */
  public static List<WantedTopic> all(TopicNames names, Settings settings) {
    String maxMessageBytes = Long.toString(maxRecordBytes(settings));
    return List.of(
        new WantedTopic(
            names.events(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                // Grace periods begin when an event arrives, and only the broker knows that time.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxMessageBytes)),
        new WantedTopic(
            names.graph(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                maxMessageBytes)),
        new WantedTopic(names.alerts(), compacted(maxMessageBytes)),
        new WantedTopic(names.assets(), compacted(maxMessageBytes)),
        new WantedTopic(
            names.openlineage(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                settings.text(Setting.TOPIC_OPENLINEAGE_RETENTION_MILLIS),
                // The bridge refuses events from the future, and only the broker's clock can tell
                // which those are.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                maxMessageBytes)),
        new WantedTopic(
            names.quarantine(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                settings.text(Setting.TOPIC_QUARANTINE_RETENTION_MILLIS),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                maxMessageBytes)));
  }

  private static Map<String, String> compacted(String maxMessageBytes) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT,
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        maxMessageBytes);
  }
}
