package dev.headwater.app.kafka;

import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A topic without records that exists while a restore has not ended. An instance does not start as
 * long as it exists: it would answer from a part of the events.
 */
public final class RestoreMark {
  private final MarkTopic topic;

  public RestoreMark(Admin admin, TopicNames names) {
    this.topic = new MarkTopic(admin, name(names));
  }

  /** The name of the topic. */
  public static String name(TopicNames names) {
    return names.prefix() + "restore-has-not-ended";
  }

  public boolean exists() throws ExecutionException, InterruptedException {
    return topic.exists();
  }

  /**
   * @throws StartException if a restore has not ended
   */
  public void requireAbsent() throws ExecutionException, InterruptedException {
    if (exists()) {
      throw new StartException(
          "a restore into this Kafka has not ended (topic "
              + topic.name()
              + " exists): run restore again, which goes on where it was");
    }
  }

  public void set(short replication) throws ExecutionException, InterruptedException {
    topic.set(replication);
  }

  public void remove() throws ExecutionException, InterruptedException {
    topic.remove();
  }
}
