package dev.headwater.app.kafka;

import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic with the journal of an erasure. While it exists, the erasure has not ended, and no
 * instance starts: some records are there twice, with what is to be erased and without it.
 */
public final class ErasureMark {
  /** The journal must not expire, however late the erasure goes on. */
  private static final Map<String, String> FOR_EVER =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG, "-1",
          TopicConfig.RETENTION_BYTES_CONFIG, "-1");

  private final MarkTopic topic;

  public ErasureMark(Admin admin, TopicNames names) {
    this.topic = new MarkTopic(admin, name(names), FOR_EVER);
  }

  /** The name of the topic. */
  public static String name(TopicNames names) {
    return names.prefix() + "erasure-has-not-ended";
  }

  public boolean exists() throws ExecutionException, InterruptedException {
    return topic.exists();
  }

  /**
   * @throws StartException if an erasure has not ended
   */
  public void requireAbsent() throws ExecutionException, InterruptedException {
    if (exists()) {
      throw new StartException(
          "an erasure has not ended (topic "
              + topic.name()
              + " exists): run erase again with the same options, which goes on where it was");
    }
  }

  public void set(short replication) throws ExecutionException, InterruptedException {
    topic.set(replication);
  }

  public void remove() throws ExecutionException, InterruptedException {
    topic.remove();
  }
}
