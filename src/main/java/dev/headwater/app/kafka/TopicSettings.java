package dev.headwater.app.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The settings of topics whose records are copied within them. Not thread-safe. */
public final class TopicSettings {
  private static final String CREATE_TIME = "CreateTime";
  private static final String APPEND_TIME = "LogAppendTime";
  private static final String ANY_MILLIS = Long.toString(Long.MAX_VALUE);

  private static final List<String> CHANGED =
      List.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG);

  private final Admin admin;

  public TopicSettings(Admin admin) {
    this.admin = admin;
  }

  /** What the topics have of the settings that are changed here; null where it is the default. */
  public Map<String, Map<String, String>> now(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<String, Map<String, String>> now = new TreeMap<>();
    for (Map.Entry<ConfigResource, Config> topic : describe(topics).entrySet()) {
      Map<String, String> values = new TreeMap<>();
      for (String key : CHANGED) {
        ConfigEntry entry = topic.getValue().get(key);
        boolean own = entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
        values.put(key, own ? entry.value() : null);
      }
      now.put(topic.getKey().name(), values);
    }
    return now;
  }

  private Map<ConfigResource, Config> describe(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> asked =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    return admin.describeConfigs(asked).all().get();
  }

  /**
   * Lets each record begin a segment, and nothing expire. The topics get another type of timestamps
   * in the same request, by which a producer sees that the broker has applied it.
   *
   * @param compacted those of the topics that are compacted
   * @return which topics keep the timestamps of producers now
   */
  public Map<String, Boolean> beginSegments(Collection<String> topics, Collection<String> compacted)
      throws ExecutionException, InterruptedException {
    Map<String, Map<String, String>> kept = new HashMap<>();
    for (String topic : topics) {
      kept.put(
          topic,
          Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }
    change(kept);
    Map<String, Map<String, String>> changes = new HashMap<>();
    Map<String, Boolean> keeping = new HashMap<>();
    describe(topics)
        .forEach(
            (topic, config) -> {
              String type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
              boolean keeps = !type.equals(CREATE_TIME);
              Map<String, String> values = new HashMap<>();
              values.put(
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, keeps ? CREATE_TIME : APPEND_TIME);
              values.put(TopicConfig.SEGMENT_MS_CONFIG, "1");
              // Clients that send meanwhile may have any clock, and copies any age.
              values.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, ANY_MILLIS);
              values.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ANY_MILLIS);
              // A pseudonym can be longer than what it stands for.
              long largest =
                  Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
              values.put(
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                  Long.toString(Math.min(Integer.MAX_VALUE, largest * 2)));
              if (compacted.contains(topic.name())) {
                // Kafka deletes records by request only in topics that may delete any. The
                // retention is for ever by now; otherwise it would be seven days.
                values.put(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
                // Compaction would put old and new records into one file.
                values.put(
                    TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                    config.get(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG).value());
              }
              changes.put(topic.name(), values);
              keeping.put(topic.name(), keeps);
            });
    change(changes);
    return keeping;
  }

  /**
   * Lets the topics keep the timestamps of copies.
   *
   * @param before what the topics had
   */
  public void keepTimestamps(Map<String, Map<String, String>> before)
      throws ExecutionException, InterruptedException {
    Map<String, Map<String, String>> changes = new HashMap<>();
    before.forEach(
        (topic, values) -> {
          Map<String, String> copying = new HashMap<>();
          copying.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, CREATE_TIME);
          copying.put(TopicConfig.SEGMENT_MS_CONFIG, values.get(TopicConfig.SEGMENT_MS_CONFIG));
          changes.put(topic, copying);
        });
    change(changes);
  }

  /** Gives the topics the settings back that they had before. */
  public void restore(Map<String, Map<String, String>> before)
      throws ExecutionException, InterruptedException {
    change(before);
  }

  /** Changes settings, and waits until Kafka shows them. */
  private void change(Map<String, Map<String, String>> values)
      throws ExecutionException, InterruptedException {
    if (values.isEmpty()) {
      return;
    }
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    values.forEach(
        (topic, wanted) -> {
          List<AlterConfigOp> all = new ArrayList<>();
          wanted.forEach(
              (key, value) ->
                  all.add(
                      new AlterConfigOp(
                          new ConfigEntry(key, value),
                          value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
          changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), all);
        });
    admin.incrementalAlterConfigs(changes).all().get();
    Kafka.await("the settings of topics " + values.keySet(), () -> shows(values));
  }

  private boolean shows(Map<String, Map<String, String>> values)
      throws ExecutionException, InterruptedException {
    for (Map.Entry<ConfigResource, Config> topic : describe(values.keySet()).entrySet()) {
      for (Map.Entry<String, String> wanted : values.get(topic.getKey().name()).entrySet()) {
        ConfigEntry entry = topic.getValue().get(wanted.getKey());
        boolean own = entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
        if (wanted.getValue() == null ? own : !wanted.getValue().equals(entry.value())) {
          return false;
        }
      }
    }
    return true;
  }
}
