package dev.headwater.app.stream;

import dev.headwater.stream.Progress;
import dev.headwater.stream.TopicNames;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the progress of restored partitions to the offsets that the consumer group has committed. A
 * task that has just started has not applied any record itself, yet its rows are as fresh as its
 * last commit.
 */
public final class CommittedProgress implements Runnable {

  private static final long TIMEOUT_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(CommittedProgress.class);

  private final Admin admin;
  private final String group;
  private final TopicNames topics;
  private final Progress progress;

  public CommittedProgress(Admin admin, String group, TopicNames topics, Progress progress) {
    this.admin = admin;
    this.group = group;
    this.topics = topics;
    this.progress = progress;
  }

  @Override
  public void run() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      for (int partition : progress.applied().keySet()) {
        progress.begunAt(
            partition,
            offset(committed, topics.events(), partition),
            offset(committed, topics.graph(), partition));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unknown) {
      LOG.debug(
          "how far the group has come cannot be had; reads say 0 until a record comes", unknown);
    }
  }

  private static long offset(
      Map<TopicPartition, OffsetAndMetadata> committed, String topic, int partition) {
    OffsetAndMetadata offset = committed.get(new TopicPartition(topic, partition));
    return offset == null ? 0 : offset.offset();
  }
}
