package dev.headwater.app;

import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.reset.ResetLock;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.StateFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds state that an earlier version wrote in another format, in two steps.
 *
 * <p>The instance that meets such state leaves the group and goes on answering that it is not
 * ready. Once the group has no member, one instance sets the {@link ResetMark}, and all start
 * again. The first that starts with the mark deletes the derived state; the others wait for it. A
 * process that is killed meanwhile leaves the mark, so that the next start completes what it began.
 *
 * <p>Nothing is deleted while the group has a member: an instance of the earlier version goes on
 * with its state. The wait has no limit, and ends at once when the thread is interrupted.
 */
public final class StateRebuild implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(StateRebuild.class);

  private final Settings settings;
  private final Admin admin;
  private final Uuid graph;
  private final Runnable leave;
  private final Consumer<RuntimeException> end;
  private Optional<Thread> thread = Optional.empty();
  private boolean closed;

  /**
   * @param graph the id of the graph topic that the state belongs to
   * @param leave stops the stream
   * @param end ends the instance: with a {@link RoleChangedException} if it has to start again
   */
  StateRebuild(
      Settings settings, Admin admin, Uuid graph, Runnable leave, Consumer<RuntimeException> end) {
    this.settings = settings;
    this.admin = admin;
    this.graph = graph;
    this.leave = leave;
    this.end = end;
  }

  /**
   * Begins in the background. A second call does nothing.
   *
   * @param found the format of the state
   */
  synchronized void begin(int found) {
    if (closed || thread.isPresent()) {
      return;
    }
    Thread begun = new Thread(() -> run(found), "headwater-rebuild");
    begun.setDaemon(true);
    thread = Optional.of(begun);
    begun.start();
  }

  private void run(int found) {
    try {
      LOG.warn(
          "the state has format {}, which an earlier version wrote; this version reads format {}: it"
              + " is rebuilt from the events, and nothing that was accepted is lost",
          found,
          StateFormat.VERSION);
      leave.run();
      atKafka(
          settings,
          () -> {
            StoppedInstances.remove(admin, settings, Assembly.instanceName(settings));
            return true;
          });
      atKafka(
          settings,
          () -> {
            prepare();
            return true;
          });
      end.accept(new RoleChangedException("the state is rebuilt from the events; start again"));
    } catch (RuntimeException failed) {
      LOG.debug("what ended the rebuild", failed);
      end.accept(failed);
    }
  }

  /** Returns when the mark is set, or the state of before is gone. */
  private void prepare() throws ExecutionException, InterruptedException {
    ResetMark mark = new ResetMark(admin, settings.topics());
    // While this instance waits, another one may do it, and be in the group before the next look.
    Kafka.Question<Boolean> done = () -> mark.exists() || !graphNow().equals(Optional.of(graph));
    while (true) {
      requireOpen();
      awaitStopped(admin, settings, done);
      requireOpen();
      try (ResetLock lock = new ResetLock(settings)) {
        boolean mine = false;
        while (!mine) {
          mine = lock.tryHold(BETWEEN_LOOKS);
          if (done.ask()) {
            return;
          }
        }
        new RestoreMark(admin, settings.topics()).requireAbsent();
        new ErasureMark(admin, settings.topics()).requireAbsent();
        new Generation(admin, settings.topics()).requireInCharge("a rebuild of the state");
        if (isStopped(admin, settings)) {
          mark.set((short) settings.count(Setting.TOPIC_REPLICATION));
          if (isStopped(admin, settings)) {
            return;
          }
          mark.remove(); // an instance has joined just before that
        }
      }
    }
  }

  /** For a stop whose interrupt was lost. */
  private synchronized void requireOpen() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("stopped while waiting for a rebuild");
    }
  }

  private Optional<Uuid> graphNow() throws ExecutionException, InterruptedException {
    String topic = settings.topics().graph();
    return Kafka.unlessUnknownTopic(
            admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .map(TopicDescription::topicId);
  }

  /**
   * Completes a reset that was begun. Returns at once if there is none. Otherwise it waits until no
   * instance is in the group, without a limit. For a start, before it uses anything.
   *
   * @throws StartException if Kafka refuses, a restore or an erasure has not ended, or the thread
   *     is interrupted
   */
  public static void complete(Settings settings, Admin admin) {
    atKafka(
        settings,
        () -> {
          completeNow(settings, admin);
          return true;
        });
  }

  private static void completeNow(Settings settings, Admin admin)
      throws ExecutionException, InterruptedException {
    TopicNames names = settings.topics();
    ResetMark mark = new ResetMark(admin, names);
    if (!mark.exists()) {
      return;
    }
    LOG.info("the derived state is to be rebuilt (topic {} exists)", ResetMark.name(names));
    if (!admin.listTopics().names().get().contains(names.events())) {
      new Reset(settings).run().forEach(LOG::info); // nobody can hold the lock
      return;
    }
    try (ResetLock lock = new ResetLock(settings)) {
      while (true) {
        boolean mine = lock.tryHold(BETWEEN_LOOKS);
        if (!mark.exists()) {
          LOG.info("another instance has deleted the state of before; going on");
          return;
        }
        if (mine && isReset(settings, admin, lock)) {
          return;
        }
      }
    }
  }

  /** Resets once no instance is in the group; returns false if the lock is lost before that. */
  private static boolean isReset(Settings settings, Admin admin, ResetLock lock)
      throws ExecutionException, InterruptedException {
    awaitStopped(admin, settings, () -> !lock.keeps());
    if (!lock.keeps()) {
      return false;
    }
    try {
      long begun = System.nanoTime();
      new Reset(settings).under(lock).forEach(LOG::info);
      LOG.info(
          "reset in {} s; everything is rebuilt from the events",
          Duration.ofNanos(System.nanoTime() - begun).toSeconds());
      return true;
    } catch (StartException refused) {
      if (lock.keeps() && isStopped(admin, settings)) {
        throw refused;
      }
      return false;
    }
  }

  /**
   * Waits until the group has no member, or it is not needed any more. After a session, and then
   * each minute, it says who is there. Instances of this version leave by themselves until then,
   * and so do those that died.
   */
  private static void awaitStopped(Admin admin, Settings settings, Kafka.Question<Boolean> unneeded)
      throws ExecutionException, InterruptedException {
    Duration session = Duration.ofMillis(settings.number(Setting.SESSION_TIMEOUT_MILLIS));
    long next = System.nanoTime() + session.toNanos();
    while (true) {
      List<String> members = StoppedInstances.names(admin, settings);
      if (members.isEmpty() || unneeded.ask()) {
        return;
      }
      long now = System.nanoTime();
      if (now - next >= 0) {
        next = now + BETWEEN_WARNINGS.toNanos();
        LOG.warn(
            "the rebuild waits until the instances of the earlier version are stopped; in the group"
                + " {} are {}",
            settings.text(Setting.APPLICATION_ID),
            String.join(", ", members));
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static boolean isStopped(Admin admin, Settings settings)
      throws ExecutionException, InterruptedException {
    return StoppedInstances.threads(admin, settings.text(Setting.APPLICATION_ID)) == 0;
  }

  private static void atKafka(Settings settings, Waiting.Attempt<Boolean> attempt) {
    Waiting.until(
        "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS), Setting.BOOTSTRAP_SERVERS, attempt);
  }

  /** Ends the wait. */
  @Override
  public void close() {
    Optional<Thread> begun;
    synchronized (this) {
      closed = true;
      begun = thread;
    }
    begun
        .filter(running -> running != Thread.currentThread())
        .ifPresent(
            running -> {
              running.interrupt();
              try {
                running.join(STOP.toMillis());
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
