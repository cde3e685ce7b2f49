package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Creates the topics that instances need, without an instance: for a user of Kafka that may create
 * topics, where the user of the instances may not.
 */
public final class TopicSetup {
  private final Settings settings;
  private final TopicNames names;

  public TopicSetup(Settings settings) {
    this.settings = settings;
    this.names = new TopicNames(settings.text(Setting.TOPIC_PREFIX));
  }

  /**
   * Creates the missing topics and checks the others, as a start does. Waits for Kafka. A second
   * run changes nothing.
   *
   * @return what was done, one sentence for each topic
   * @throws StartException if an existing topic cannot be used, or Kafka refuses
   */
  public List<String> run() {
    return Waiting.until(
        "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            return create(admin);
          }
        });
  }

  private List<String> create(Admin admin) throws ExecutionException, InterruptedException {
    Topics topics = new Topics(admin, names, settings);
    topics.ensure();
    List<String> done = new ArrayList<>();
    for (WantedTopic topic : WantedTopic.all(names, settings)) {
      boolean created = topics.created().contains(topic.name());
      done.add(
          created ? "created topic " + topic.name() : "topic " + topic.name() + " exists already");
    }
    return done;
  }
}
