package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic without records that exists while a restore has not ended. An instance does not start as
 * long as it exists: it would answer from a part of the events.
 */
final class RestoreMark {
  private final Admin admin;
  private final String name;

  RestoreMark(Admin admin, TopicNames names) {
    this.admin = admin;
    this.name = name(names);
  }

  /** The name of the topic. */
  static String name(TopicNames names) {
    return names.prefix() + "restore-has-not-ended";
  }

  boolean exists() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().contains(name);
  }

  /**
   * @throws StartException if a restore has not ended
   */
  void requireAbsent() throws ExecutionException, InterruptedException {
    if (exists()) {
      throw new StartException(
          "a restore into this Kafka has not ended (topic "
              + name
              + " exists): run restore again, which goes on where it was");
    }
  }

  void set(short replication) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(new NewTopic(name, 1, replication).configs(Map.of()))).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
    Kafka.await("topic " + name + " to appear", this::exists);
  }

  void remove() throws ExecutionException, InterruptedException {
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
