package dev.headwater.app.backup;

import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.backup.Cluster;
import dev.headwater.backup.Manifest;
import dev.headwater.backup.Part;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The topics that a restore writes to. Not thread-safe.
 *
 * <p>While it writes, they keep the timestamps that it sets, and delete nothing. Afterwards they
 * get the settings that Headwater creates them with.
 */
final class RestoreTopics {
  /** What the topics of the parts have while the restore writes. */
  private static final Map<String, String> WHILE_WRITING =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
          TopicConfig.RETENTION_MS_CONFIG, "-1");

  private final Admin admin;
  private final Settings settings;
  private final TopicNames names;
  private final Cluster cluster;
  private final Manifest manifest;
  private final RestoreMark mark;

  RestoreTopics(
      Admin admin, Settings settings, TopicNames names, Cluster cluster, Manifest manifest) {
    this.admin = admin;
    this.settings = settings;
    this.names = names;
    this.cluster = cluster;
    this.manifest = manifest;
    this.mark = new RestoreMark(admin, names);
  }

  /**
   * Creates the topics, and marks that a restore goes on. Topics without records are created anew.
   * Topics with records stay, if a restore that has not ended wrote them.
   *
   * @throws StartException if there are records of something else
   */
  void begin() throws ExecutionException, InterruptedException {
    Map<String, Long> used = used();
    if (!mark.exists() && !used.isEmpty()) {
      String topic = new TreeSet<>(used.keySet()).first();
      throw new StartException(
          "topic "
              + topic
              + " has records already; restore writes only where Headwater has no data yet: name"
              + " another Kafka, or another "
              + Setting.TOPIC_PREFIX.key()
              + " and "
              + Setting.APPLICATION_ID.key());
    }
    mark.set(replication());
    deleteUnused(used.keySet());
    forgetGroup();
    for (Map.Entry<String, NewTopic> topic : wanted().entrySet()) {
      if (!used.containsKey(topic.getKey())) {
        admin.createTopics(List.of(topic.getValue())).all().get();
        Kafka.await(
            "topic " + topic.getKey() + " to appear",
            () ->
                Kafka.unlessUnknownTopic(
                        admin
                            .describeTopics(List.of(topic.getKey()))
                            .topicNameValues()
                            .get(topic.getKey()))
                    .isPresent());
      }
    }
  }

  private short replication() {
    return (short) settings.count(Setting.TOPIC_REPLICATION);
  }

  /** Our topics that exist and have, or had, records, with how many. */
  private Map<String, Long> used() throws ExecutionException, InterruptedException {
    Map<String, Long> used = new HashMap<>();
    for (TopicDescription topic : existing()) {
      Map<TopicPartition, OffsetSpec> asked =
          topic.partitions().stream()
              .collect(
                  Collectors.toMap(
                      one -> new TopicPartition(topic.name(), one.partition()),
                      one -> OffsetSpec.latest()));
      long records =
          admin.listOffsets(asked).all().get().values().stream()
              .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
              .sum();
      if (records > 0) {
        used.put(topic.name(), records);
      }
    }
    return used;
  }

  /** All topics of this installation, those of Kafka Streams included. */
  private Collection<TopicDescription> existing() throws ExecutionException, InterruptedException {
    Set<String> ours =
        WantedTopic.all(names, settings).stream()
            .map(WantedTopic::name)
            .collect(Collectors.toSet());
    ours.add(Changelogs.graph(cluster.application()));
    ours.add(Changelogs.openLineage(cluster.application()));
    ours.retainAll(admin.listTopics().names().get());
    return admin.describeTopics(ours).allTopicNames().get().values();
  }

  private void deleteUnused(Collection<String> used)
      throws ExecutionException, InterruptedException {
    for (TopicDescription topic : existing()) {
      if (!used.contains(topic.name())) {
        admin.deleteTopics(List.of(topic.name())).all().get();
        Kafka.await(
            "topic " + topic.name() + " to disappear",
            () -> !admin.listTopics().names().get().contains(topic.name()));
      }
    }
  }

  /** Offsets of topics that were created anew would point behind their records. */
  private void forgetGroup() throws ExecutionException, InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(cluster.application())).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
    }
  }

  /** The topics to write to, and the one of the commands, which gets the open alerts. */
  private Map<String, NewTopic> wanted() {
    Map<String, NewTopic> wanted = new HashMap<>();
    for (Part part : Part.values()) {
      manifest
          .topic(part)
          .ifPresent(
              topic -> {
                String name = cluster.name(part);
                Map<String, String> config = new HashMap<>(config(part));
                config.putAll(WHILE_WRITING);
                wanted.put(name, topic(name, topic.partitions().size(), config));
              });
    }
    wanted.put(names.graph(), topic(names.graph(), eventPartitions(), configOf(names.graph())));
    return wanted;
  }

  /** The number of partitions of the events and of the commands. */
  int eventPartitions() {
    return manifest.topic(Part.EVENTS).orElseThrow().partitions().size();
  }

  private NewTopic topic(String name, int partitions, Map<String, String> config) {
    return new NewTopic(name, partitions, replication()).configs(config);
  }

  private Map<String, String> config(Part part) {
    return part == Part.OPENLINEAGE_STATE
        ? Changelogs.config(settings)
        : configOf(cluster.name(part));
  }

  private Map<String, String> configOf(String name) {
    return WantedTopic.all(names, settings).stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow()
        .config();
  }

  /**
   * Gives the topics the settings that Headwater creates them with, and removes the mark.
   *
   * @param unprocessed records of the OpenLineage topic that are not processed yet. If there are
   *     any, the topic goes on to keep all: they may be older than its retention
   */
  void end(boolean unprocessed) throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Part part : Part.values()) {
      if (manifest.topic(part).isPresent()) {
        Map<String, String> config = config(part);
        List<AlterConfigOp> settled = new ArrayList<>();
        for (String key : WHILE_WRITING.keySet()) {
          boolean keepsAll = key.equals(TopicConfig.RETENTION_MS_CONFIG) && unprocessed;
          if (part == Part.OPENLINEAGE && keepsAll) {
            continue;
          }
          settled.add(change(key, Optional.ofNullable(config.get(key))));
        }
        changes.put(new ConfigResource(ConfigResource.Type.TOPIC, cluster.name(part)), settled);
      }
    }
    admin.incrementalAlterConfigs(changes).all().get();
    mark.remove();
  }

  private static AlterConfigOp change(String key, Optional<String> value) {
    return new AlterConfigOp(
        new ConfigEntry(key, value.orElse(null)),
        value.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
  }
}
