package dev.headwater.app.erase;

import dev.headwater.app.kafka.TopicEnds;
import dev.headwater.backup.Part;
import dev.headwater.erasure.CopyRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;

/** Deletes the records of which an erasure has written copies. Not thread-safe. */
final class OldRecords {
  /** Longer than a broker pauses before it deletes files of compacted topics. */
  private static final Duration DELETION = Duration.ofSeconds(90);

  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Admin admin;

  OldRecords(Admin admin) {
    this.admin = admin;
  }

  /**
   * Deletes the records of all ranges but those of OpenLineage events. Compaction would keep the
   * files of compacted topics, so it waits until these files are gone.
   *
   * @return what is left, one sentence each
   */
  List<String> delete(List<CopyRange> ranges) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> before = new HashMap<>();
    for (CopyRange range : ranges) {
      if (range.part() != Part.OPENLINEAGE) {
        before.put(range.key(), range.to());
      }
    }
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (CopyRange range : ranges) {
      begins.putAll(TopicEnds.begins(admin, range.topic()));
    }
    Set<TopicPartition> compacted =
        ranges.stream()
            .filter(range -> range.part().isCompacted())
            .map(CopyRange::key)
            .filter(one -> begins.get(one) < before.get(one))
            .collect(Collectors.toSet());
    Map<TopicPartitionReplica, Long> sizes = TopicEnds.sizes(admin, compacted);
    TopicEnds.deleteBefore(admin, before);
    return awaitSmaller(compacted, sizes);
  }

  /** Waits until every broker has deleted files of every partition. */
  private List<String> awaitSmaller(
      Set<TopicPartition> partitions, Map<TopicPartitionReplica, Long> sizes)
      throws ExecutionException, InterruptedException {
    long begun = System.nanoTime();
    Set<TopicPartitionReplica> waiting = sizes.keySet();
    while (!waiting.isEmpty()) {
      Map<TopicPartitionReplica, Long> now = TopicEnds.sizes(admin, partitions);
      waiting =
          waiting.stream()
              .filter(one -> now.getOrDefault(one, 0L) >= sizes.get(one))
              .collect(Collectors.toSet());
      if (!waiting.isEmpty() && System.nanoTime() - begun > DELETION.toNanos()) {
        return List.of(
            "brokers have not deleted the old files within "
                + DELETION.toSeconds()
                + " s, which may stay until the topic is compacted: "
                + waiting);
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return List.of();
  }
}
