package dev.headwater.app.kafka;

import dev.headwater.app.settings.StartException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic without records, whose existence says something about the installation. */
public final class MarkTopic {
  private final Admin admin;
  private final String name;
  private final Map<String, String> config;

  MarkTopic(Admin admin, String name) {
    this(admin, name, Map.of());
  }

  /**
   * @param config what the topic is created with
   */
  MarkTopic(Admin admin, String name, Map<String, String> config) {
    this.admin = admin;
    this.name = name;
    this.config = Map.copyOf(config);
  }

  public String name() {
    return name;
  }

  /**
   * @throws StartException if the user may not see it
   */
  boolean exists() throws ExecutionException, InterruptedException {
    return Kafka.topic(admin, name).isPresent();
  }

  /** Creates the topic, unless it exists. */
  public void set(short replication) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(new NewTopic(name, 1, replication).configs(config))).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
    Kafka.await("topic " + name + " to appear", this::exists);
  }

  /** Deletes the topic, if it exists. */
  public void remove() throws ExecutionException, InterruptedException {
    try {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw failed;
      }
    }
    Kafka.await("topic " + name + " to disappear", () -> !exists());
  }
}
