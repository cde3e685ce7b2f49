package dev.headwater.app;

import dev.headwater.bridge.BridgeTopology;
import dev.headwater.bridge.JobRuns;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Job;
import dev.headwater.openlineage.RunView;
import dev.headwater.query.JobRun;
import dev.headwater.query.MovedException;
import dev.headwater.query.RunReads;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The OpenLineage runs that the partitions of this instance know of. Thread-safe. */
final class HostedRuns implements IntFunction<Optional<RunReads>> {

  private final StreamRuntime stream;

  HostedRuns(StreamRuntime stream) {
    this.stream = stream;
  }

  @Override
  public Optional<RunReads> apply(int partition) {
    try {
      ReadOnlyKeyValueStore<Bytes, byte[]> store =
          stream
              .streams()
              .store(
                  StoreQueryParameters.fromNameAndType(
                          BridgeTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                      .withPartition(partition));
      return Optional.of((job, limit, inputs) -> read(store, job, limit, inputs));
    } catch (InvalidStateStoreException notHere) {
      return Optional.empty();
    }
  }

  private static List<JobRun> read(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, Job job, int limit, int inputs) {
    try {
      return new JobRuns(store)
          .latest(job, limit, inputs).stream().map(HostedRuns::jobRun).toList();
    } catch (InvalidStateStoreException moved) {
      throw new MovedException("the runs of a partition have left this instance");
    }
  }

  private static JobRun jobRun(RunView run) {
    return new JobRun(
        run.runId(),
        run.last().toEpochMilli(),
        run.inputs().stream()
            .map(one -> Asset.of(AssetKind.DATASET, one.namespace(), one.name()))
            .toList(),
        run.truncated());
  }
}
