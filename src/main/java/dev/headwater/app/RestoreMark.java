package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A topic without records that exists while a restore has not ended. An instance does not start as
 * long as it exists: it would answer from a part of the events.
 */
final class RestoreMark {
  private final MarkTopic topic;

  RestoreMark(Admin admin, TopicNames names) {
    this.topic = new MarkTopic(admin, name(names));
  }

  /** The name of the topic. */
  static String name(TopicNames names) {
    return names.prefix() + "restore-has-not-ended";
  }

  boolean exists() throws ExecutionException, InterruptedException {
    return topic.exists();
  }

  /**
   * @throws StartException if a restore has not ended
   */
  void requireAbsent() throws ExecutionException, InterruptedException {
    if (exists()) {
      throw new StartException(
          "a restore into this Kafka has not ended (topic "
              + topic.name()
              + " exists): run restore again, which goes on where it was");
    }
  }

  void set(short replication) throws ExecutionException, InterruptedException {
    topic.set(replication);
  }

  void remove() throws ExecutionException, InterruptedException {
    topic.remove();
  }
}
