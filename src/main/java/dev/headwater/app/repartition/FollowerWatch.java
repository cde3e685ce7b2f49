package dev.headwater.app.repartition;

import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether this generation still follows the one in charge, and whether the events topic still
 * has the partitions that this instance knows: it would take an event in another one for none.
 */
public final class FollowerWatch implements AutoCloseable {
  private static final long BETWEEN_LOOKS_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(FollowerWatch.class);

  private final Admin admin;
  private final String mark;
  private final String events;
  private final int eventPartitions;
  private final FollowerLease lease;
  private final Runnable changed;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "headwater-follower-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param lease is renewed by each look
   * @param changed runs once, when one of them has changed
   */
  public FollowerWatch(
      Admin admin, TopicNames names, int eventPartitions, FollowerLease lease, Runnable changed) {
    this.admin = admin;
    this.mark = new Generation(admin, names).follows().name();
    this.events = names.events();
    this.eventPartitions = eventPartitions;
    this.lease = lease;
    this.changed = changed;
    timer.scheduleWithFixedDelay(
        this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long began = System.nanoTime();
      boolean follows = describe(mark).isPresent();
      boolean same =
          describe(events)
              .filter(topic -> topic.partitions().size() == eventPartitions)
              .isPresent();
      if (!follows || !same) {
        changed.run();
        timer.shutdown();
      } else {
        lease.renew(began);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException away) {
      LOG.debug("cannot tell whether this generation still follows", away); // the next look may
    }
  }

  private Optional<TopicDescription> describe(String topic)
      throws ExecutionException, InterruptedException {
    return Kafka.unlessUnknownTopic(
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("Kafka still keeps the watch waiting");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
