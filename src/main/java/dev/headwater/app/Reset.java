package dev.headwater.app;

import dev.headwater.bridge.BridgeTopology;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Forgets all derived state, so that the next start rebuilds it from the events: committed offsets,
 * changelogs, the commands between assets, the topics of alerts and assets, and the state on this
 * machine's disk. The events and the quarantine stay, and so does what is kept of OpenLineage's
 * runs, with how far they have been read: it does not come from the events, and most of what it
 * comes from is gone after seven days.
 *
 * <p>State on the disks of other machines is not found again either: its folder is named after the
 * graph topic's id, and that topic is made anew ({@link StateFolder}).
 */
public final class Reset {

  private final Settings settings;
  private final TopicNames names;
  private final String application;

  public Reset(Settings settings) {
    this.settings = settings;
    this.names = new TopicNames(settings.text(Setting.TOPIC_PREFIX));
    this.application = settings.text(Setting.APPLICATION_ID);
  }

  /**
   * Does it; doing it again after a failure half-way completes it. Throws {@link StartException} if
   * instances are running or Kafka refuses.
   *
   * @return what was forgotten, a sentence each
   */
  public List<String> run() {
    return Waiting.until(
        "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            return forget(admin);
          }
        });
  }

  private List<String> forget(Admin admin) throws ExecutionException, InterruptedException {
    requireStopped(admin);
    List<String> done = new ArrayList<>();
    // The offsets first: without them a start begins anew, whatever else is left.
    if (forgetOffsets(admin)) {
      done.add("forgot the offsets of " + application);
    }
    List<String> derived = new ArrayList<>();
    for (String topic : admin.listTopics().names().get()) {
      boolean changelog =
          topic.startsWith(application + "-")
              && topic.endsWith("-changelog")
              && !topic.equals(application + "-" + BridgeTopology.STORE + "-changelog");
      if (changelog || Set.of(names.graph(), names.alerts(), names.assets()).contains(topic)) {
        derived.add(topic);
      }
    }
    derived.sort(Comparator.naturalOrder());
    for (String topic : derived) {
      unlessMissing(admin.deleteTopics(List.of(topic)).all());
      done.add("deleted topic " + topic);
    }
    for (String topic : derived) {
      Kafka.await(
          "topic " + topic + " to disappear",
          () -> !admin.listTopics().names().get().contains(topic));
    }
    Path folder = StateFolder.parent(settings);
    if (Files.exists(folder)) {
      delete(folder);
      done.add("deleted " + folder);
    }
    new Topics(admin, names, settings).ensure();
    return done;
  }

  /** All but those of the OpenLineage topic. */
  private boolean forgetOffsets(Admin admin) throws ExecutionException, InterruptedException {
    Set<TopicPartition> derived =
        admin
            .listConsumerGroupOffsets(application)
            .partitionsToOffsetAndMetadata()
            .get()
            .keySet()
            .stream()
            .filter(partition -> !partition.topic().equals(names.openlineage()))
            .collect(Collectors.toSet());
    return !derived.isEmpty()
        && unlessMissing(admin.deleteConsumerGroupOffsets(application, derived).all());
  }

  private void requireStopped(Admin admin) throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> groups =
        admin.describeConsumerGroups(List.of(application)).describedGroups();
    try {
      int members = groups.get(application).get().members().size();
      if (members > 0) {
        throw new StartException(
            "instances of "
                + application
                + " are running ("
                + members
                + " stream threads); stop them all first (one that was killed counts for up to 45 s)");
      }
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
    }
  }

  private static boolean unlessMissing(KafkaFuture<Void> done)
      throws ExecutionException, InterruptedException {
    try {
      done.get();
      return true;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException
          || failed.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw failed;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new StartException(
          "cannot delete "
              + folder
              + " ("
              + failed.getMessage()
              + "); delete it, then run reset"
              + " again",
          failed);
    }
  }
}
