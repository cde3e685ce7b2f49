package dev.headwater.bridge;

import dev.headwater.model.Job;
import dev.headwater.openlineage.RunView;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the OpenLineage runs of a job that one partition stores, including runs that have not ended
 * and runs that only read. The run's id decides which partition stores a run, so all partitions
 * must be asked. Any thread may read while the stream thread writes; a run that changes meanwhile
 * may be seen half changed.
 */
public final class JobRuns {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

  /**
   * @param store {@link BridgeTopology#STORE} of a partition
   */
  public JobRuns(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * Returns the runs that used the job's name, the run with the latest event first. A run whose
   * tool renamed its job is found under both names.
   *
   * @param runs the largest number of runs
   * @param datasets the largest number of inputs, and of outputs, of each run
   */
  public List<RunView> latest(Job job, int runs, int datasets) {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(JobIndex.first(job), JobIndex.last(job))) {
      while (ids.size() < runs && found.hasNext()) {
        ids.add(JobIndex.runId(job, found.next().key));
      }
    }
    List<RunView> views = new ArrayList<>();
    for (String id : ids) {
      RunView.of(StoredMemory.open(store, "run:" + id), job, datasets).ifPresent(views::add);
    }
    return views;
  }
}
