package dev.headwater.app.kafka;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which instances run, and checks that none does. */
public final class StoppedInstances {
  private static final int MOST_NAMES = 20;
  private static final Logger LOG = LoggerFactory.getLogger(StoppedInstances.class);

  private StoppedInstances() {}

  /**
   * @throws StartException if an instance of this {@code application.id} runs, or was killed a
   *     moment ago
   */
  public static void require(Admin admin, Settings settings)
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
  public static int threads(Admin admin, String application)
      throws ExecutionException, InterruptedException {
    return members(admin, application).size();
  }

  /** Who is in the group, sorted: the names of stream threads and their hosts; some, if many. */
  public static List<String> names(Admin admin, Settings settings)
      throws ExecutionException, InterruptedException {
    List<String> all =
        members(admin, settings.text(Setting.APPLICATION_ID)).stream()
            .map(
                member ->
                    member.groupInstanceId().orElse(member.clientId())
                        + " at "
                        + member.host().replaceFirst("^/", ""))
            .sorted()
            .toList();
    if (all.size() <= MOST_NAMES) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, MOST_NAMES));
    some.add("and " + (all.size() - MOST_NAMES) + " more");
    return some;
  }

  /**
   * Removes the threads of an instance from the group. Otherwise they count as running until their
   * session is over. What cannot be removed now is removed then.
   *
   * @param instance the name of an instance whose threads have ended
   */
  public static void remove(Admin admin, Settings settings, String instance)
      throws ExecutionException, InterruptedException {
    String application = settings.text(Setting.APPLICATION_ID);
    Pattern threads = Pattern.compile(Pattern.quote(instance) + "-\\d+");
    List<MemberToRemove> ended =
        members(admin, application).stream()
            .flatMap(member -> member.groupInstanceId().stream())
            .filter(name -> threads.matcher(name).matches())
            .map(MemberToRemove::new)
            .toList();
    if (ended.isEmpty()) {
      return; // an empty list would mean all members
    }
    try {
      admin
          .removeMembersFromConsumerGroup(
              application, new RemoveMembersFromConsumerGroupOptions(ended))
          .all()
          .get();
    } catch (ExecutionException failed) {
      LOG.debug("the group still counts {}", ended, failed);
    }
  }

  private static Collection<MemberDescription> members(Admin admin, String application)
      throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> groups =
        admin.describeConsumerGroups(List.of(application)).describedGroups();
    try {
      return groups.get(application).get().members();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
      return List.of();
    }
  }
}
