package dev.headwater.app.stream;

import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that no other instance runs under the name of this one. The broker would fence the
 * older of two members with the same name, so a newcomer must not join while the other one lives.
 *
 * <p>The state folder of an instance holds a file with its name. A start that finds its own name
 * there is a restart: the lock of the folder shows that the earlier process has ended, so it goes
 * on at once. Any other start waits until the group has no member of this name, for as long as the
 * broker may take to notice that a member has died.
 */
public final class InstanceClaim {

  /** How long the broker may need to notice, beyond the session timeout. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final long LOOK_AGAIN_MILLIS = 250;
  private static final String FILE = "instance";
  private static final Logger LOG = LoggerFactory.getLogger(InstanceClaim.class);

  private final Admin admin;
  private final String group;
  private final String name;
  private final Path file;
  private final Duration patience;

  /**
   * @param group the consumer group of all instances
   * @param name of this instance
   * @param folder the state of this instance
   * @param session after which time the broker drops a member that has died
   */
  public InstanceClaim(Admin admin, String group, String name, Path folder, Duration session) {
    this.admin = admin;
    this.group = group;
    this.name = name;
    this.file = folder.resolve(FILE);
    this.patience = session.plus(MARGIN);
  }

  /**
   * Returns when this instance may join the group.
   *
   * @throws StartException if another instance has the name
   */
  public void require() throws ExecutionException, InterruptedException {
    if (isRestart()) {
      return;
    }
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    boolean said = false;
    for (Optional<MemberDescription> other = other(); other.isPresent(); other = other()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new StartException(
            "an instance named "
                + name
                + " is running on "
                + host(other.get())
                + "; give this one a name of its own with "
                + Setting.INSTANCE_ID.key());
      }
      if (!said) {
        said = true;
        LOG.info(
            "an instance named {} on {} is in the group {}; waiting up to {} s for its end",
            name,
            host(other.get()),
            group,
            patience.toSeconds());
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /** Notes that the state folder belongs to this name. For an instance that is in the group. */
  public void remember() {
    try {
      Files.writeString(file, name);
    } catch (IOException failed) {
      LOG.warn(
          "cannot write {} ({}): a restart after a crash will wait for the session timeout",
          file,
          Kafka.reason(failed));
    }
  }

  private boolean isRestart() {
    try {
      return Files.exists(file) && Files.readString(file).equals(name);
    } catch (IOException unreadable) {
      LOG.debug("cannot read {}", file, unreadable);
      return false;
    }
  }

  /** A member under this name. Kafka Streams names members after the instance and a number. */
  private Optional<MemberDescription> other() throws ExecutionException, InterruptedException {
    Pattern ours = Pattern.compile(Pattern.quote(name) + "-\\d+");
    KafkaFuture<ConsumerGroupDescription> described =
        admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
    try {
      return described.get().members().stream()
          .filter(
              member ->
                  member.groupInstanceId().filter(id -> ours.matcher(id).matches()).isPresent())
          .findFirst();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static String host(MemberDescription member) {
    return member.host().replaceFirst("^/", "");
  }
}
