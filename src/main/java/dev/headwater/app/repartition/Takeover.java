package dev.headwater.app.repartition;

import dev.headwater.app.backup.KnownAlerts;
import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.reset.ResetLock;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.ChangelogTail;
import dev.headwater.backup.BackupException;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Puts a generation in charge whose instances have built their state beside the one in charge.
 *
 * <p>The topics that hold what cannot be derived stay as they are. The new generation goes on where
 * the old one ended: it takes over its positions, the state about OpenLineage runs, and what
 * readers know of alerts. So nothing is said twice, and nothing is left out.
 *
 * <p>Events keep coming meanwhile. Each step can be done again, so a run that was interrupted goes
 * on when it is run again. One run at a time does it: the others have not the lock.
 */
public final class Takeover {
  /** How long to wait for instances to stop, or to catch up. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A run that was killed has lost the lock by then. */
  private static final Duration LOCK_PATIENCE = ResetLock.SESSION.multipliedBy(2);

  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Settings settings;
  private final TopicNames names;
  private final String application;
  private final String former;
  private final Duration patience;
  private final Consumer<String> waiting;

  /**
   * @param settings of the new generation
   * @param former the {@code application.id} of the generation in charge
   * @param waiting receives what it waits for
   */
  public Takeover(Settings settings, String former, Consumer<String> waiting) {
    this(settings, former, PATIENCE, waiting);
  }

  public Takeover(Settings settings, String former, Duration patience, Consumer<String> waiting) {
    this.settings = settings;
    this.names = settings.topics();
    this.application = settings.text(Setting.APPLICATION_ID);
    this.former = former;
    this.patience = patience;
    this.waiting = waiting;
  }

