package dev.headwater.app;

import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Deletes all derived state, so that the next start rebuilds it from the events.
 *
 * <p>It deletes the committed offsets, the changelogs, the commands between assets, the topic of
 * assets, and the state on this machine's disk. It keeps the events and the quarantine. It also
 * keeps the topic of alerts, and sends the alerts there to the owners of the new state: an open
 * alert whose cause still holds keeps its time, and the other open ones are resolved once the state
 * is built anew. Resolved alerts stay on record. Last, it keeps the state about OpenLineage runs
 * and the offsets of the OpenLineage topic: this state does not come from the events, and most of
 * its source records are gone after seven days.
 *
 * <p>Later starts do not use the old state on the disks of other machines either. Its folder is
 * named after the id of the graph topic, and a reset recreates that topic ({@link StateFolder}).
 */
public final class Reset {

  private final Settings settings;
  private final TopicNames names;
  private final String application;

  public Reset(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
    this.application = settings.text(Setting.APPLICATION_ID);
  }

  /**
   * Runs the reset. If it fails half-way, a second run completes it.
   *
   * @return what was done, one sentence each
   * @throws StartException if instances are running or Kafka refuses
   */
  public List<String> run() {
    return run(Topics::ensure);
  }

  /** The same while an erasure has not ended, as a part of it. */
  List<String> duringErasure() {
    return run(Topics::complete);
  }

  /** Creates the topics that are missing, and returns the number of partitions of the events. */
  private interface Creation {
    int create(Topics topics) throws ExecutionException, InterruptedException;
  }

  private List<String> run(Creation creation) {
    List<String> done = new ArrayList<>();
    return Waiting.until(
        "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            return forget(admin, done, creation);
          }
        });
  }

  /**
   * @param done receives what is done, also if it fails after that
   */
  private List<String> forget(Admin admin, List<String> done, Creation creation)
      throws ExecutionException, InterruptedException {
    StoppedInstances.require(admin, settings);
    new Generation(admin, names).requireInCharge("reset");
    // The offsets come first: without them, a start begins at the first event, even if the rest of
    // the reset fails.
    if (forgetOffsets(admin)) {
      done.add("forgot the offsets of " + application);
    }
    List<String> derived = new ArrayList<>();
    for (String topic : admin.listTopics().names().get()) {
      if (Set.of(Changelogs.graph(application), names.graph(), names.assets()).contains(topic)) {
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
    int partitions =
        creation.create(
            new Topics(
                admin,
                names,
                settings,
                (topic, count) -> done.add(TopicSetup.created(topic, count))));
    Connections connections = new Connections(settings);
    try (SchemaRegistry registry = connections.registry()) {
      done.addAll(
          new KnownAlerts(connections.kafka(), names, registry, "reset")
              .sendToOwners(partitions)
              .sentences());
    }
    return done;
  }

  /** Deletes all offsets except those of the OpenLineage topic. */
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
    try {
      StateFolder.delete(folder);
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
