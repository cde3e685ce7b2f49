package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic with the journal of an erasure. While it exists, the erasure has not ended, and no
 * instance starts: some records are there twice, with what is to be erased and without it.
 */
final class ErasureMark {
  private final Admin admin;
  private final String name;

  ErasureMark(Admin admin, TopicNames names) {
    this.admin = admin;
    this.name = name(names);
  }

  /** The name of the topic. */
  static String name(TopicNames names) {
    return names.prefix() + "erasure-has-not-ended";
  }

  boolean exists() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().contains(name);
  }

  /**
   * @throws StartException if an erasure has not ended
   */
  void requireAbsent() throws ExecutionException, InterruptedException {
    if (exists()) {
      throw new StartException(
          "an erasure has not ended (topic "
              + name
              + " exists): run erase again with the same options, which goes on where it was");
    }
  }

  void set(short replication) throws ExecutionException, InterruptedException {
    Map<String, String> forEver =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    try {
      admin.createTopics(List.of(new NewTopic(name, 1, replication).configs(forEver))).all().get();
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
