package dev.headwater.app.erase;

import dev.headwater.app.kafka.TopicEnds;
import dev.headwater.app.settings.StartException;
import dev.headwater.backup.PartitionReader;
import dev.headwater.erasure.CopyRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which records of a topic an application has processed. */
final class ProcessedRecords {
  private final Admin admin;
  private final PartitionReader reader;
  private final String application;
  private final String topic;

  ProcessedRecords(Admin admin, PartitionReader reader, String application, String topic) {
    this.admin = admin;
    this.reader = reader;
    this.application = application;
    this.topic = topic;
  }

  /**
   * Checks that all are processed.
   *
   * @param notes receives what is wrong; null to throw it
   * @throws StartException if some are not
   */
  void requireProcessed(List<String> notes)
      throws IOException, ExecutionException, InterruptedException {
    long waiting = 0;
    Map<TopicPartition, Long> ends = ends();
    for (Map.Entry<TopicPartition, Long> partition : ends.entrySet()) {
      waiting += unprocessed(partition.getKey(), partition.getValue());
    }
    if (waiting > 0) {
      String wrong =
          waiting
              + " records of "
              + topic
              + " are not processed yet: start an instance, wait until its lag is 0, stop it, then"
              + " erase";
      if (notes == null) {
        throw new StartException(wrong);
      }
      notes.add(wrong);
    }
  }

  private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().contains(topic)
        ? TopicEnds.ends(admin, topic)
        : Map.of();
  }

  /** How many records before an offset are not processed. */
  private long unprocessed(TopicPartition partition, long to)
      throws IOException, ExecutionException, InterruptedException {
    long begin = TopicEnds.begins(admin, topic).get(partition);
    OffsetAndMetadata committed =
        admin
            .listConsumerGroupOffsets(application)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return count(partition, committed == null ? begin : Math.max(begin, committed.offset()), to);
  }

  private long count(TopicPartition partition, long from, long to) throws IOException {
    long[] found = {0};
    if (from < to) {
      reader.read(
          Map.of(partition, from), Map.of(partition, to), record -> found[0]++, positions -> {});
    }
    return found[0];
  }

  /**
   * Deletes the records of the ranges of this topic, where all of them are processed. The group
   * goes on behind them. For OpenLineage events: what they say is in the events that were made of
   * them, and in the state about runs.
   */
  void delete(List<CopyRange> ranges, List<String> done, List<String> left)
      throws IOException, ExecutionException, InterruptedException {
    Map<TopicPartition, Long> before =
        ranges.stream()
            .filter(range -> range.topic().equals(topic))
            .collect(Collectors.toMap(CopyRange::key, CopyRange::to));
    Map<TopicPartition, Long> deleted = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (Map.Entry<TopicPartition, Long> partition : before.entrySet()) {
      long unprocessed = unprocessed(partition.getKey(), partition.getValue());
      if (unprocessed > 0) {
        left.add(
            unprocessed
                + " records of "
                + topic
                + " arrived meanwhile in partition "
                + partition.getKey().partition()
                + ", so the partition is kept; let an instance process them, then run the same"
                + " command again");
      } else {
        deleted.put(partition.getKey(), partition.getValue());
        positions.put(partition.getKey(), new OffsetAndMetadata(partition.getValue()));
      }
    }
    if (!deleted.isEmpty()) {
      long records = 0;
      for (Map.Entry<TopicPartition, Long> partition : deleted.entrySet()) {
        long begin = TopicEnds.begins(admin, topic).get(partition.getKey());
        records += count(partition.getKey(), begin, partition.getValue());
      }
      admin.alterConsumerGroupOffsets(application, positions).all().get();
      TopicEnds.deleteBefore(admin, deleted);
      if (records > 0) {
        done.add("deleted " + records + " processed records of " + topic);
      }
    }
  }
}
