package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that Headwater needs: creates the missing ones and checks the others. Not thread-safe.
 */
final class Topics {

  /**
   * The largest record: a request body of 5 MiB, and what it grows by on its way. The largest a
   * user can configure is told to Kafka when a topic is created.
   */
  private static final long RECORD_HEADROOM_BYTES = 3L * 1024 * 1024;

  private static final long DAY_MS = 24L * 60 * 60 * 1000;
  private static final long QUARANTINE_MS = 30 * DAY_MS;
  private static final long OPENLINEAGE_MS = 7 * DAY_MS;
  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  private record Wanted(String name, Map<String, String> config) {}

  private final Admin admin;
  private final TopicNames names;
  private final int partitions;
  private final short replication;
  private final String maxMessageBytes;
  private Uuid graphId = Uuid.ZERO_UUID;
  private int openLineagePartitions;

  Topics(Admin admin, TopicNames names, Settings settings) {
    this.admin = admin;
    this.names = names;
    this.partitions = settings.count(Setting.TOPIC_PARTITIONS);
    this.replication = (short) settings.count(Setting.TOPIC_REPLICATION);
    this.maxMessageBytes = Long.toString(maxRecordBytes(settings));
  }

  /** The largest record that the topics, and so our producers, must take. */
  static long maxRecordBytes(Settings settings) {
    return settings.number(Setting.HTTP_MAX_BODY_BYTES) + RECORD_HEADROOM_BYTES;
  }

  /**
   * Creates what is missing, then checks. Throws {@link StartException} if what is there cannot be
   * worked with; an {@link ExecutionException} is Kafka's own, to be tried again or not.
   *
   * @return the number of partitions of the events and of the commands
   */
  int ensure() throws ExecutionException, InterruptedException {
    List<Wanted> wanted = wanted();
    for (Wanted topic : wanted) {
      if (describe(topic.name()).isEmpty()) {
        create(topic);
      }
    }
    compare(wanted);
    return requireEqualPartitions();
  }

  /** The number of partitions of the OpenLineage topic, which others may have made. */
  int openLineagePartitions() {
    return openLineagePartitions;
  }

  /** The id of the graph topic, another one whenever that is made anew. After {@link #ensure}. */
  Uuid graphId() {
    return graphId;
  }

  private List<Wanted> wanted() {
    return List.of(
        new Wanted(
            names.events(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                // Grace periods run from an event's arrival, which only the broker can tell.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxMessageBytes)),
        new Wanted(
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
        new Wanted(names.alerts(), compacted()),
        new Wanted(names.assets(), compacted()),
        new Wanted(
            names.openlineage(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(OPENLINEAGE_MS),
                // What is from the future is refused, which only the broker's clock can tell.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                maxMessageBytes)),
        new Wanted(
            names.quarantine(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(QUARANTINE_MS),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                maxMessageBytes)));
  }

  private Map<String, String> compacted() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT,
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        maxMessageBytes);
  }

  /** The topic as it is; empty if there is none. */
  private Optional<TopicDescription> describe(String name)
      throws ExecutionException, InterruptedException {
    return Kafka.unlessUnknownTopic(
        admin.describeTopics(List.of(name)).topicNameValues().get(name));
  }

  private void create(Wanted topic) throws ExecutionException, InterruptedException {
    // The commands must be as many as the events are, even where those were made by somebody else.
    int count =
        topic.name().equals(names.graph())
            ? describe(names.events()).map(events -> events.partitions().size()).orElse(partitions)
            : partitions;
    NewTopic created = new NewTopic(topic.name(), count, replication).configs(topic.config());
    try {
      KafkaFuture<Void> done = admin.createTopics(List.of(created)).all();
      done.get();
      LOG.info("created topic {} with {} partitions", topic.name(), count);
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw refused;
      }
      LOG.debug("topic {} was created by another instance meanwhile", topic.name());
    }
    // Creation is answered by the controller; a broker may hear of it a moment later.
    Kafka.await("topic " + topic.name() + " to appear", () -> describe(topic.name()).isPresent());
  }

  private int requireEqualPartitions() throws ExecutionException, InterruptedException {
    int events = describe(names.events()).orElseThrow().partitions().size();
    TopicDescription graphTopic = describe(names.graph()).orElseThrow();
    int graph = graphTopic.partitions().size();
    graphId = graphTopic.topicId();
    openLineagePartitions = describe(names.openlineage()).orElseThrow().partitions().size();
    if (events != graph) {
      throw new StartException(
          "topic "
              + names.events()
              + " has "
              + events
              + " partitions and "
              + names.graph()
              + " has "
              + graph
              + ", and they must have the same number; with all instances stopped, the command reset"
              + " makes "
              + names.graph()
              + " anew");
    }
    return events;
  }

  /** Tells what differs from what Headwater would have made; somebody may have meant it so. */
  private void compare(List<Wanted> wanted) throws ExecutionException, InterruptedException {
    Map<ConfigResource, Wanted> resources = new HashMap<>();
    wanted.forEach(
        topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Config> actual = admin.describeConfigs(resources.keySet()).all().get();
    resources.forEach((resource, topic) -> compare(topic, actual.get(resource)));
  }

  private static void compare(Wanted topic, Config actual) {
    List<String> differences = new ArrayList<>();
    topic
        .config()
        .forEach(
            (key, value) -> {
              String is = actual.get(key) == null ? value : actual.get(key).value();
              if (key.equals(TopicConfig.CLEANUP_POLICY_CONFIG) && !value.equals(is)) {
                throw new StartException(
                    "topic "
                        + topic.name()
                        + " has cleanup.policy="
                        + is
                        + " and would lose data; set it to "
                        + value
                        + " (kafka-configs --alter --topic "
                        + topic.name()
                        + " --add-config cleanup.policy="
                        + value
                        + ")");
              }
              if (!value.equals(is)) {
                differences.add(key + "=" + is + " (Headwater's is " + value + ")");
              }
            });
    if (!differences.isEmpty()) {
      LOG.warn("topic {} has {}", topic.name(), String.join(", ", differences));
    }
  }
}
