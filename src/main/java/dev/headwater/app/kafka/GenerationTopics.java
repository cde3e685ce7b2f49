package dev.headwater.app.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Deletes what was derived for a generation that is not in charge. */
public final class GenerationTopics {
  private GenerationTopics() {}

  /**
   * Deletes those of the topics that exist, in this order, and waits until they are gone.
   *
   * @return what was done, one sentence each
   */
  public static List<String> delete(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    List<String> done = new ArrayList<>();
    for (String topic : topics) {
      if (admin.listTopics().names().get().contains(topic)) {
        admin.deleteTopics(List.of(topic)).all().get();
        Kafka.await(
            "topic " + topic + " to disappear",
            () -> !admin.listTopics().names().get().contains(topic));
        done.add("deleted topic " + topic);
      }
    }
    return done;
  }

  /** Deletes a consumer group without members, if it exists. */
  public static void deleteGroup(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
    }
  }
}
