package dev.headwater.bridge;

import dev.headwater.model.Job;
import dev.headwater.openlineage.RunView;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The OpenLineage runs of a job that one partition knows of, those included that have not ended or
 * have only read. Which partition knows a run follows from the run's id, so that all have to be
 * asked. Safe beside the stream thread; a run that changes meanwhile may be seen half changed.
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
   * The runs that a job name was used in, the one with the latest event first. A run whose tool
   * renamed its job is found under both names.
   *
   * @param runs how many at most
   * @param datasets how many inputs, and how many outputs, of each run at most
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
