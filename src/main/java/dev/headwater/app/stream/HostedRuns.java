package dev.headwater.app.stream;

import dev.headwater.bridge.BridgeProgress;
import dev.headwater.bridge.BridgeTopology;
import dev.headwater.bridge.JobRuns;
import dev.headwater.bridge.Unfinished;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Job;
import dev.headwater.openlineage.RunView;
import dev.headwater.query.question.JobRun;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.RunReads;
import dev.headwater.stream.store.SpreadEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Gives read access to the OpenLineage runs in the partitions of this instance. Thread-safe. */
public final class HostedRuns implements IntFunction<Optional<RunReads>> {

  private final StreamRuntime stream;
  private final BridgeProgress progress;
  private final Duration lease;

  /**
   * @param lease as for {@link HostedPartitions}
   */
  public HostedRuns(StreamRuntime stream, BridgeProgress progress, Duration lease) {
    this.stream = stream;
    this.progress = progress;
    this.lease = lease;
  }

  @Override
  public Optional<RunReads> apply(int partition) {
    SpreadEvents spreads = progress.spreads(partition);
    // Without a task there is a new object each time, which says that nothing has ended.
    if (!progress.hasBeatWithin(partition, lease) || progress.spreads(partition) != spreads) {
      return Optional.empty();
    }
    return stream
        .<Bytes, byte[]>store(BridgeTopology.STORE, partition)
        .map(store -> new StoredRuns(store, spreads));
  }

  private record StoredRuns(ReadOnlyKeyValueStore<Bytes, byte[]> store, SpreadEvents spreadEvents)
      implements RunReads {

    @Override
    public List<JobRun> runs(Job job, int limit, int inputs) {
      return read(
          () ->
              new JobRuns(store)
                  .latest(job, limit, inputs).stream().map(HostedRuns::jobRun).toList());
    }

    @Override
    public List<String> spreads(int limit) {
      return read(() -> Unfinished.list(store, spreadEvents, limit));
    }

    @Override
    public long spreadEndedAt() {
      return spreadEvents.endedAt();
    }

    private static <T> T read(Supplier<T> reading) {
      try {
        return reading.get();
      } catch (InvalidStateStoreException moved) {
        throw new MovedException("the runs of a partition have left this instance");
      }
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
