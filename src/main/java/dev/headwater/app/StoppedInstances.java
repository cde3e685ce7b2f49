package dev.headwater.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Checks that no instance runs. */
final class StoppedInstances {
  private StoppedInstances() {}

  /**
   * @throws StartException if an instance of this {@code application.id} runs, or was killed a
   *     moment ago
   */
  static void require(Admin admin, Settings settings)
      throws ExecutionException, InterruptedException {
    String application = settings.text(Setting.APPLICATION_ID);
    int members = threads(admin, application);
    if (members > 0) {
      throw new StartException(
          "instances of "
              + application
              + " are running ("
              + members
              + " stream threads); stop them all first (one that was killed counts for up to "
              + settings.count(Setting.SESSION_TIMEOUT_MILLIS) / 1_000
              + " s)");
    }
  }

  /** How many stream threads of this {@code application.id} run. */
  static int threads(Admin admin, String application)
      throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> groups =
        admin.describeConsumerGroups(List.of(application)).describedGroups();
    try {
      return groups.get(application).get().members().size();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
      return 0;
    }
  }
}
