package dev.headwater.app.repartition;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.TopicJudge;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Begins a generation: creates its derived topics with the number of partitions that its settings
 * say. Its instances can then build their state, while those of the generation in charge go on.
 */
public final class FollowerSetup {
  private final Settings settings;
  private final TopicNames names;
  private final short replication;

  /**
   * @param settings of the new generation
   */
  public FollowerSetup(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
    this.replication = (short) settings.count(Setting.TOPIC_REPLICATION);
  }

  /**
   * Begins the generation. If it fails half-way, a second run completes it.
   *
   * @return what was done, one sentence each
   * @throws StartException if the settings do not describe a new generation, or Kafka refuses
   */
  public List<String> run() {
    new Connections(settings).requireEventsTopic();
    return Waiting.atKafka(settings, this::begin);
  }

  private List<String> begin(Admin admin) throws ExecutionException, InterruptedException {
    Generation generation = new Generation(admin, names);
    new RestoreMark(admin, names).requireAbsent();
    new ErasureMark(admin, names).requireAbsent();
    Set<String> topics = admin.listTopics().names().get();
    requireNew(admin, generation, topics);
    int events = partitions(admin, names.events()).orElseThrow();
    int partitions = settings.count(Setting.TOPIC_PARTITIONS);
    if (partitions < events) {
      throw new StartException(
          Setting.TOPIC_PARTITIONS.key()
              + "="
              + partitions
              + ", and topic "
              + names.events()
              + " has "
              + events
              + ": Kafka cannot take partitions away; set it to "
              + events
              + " or more");
    }
    generation.follows().set(replication);
    List<String> done = new ArrayList<>();
    for (WantedTopic topic : WantedTopic.all(names, settings)) {
      if (Set.of(names.graph(), names.assets()).contains(topic.name())) {
        done.add(create(admin, topic, partitions));
      }
    }
    return done;
  }

  private void requireNew(Admin admin, Generation generation, Set<String> topics)
      throws ExecutionException, InterruptedException {
    if (names.generation() == 1 || topics.contains(generation.leads().name())) {
      throw new StartException(
          "generation "
              + names.generation()
              + " is in charge already; in the settings of the new one, "
              + Setting.TOPIC_GENERATION.key()
              + " is "
              + (names.generation() + 1));
    }
    generation.requireNoneLater();
    Optional<String> other = generation.otherFollower();
    if (other.isPresent()) {
      throw new StartException(
          "another generation follows already (topic " + other.get() + " exists)");
    }
    if (topics.contains(generation.takesOver().name())) {
      throw new StartException(
          "generation " + names.generation() + " takes over already: run repartition --finish");
    }
    if (topics.contains(generation.follows().name())) {
      return; // begun before
    }
    String application = settings.text(Setting.APPLICATION_ID);
    boolean used =
        StoppedInstances.threads(admin, application) > 0
            || !admin
                .listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get()
                .isEmpty();
    if (used) {
      throw new StartException(
          Setting.APPLICATION_ID.key()
              + "="
              + application
              + " is in use; give the new generation an id of its own");
    }
    if (topics.contains(names.graph())) {
      throw new StartException(
          "topic " + names.graph() + " exists, from an earlier attempt: delete it, then run again");
    }
  }

  private static Optional<Integer> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return Kafka.unlessUnknownTopic(
            admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .map(TopicDescription::partitions)
        .map(List::size);
  }

  private String create(Admin admin, WantedTopic topic, int partitions)
      throws ExecutionException, InterruptedException {
    Optional<Integer> there = partitions(admin, topic.name());
    if (there.isPresent() && there.get() != partitions) {
      throw new StartException(
          "topic "
              + topic.name()
              + " exists with "
              + TopicJudge.partitions(there.get())
              + ", and "
              + Setting.TOPIC_PARTITIONS.key()
              + " says "
              + partitions);
    }
    if (there.isPresent()) {
      return "topic " + topic.name() + " exists already";
    }
    admin
        .createTopics(
            List.of(new NewTopic(topic.name(), partitions, replication).configs(topic.config())))
        .all()
        .get();
    Kafka.await(
        "topic " + topic.name() + " to appear", () -> partitions(admin, topic.name()).isPresent());
    return TopicSetup.created(topic.name(), partitions);
  }
}
