package dev.headwater.app.reset;

import dev.headwater.app.backup.KnownAlerts;
import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.app.stream.StateFolder;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.app.topics.Topics;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
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
  /** A holder that was killed has lost the lock by then. */
  private static final Duration PATIENCE = ResetLock.SESSION.multipliedBy(2);

  private final Settings settings;
  private final TopicNames names;
  private final String application;

  public Reset(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
    this.application = settings.text(Setting.APPLICATION_ID);
  }

  /**
   * Runs the reset. If it fails half-way, a second run completes it, and so does the next start of
   * an instance.
   *
   * @return what was done, one sentence each
   * @throws StartException if instances are running, a restore or an erasure has not ended, another
   *     process resets, or Kafka refuses
   */
  public List<String> run() {
    List<String> done = new ArrayList<>();
    return Waiting.atKafka(
        settings,
        admin -> {
          requireAllowed(admin);
          if (!admin.listTopics().names().get().contains(names.events())) {
            marked(admin, () -> true, done); // no instance has ever started
            deleteFolders(done);
            return done;
          }
          try (ResetLock lock = new ResetLock(settings)) {
            if (!lock.tryHold(PATIENCE)) {
              throw new StartException(
                  "another process resets the state already (group "
                      + ResetLock.group(settings)
                      + "); run reset again when it has ended");
            }
            marked(admin, lock::keeps, done);
            deleteFolders(done);
            return done;
          }
        });
  }

  /**
   * The same in a process that has the lock. Folders of state stay: the next start deletes those
   * that nobody uses.
   *
   * @throws StartException also if the lock is lost before anything is deleted
   */
  public List<String> under(ResetLock lock) {
    List<String> done = new ArrayList<>();
    return Waiting.atKafka(settings, admin -> marked(admin, lock::keeps, done));
  }

  /** The same while an erasure has not ended, as a part of it: its mark keeps all others away. */
  public List<String> duringErasure() {
    List<String> done = new ArrayList<>();
    return Waiting.atKafka(
        settings,
        admin -> {
          StoppedInstances.require(admin, settings);
          new Generation(admin, names).requireInCharge("reset");
          forget(admin, done);
          deleteFolders(done);
          return done;
        });
  }

  private void requireAllowed(Admin admin) throws ExecutionException, InterruptedException {
    StoppedInstances.require(admin, settings);
    new Generation(admin, names).requireInCharge("reset");
    new RestoreMark(admin, names).requireAbsent();
    new ErasureMark(admin, names).requireAbsent();
  }

  private List<String> marked(Admin admin, Kafka.Question<Boolean> keepsLock, List<String> done)
      throws ExecutionException, InterruptedException {
    requireAllowed(admin);
    ResetMark mark = new ResetMark(admin, names);
    boolean goesOn = mark.exists();
    mark.set((short) settings.count(Setting.TOPIC_REPLICATION));
    try {
      // An instance or an erasure may have started just before that. Later ones see the mark.
      requireAllowed(admin);
      if (!keepsLock.ask()) {
        throw new StartException("another process resets the state; run reset again");
      }
    } catch (StartException refused) {
      if (!goesOn) {
        mark.remove(); // nothing is deleted yet
      }
      throw refused;
    }
    forget(admin, done);
    mark.remove();
    return done;
  }

  /**
   * @param done receives what is done, also if it fails after that
   */
  private List<String> forget(Admin admin, List<String> done)
      throws ExecutionException, InterruptedException {
    // The offsets come first: without them, a start begins at the first event, even if the rest of
    // the reset fails.
    if (forgetOffsets(admin)) {
      done.add("forgot the offsets of " + application);
    }
    List<TopicDescription> derived = new ArrayList<>();
    for (String name : List.of(Changelogs.graph(application), names.assets(), names.graph())) {
      Kafka.topic(admin, name).ifPresent(derived::add);
    }
    for (TopicDescription topic : derived) {
      // By its id: a process that was paused here must not delete what another one has made since.
      unlessMissing(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(topic.topicId()))).all());
      done.add("deleted topic " + topic.name());
    }
    for (TopicDescription topic : derived) {
      Kafka.await("topic " + topic.name() + " to disappear", () -> isGone(admin, topic));
    }
    int partitions =
        new Topics(
                admin,
                names,
                settings,
                (topic, count) -> done.add(TopicSetup.created(topic, count)))
            .complete();
    Connections connections = new Connections(settings);
    try (SchemaRegistry registry = connections.registry()) {
      done.addAll(
          new KnownAlerts(connections.kafka(), names, registry, "reset")
              .sendToOwners(partitions)
              .sentences());
    }
    return done;
  }

  private void deleteFolders(List<String> done) {
    Path folder = StateFolder.parent(settings);
    if (Files.exists(folder)) {
      delete(folder);
      done.add("deleted " + folder);
    }
  }

  /** Whether a topic does not exist any more; a new one may have its name already. */
  private static boolean isGone(Admin admin, TopicDescription topic)
      throws ExecutionException, InterruptedException {
    return Kafka.topic(admin, topic.name())
        .filter(now -> now.topicId().equals(topic.topicId()))
        .isEmpty();
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
          || failed.getCause() instanceof UnknownTopicIdException
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
