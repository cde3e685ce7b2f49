package dev.headwater.app.topics;

import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.ObjIntConsumer;
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
 * Manages the topics that Headwater needs: creates the missing ones and checks the others. Not
 * thread-safe.
 */
public final class Topics {

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Admin admin;
  private final TopicNames names;
  private final int partitions;
  private final short replication;
  private final Settings settings;
  private Uuid graphId = Uuid.ZERO_UUID;
  private Layout layout;
  private final Generation generation;
  private final ObjIntConsumer<String> created;

  /**
   * @param created receives the name and the number of partitions of each topic that is created
   */
  public Topics(Admin admin, TopicNames names, Settings settings, ObjIntConsumer<String> created) {
    this.admin = admin;
    this.names = names;
    this.created = created;
    this.partitions = settings.count(Setting.TOPIC_PARTITIONS);
    this.replication = (short) settings.count(Setting.TOPIC_REPLICATION);
    this.settings = settings;
    this.generation = new Generation(admin, names);
  }

  /**
   * Creates the missing topics, then checks all of them. Waits while this generation is about to be
   * in charge.
   *
   * @return the number of partitions of the commands
   * @throws StartException if an existing topic cannot be used, a restore or an erasure has not
   *     ended, or this generation may not work
   * @throws ExecutionException if Kafka fails; the caller decides whether to try again
   */
  public int ensure() throws ExecutionException, InterruptedException {
    new RestoreMark(admin, names).requireAbsent();
    new ErasureMark(admin, names).requireAbsent();
    return complete();
  }

  /** Does the same as {@link #ensure}, but a restore or an erasure may be going on. */
  public int complete() throws ExecutionException, InterruptedException {
    Generation.Role role = awaitRole();
    List<WantedTopic> wanted = WantedTopic.all(names, settings);
    for (WantedTopic topic : wanted) {
      if (describe(topic.name()).isEmpty()) {
        requireDerivable(topic, role);
        create(topic);
      }
    }
    compare(wanted);
    layout = layout(role);
    return layout.partitions();
  }

  private Generation.Role awaitRole() throws ExecutionException, InterruptedException {
    Generation.Role role = generation.role();
    if (role == Generation.Role.WAITS) {
      LOG.info("waiting until generation {} is in charge", names.generation());
    }
    while (role == Generation.Role.WAITS) {
      Thread.sleep(LOOK_AGAIN_MILLIS);
      role = generation.role();
    }
    return role;
  }

  private void requireDerivable(WantedTopic topic, Generation.Role role) {
    if (role == Generation.Role.FOLLOWS) {
      throw new StartException(
          "topic "
              + topic.name()
              + " is missing, and generation "
              + names.generation()
              + " only follows: run repartition --begin again");
    }
  }

  /** How the topics are partitioned. Call {@link #ensure} first. */
  public Layout layout() {
    return layout;
  }

  /**
   * The id of the graph topic, which changes whenever the topic is recreated. Call {@link #ensure}
   * first.
   */
  public Uuid graphId() {
    return graphId;
  }

  /** The topic as it is; empty if there is none. */
  private Optional<TopicDescription> describe(String name)
      throws ExecutionException, InterruptedException {
    return Kafka.unlessUnknownTopic(
        admin.describeTopics(List.of(name)).topicNameValues().get(name));
  }

  private void create(WantedTopic topic) throws ExecutionException, InterruptedException {
    // The graph topic needs as many partitions as the events topic, even if somebody else created
    // that.
    int count =
        topic.name().equals(names.graph())
            ? describe(names.events()).map(events -> events.partitions().size()).orElse(partitions)
            : partitions;
    NewTopic wanted = new NewTopic(topic.name(), count, replication).configs(topic.config());
    try {
      KafkaFuture<Void> done = admin.createTopics(List.of(wanted)).all();
      done.get();
      created.accept(topic.name(), count);
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw refused;
      }
      LOG.debug("topic {} was created by another instance meanwhile", topic.name());
    }
    // The controller confirms the creation; a broker may learn of the topic a moment later.
    Kafka.await("topic " + topic.name() + " to appear", () -> describe(topic.name()).isPresent());
  }

  private Layout layout(Generation.Role role) throws ExecutionException, InterruptedException {
    boolean follows = role == Generation.Role.FOLLOWS;
    int events = describe(names.events()).orElseThrow().partitions().size();
    TopicDescription graphTopic = describe(names.graph()).orElseThrow();
    int graph = graphTopic.partitions().size();
    graphId = graphTopic.topicId();
    int openLineage = describe(names.openlineage()).orElseThrow().partitions().size();
    if (follows ? events > graph : events != graph) {
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
    return new Layout(graph, events, openLineage, follows);
  }

  /**
   * Logs a warning for each topic that differs from what Headwater creates, because the difference
   * may be intended. A wrong cleanup policy is an error: it would lose data.
   */
  private void compare(List<WantedTopic> wanted) throws ExecutionException, InterruptedException {
    Map<ConfigResource, WantedTopic> resources = new HashMap<>();
    wanted.forEach(
        topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Config> actual = admin.describeConfigs(resources.keySet()).all().get();
    resources.forEach((resource, topic) -> compare(topic, actual.get(resource)));
  }

  private static void compare(WantedTopic topic, Config actual) {
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
