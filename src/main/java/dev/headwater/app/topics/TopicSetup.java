package dev.headwater.app.topics;

import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Creates the topics of Headwater without an instance: for a user of Kafka that may create them,
 * where the user of the instances may not. Kafka Streams creates its own topics, with the user of
 * the instances: those that begin with {@code application.id} and a hyphen.
 */
public final class TopicSetup {
  private final Settings settings;
  private final TopicNames names;

  public TopicSetup(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
  }

  /**
   * Creates the missing topics and checks the others, as a start does. Waits for Kafka. A second
   * run changes nothing.
   *
   * @return what was done, one sentence for each topic
   * @throws StartException if an existing topic cannot be used, or Kafka refuses
   */
  public List<String> run() {
    Map<String, Integer> created = new HashMap<>();
    return Waiting.atKafka(settings, admin -> create(admin, created));
  }

  /**
   * @param created receives the partitions of each topic that was created, also if it fails after
   *     that
   */
  private List<String> create(Admin admin, Map<String, Integer> created)
      throws ExecutionException, InterruptedException {
    new Topics(admin, names, settings, created::put).ensure();
    List<String> done = new ArrayList<>();
    for (WantedTopic topic : WantedTopic.all(names, settings)) {
      String name = topic.name();
      done.add(
          created.containsKey(name)
              ? created(name, created.get(name))
              : "topic " + name + " exists already");
    }
    return done;
  }

  /** Says that a topic was created, as a sentence. */
  public static String created(String topic, int partitions) {
    return "created topic " + topic + " with " + TopicJudge.partitions(partitions);
  }
}
