package dev.headwater.app.topics;

import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes processed commands from the graph topic. The topic itself has no retention limit, because
 * a command must not expire before it is processed. All instances may run this at the same time.
 */
public final class GraphPurge implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(GraphPurge.class);

  private final Admin admin;
  private final String group;
  private final String topic;
  private final Map<TopicPartition, Long> purged = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "headwater-graph-purge");
            thread.setDaemon(true);
            return thread;
          });

  public GraphPurge(Admin admin, Settings settings) {
    this.admin = admin;
    this.group = settings.text(Setting.APPLICATION_ID);
    this.topic = settings.topics().graph();
    long every = settings.number(Setting.GRAPH_PURGE_INTERVAL_MILLIS);
    timer.scheduleWithFixedDelay(this::run, every, every, TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      purge();
    } catch (ExecutionException | TimeoutException | RuntimeException failed) {
      // The next run removes what this one left. Until then the topic only grows.
      LOG.warn("could not remove processed commands from {}: {}", topic, Kafka.reason(failed));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void purge() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, RecordsToDelete> processed = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          boolean more =
              offset != null
                  && partition.topic().equals(topic)
                  && offset.offset() > purged.getOrDefault(partition, 0L);
          if (more) {
            processed.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
          }
        });
    if (!processed.isEmpty()) {
      admin.deleteRecords(processed).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      processed.forEach((partition, before) -> purged.put(partition, before.beforeOffset()));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