  /**
   * Hands over. Waits until the instances of the generation in charge are stopped. The new
   * instances run; they start again by themselves.
   *
   * @return what was done, one sentence each
   * @throws StartException if it cannot be done; another run goes on
   */
  public List<String> run() {
    Connections connections = new Connections(settings);
    connections.requireEventsTopic();
    try (Admin admin = Admin.create(new HashMap<>(settings.kafka()));
        SchemaRegistry registry = connections.registry()) {
      new ErasureMark(admin, names).requireAbsent();
      Generation generation = new Generation(admin, names);
      HandedOffsets offsets = new HandedOffsets(admin, names, former, application);
      if (generation.role() != Generation.Role.LEADS) {
        offsets.requireFormer(generation.former());
      }
      try (ResetLock lock = new ResetLock(settings)) {
        if (!lock.tryHold(patience.compareTo(LOCK_PATIENCE) < 0 ? patience : LOCK_PATIENCE)) {
          throw otherRun();
        }
        return handOver(admin, connections, registry, offsets, lock);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while handing over; run it again", stopped);
    } catch (ExecutionException | KafkaException failed) {
      throw new StartException(
          connections.kafkaName()
              + " cannot be used ("
              + Kafka.reason(failed)
              + "); run it again: it goes on where it was",
          failed);
    } catch (BackupException | RegistryException failed) {
      throw new StartException(failed.getMessage(), failed);
    }
  }

  private List<String> handOver(
      Admin admin,
      Connections connections,
      SchemaRegistry registry,
      HandedOffsets offsets,
      ResetLock lock)
      throws ExecutionException, InterruptedException {
    Generation generation = new Generation(admin, names);
    if (generation.role() == Generation.Role.LEADS) {
      generation.takesOver().remove(); // a run may have been killed just before that
      return List.of("generation " + names.generation() + " is in charge already");
    }
    short replication = (short) settings.count(Setting.TOPIC_REPLICATION);
    awaitStopped(admin, former);
    requireNoReset(admin, generation.former());
    requireHeld(lock);
    generation.takesOver().set(replication);
    // An instance or a reset may have started just before that.
    awaitStopped(admin, former);
    requireNoReset(admin, generation.former());
    List<String> done = new ArrayList<>();
    if (generation.role() == Generation.Role.FOLLOWS) {
      requireHeld(lock);
      done.addAll(tellAlerts(admin, connections, registry, offsets));
      requireHeld(lock);
      generation.follows().remove();
    }
    awaitStopped(admin, application);
    requireHeld(lock);
    offsets.hand();
    done.add("handed over the positions in the topics of events and of OpenLineage");
    done.addAll(handEvents(admin, generation.former(), connections, registry, offsets));
    requireHeld(lock);
    done.addAll(new HandedRuns(admin, settings, former).copy());
    done.addAll(offsets.handReceivers());
    if (addPartitions(admin)) {
      done.add(
          "topic "
              + names.events()
              + " has "
              + partitions(admin, names.graph())
              + " partitions now");
    }
    requireHeld(lock);
    generation.leads().set(replication);
    generation.takesOver().remove();
    return done;
  }

  /** Another run asks for the lock, and may have it since the last look. */
  private static void requireHeld(ResetLock lock) throws InterruptedException {
    if (!lock.keeps()) {
      throw otherRun();
    }
  }

  private static StartException otherRun() {
    return new StartException(
        "another run of this command is at work, and goes on; this one stops");
  }

  private static void requireNoReset(Admin admin, TopicNames former)
      throws ExecutionException, InterruptedException {
    if (new ResetMark(admin, former).exists()) {
      throw new StartException(
          "the state of the generation in charge is being rebuilt (topic "
              + ResetMark.name(former)
              + " exists); start an instance of it, and run repartition --finish when that has ended");
    }
  }

  /** Tells the new state what readers know of alerts, while it still holds all of its own back. */
  private List<String> tellAlerts(
      Admin admin, Connections connections, SchemaRegistry registry, HandedOffsets offsets)
      throws ExecutionException, InterruptedException {
    KnownAlerts.Sent sent =
        new KnownAlerts(connections.kafka(), names, registry, "repartition --finish")
            .sendToOwners(partitions(admin, names.graph()));
    try (ChangelogTail tail = offsets.tail(connections)) {
      await(
          "the instances of "
              + application
              + " to process what those of "
              + former
              + " have processed; they have to run",
          () -> offsets.haveCaughtUp(tail) && offsets.haveProcessed(sent.last()));
    }
    return sent.sentences();
  }

  private List<String> handEvents(
      Admin admin,
      TopicNames before,
      Connections connections,
      SchemaRegistry registry,
      HandedOffsets offsets)
      throws ExecutionException, InterruptedException {
    if (!admin.listTopics().names().get().contains(before.graph())) {
      return List.of();
    }
    long sent =
        new HandedEvents(connections.kafka(), before, names, registry)
            .send(offsets.processed(before.graph()), partitions(admin, names.graph()));
    return sent == 0
        ? List.of()
        : List.of("handed over " + sent + " events that were on their way to their homes");
  }

  private void awaitStopped(Admin admin, String of)
      throws ExecutionException, InterruptedException {
    await("the instances of " + of + " to stop", () -> StoppedInstances.threads(admin, of) == 0);
  }

  private void await(String what, Kafka.Question<Boolean> so)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean said = false;
    while (!so.ask()) {
      if (System.nanoTime() - deadline > 0) {
        throw new StartException(
            "waited "
                + patience.toSeconds()
                + " s in vain for "
                + what
                + "; run it again: it goes on where it was");
      }
      if (!said) {
        said = true;
        waiting.accept("waiting for " + what);
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /**
   * Gives the events topic as many partitions as the graph topic has. Events that are there stay
   * where they are: their tasks send them to their homes.
   */
  private boolean addPartitions(Admin admin) throws ExecutionException, InterruptedException {
    int wanted = partitions(admin, names.graph());
    if (partitions(admin, names.events()) == wanted) {
      return false;
    }
    admin.createPartitions(Map.of(names.events(), NewPartitions.increaseTo(wanted))).all().get();
    Kafka.await(
        "the new partitions of topic " + names.events(),
        () -> partitions(admin, names.events()) == wanted);
    return true;
  }

  private static int partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    TopicDescription found =
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
    return found.partitions().size();
  }
}
