package dev.headwater.app.kafka;

import dev.headwater.stream.TopicNames;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A topic without records that exists while the derived state of a generation is to be deleted, or
 * a reset of it has not ended. No task begins as long as it exists, and the next start completes
 * the reset: otherwise a reset that was killed could leave a state that knows no alerts, and all of
 * them would be sent again.
 */
public final class ResetMark {
  private final MarkTopic topic;

  public ResetMark(Admin admin, TopicNames names) {
    this.topic = new MarkTopic(admin, name(names));
  }

  /** The name of the topic. */
  public static String name(TopicNames names) {
    String generation = names.generation() == 1 ? "" : "-" + names.generation();
    return names.prefix() + "reset-has-not-ended" + generation;
  }

  public boolean exists() throws ExecutionException, InterruptedException {
    return topic.exists();
  }

  public void set(short replication) throws ExecutionException, InterruptedException {
    topic.set(replication);
  }

  public void remove() throws ExecutionException, InterruptedException {
    topic.remove();
  }
}
