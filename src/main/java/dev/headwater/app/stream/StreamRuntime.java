package dev.headwater.app.stream;

import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.StartException;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.stream.store.StateFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology: it reports when the stream is ready, replaces a dead thread or gives up, and
 * stops the stream.
 */
public final class StreamRuntime implements AutoCloseable {

  private static final long PAUSE_BEFORE_REPLACING_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(StreamRuntime.class);

  private final KafkaStreams streams;
  private final String application;
  private final String instance;
  private final Duration stopWithin;
  private final RestoreLog restores = new RestoreLog(LOG::info, System::nanoTime);
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<StateFormat.UnknownFormatException> outdated =
      new CompletableFuture<>();

  /**
   * @param copies is told of the copies of other instances' partitions
   * @param onRunning runs in the background each time all tasks run, also after tasks have moved
   */
  public StreamRuntime(
      Topology topology,
      Properties properties,
      String instance,
      Duration stopWithin,
      CopyPositions copies,
      Runnable onRunning) {
    this.application = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    this.instance = instance;
    this.stopWithin = stopWithin;
    try {
      this.streams = new KafkaStreams(topology, properties);
    } catch (StreamsException unusable) {
      throw new StartException("cannot start: " + Kafka.reason(unusable), unusable);
    }
    streams.setStandbyUpdateListener(copies);
    streams.setUncaughtExceptionHandler(this::onDeadThread);
    streams.setGlobalStateRestoreListener(new RestoreListeners(restores, copies));
    streams.setStateListener(
        (now, before) -> {
          LOG.debug("{} -> {}", before, now);
          if (now == KafkaStreams.State.RUNNING) {
            CompletableFuture.runAsync(onRunning);
            ready.complete(null);
          }
        });
  }

  /** Starts the stream and returns at once; see {@link #ready}. */
  public void start() {
    try {
      streams.start();
    } catch (StreamsException unusable) {
      throw new StartException("cannot start: " + Kafka.reason(unusable), unusable);
    }
  }

  public KafkaStreams streams() {
    return streams;
  }

  /** The partitions of a topic that the tasks of this instance process now. */
  public List<Integer> partitionsOf(String topic) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .toList();
  }

  /** How many records of the state are still to be restored. */
  long remainingToRestore() {
    return restores.remaining();
  }

  /** Completes when all tasks of this instance are restored and run for the first time. */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes with the cause if the stream cannot continue. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /**
   * Completes if the stream cannot continue because an earlier version wrote the state. Whoever
   * asks decides how the instance ends; the stream stops by itself.
   */
  public CompletableFuture<StateFormat.UnknownFormatException> outdated() {
    return outdated;
  }

  /** Ends the instance for this reason. */
  public void endBecause(RuntimeException reason) {
    failure.complete(reason);
  }

  /** Ends an instance of a generation that follows, whose state an earlier version wrote. */
  public void endWithOldFormat(StateFormat.UnknownFormatException found) {
    failure.complete(
        new StartException(
            "The state has format "
                + found.format()
                + ", which an earlier version wrote; this version reads format "
                + StateFormat.VERSION
                + ". This generation follows another one: stop its instances, and run `repartition"
                + " --cancel` and `repartition --begin`. The state is then built anew.",
            found));
  }

  /**
   * Ends the instance because its state has been behind for so long that it may keep rows that were
   * deleted. The next start restores it.
   *
   * @param time since the state was last known to be complete
   */
  public void endWithOldState(Duration time) {
    failure.complete(
        new StartException(
            "the state of this instance was last known to be complete "
                + time.toHours()
                + " hours ago, and may be wrong now: the instance was paused, cut off from Kafka, or"
                + " too slow; start it again, and it restores its state from Kafka"));
  }

  /**
   * Ends the instance because what its generation may do has changed. The next start finds out what
   * that is.
   */
  public void endWithAnotherRole() {
    failure.complete(
        new RoleChangedException(
            "what this generation of Headwater may do has changed; start the instance again"));
  }

  /**
   * How far the stores of this instance have read their changelogs, copies included, by partition
   * of the changelogs; empty while tasks are restored or Kafka does not answer.
   */
  public Optional<Map<TopicPartition, StateAge.Position>> positions() {
    if (!isRunning()) {
      return Optional.empty();
    }
    Map<TopicPartition, StateAge.Position> positions = new HashMap<>();
    try {
      streams
          .allLocalStorePartitionLags()
          .forEach(
              (store, lags) ->
                  lags.forEach(
                      (partition, lag) ->
                          positions.put(
                              new TopicPartition(Changelogs.of(application, store), partition),
                              new StateAge.Position(
                                  lag.currentOffsetPosition(), lag.endOffsetPosition()))));
    } catch (StreamsException | IllegalStateException unknown) {
      LOG.debug("Kafka Streams does not say how far the stores have read", unknown);
      return Optional.empty();
    }
    return Optional.of(positions);
  }

  /** Whether all tasks of this instance run now. */
  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /**
   * A key-value store of a partition: of its task, or of the copy that this instance keeps; empty
   * if there is none that can be read. The caller has to know which of them it is. Once the
   * partition has left this instance, the store throws {@link InvalidStateStoreException}.
   *
   * <p>It asks for stores that may be stale, because Kafka Streams refuses all others while a
   * thread gives or takes any partition. The rows of the partitions that stay are not stale then.
   */
  public <K, V> Optional<ReadOnlyKeyValueStore<K, V>> store(String name, int partition) {
    try {
      return Optional.of(
          streams.store(
              StoreQueryParameters.fromNameAndType(name, new OneStore<K, V>())
                  .enableStaleStores()
                  .withPartition(partition)));
    } catch (InvalidStateStoreException notHere) {
      return Optional.empty();
    }
  }

  /**
   * The store itself. What {@link QueryableStoreTypes#keyValueStore} returns looks for the task
   * among all tasks at every call, which was a seventh of the time and two fifths of the garbage of
   * a scan.
   */
  private static final class OneStore<K, V>
      implements QueryableStoreType<ReadOnlyKeyValueStore<K, V>> {
    private final QueryableStoreType<ReadOnlyKeyValueStore<K, V>> type =
        QueryableStoreTypes.keyValueStore();

    @Override
    public boolean accepts(StateStore store) {
      return type.accepts(store);
    }

    @Override
    public ReadOnlyKeyValueStore<K, V> create(StateStoreProvider provider, String name) {
      List<ReadOnlyKeyValueStore<K, V>> found = provider.stores(name, type);
      if (found.size() != 1) {
        throw new InvalidStateStoreException(found.size() + " stores " + name + ", not one");
      }
      return found.get(0);
    }
  }

  /**
   * Stops the stream and leaves the group, so that other instances need not wait for the session
   * timeout.
   */
  @Override
  public void close() {
    boolean stopped =
        streams.close(
            CloseOptions.timeout(stopWithin)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    if (!stopped) {
      LOG.warn(
          "the stream did not stop within {} s; what it did not commit is done again",
          stopWithin.toSeconds());
    }
  }

  private StreamThreadExceptionResponse onDeadThread(Throwable cause) {
    Optional<RoleChangedException> role = cause(cause, RoleChangedException.class);
    if (role.isPresent()) {
      failure.complete(role.get());
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Optional<StateFormat.UnknownFormatException> format =
        cause(cause, StateFormat.UnknownFormatException.class);
    if (format.filter(StateFormat.UnknownFormatException::isEarlier).isPresent()) {
      outdated.complete(format.get());
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (mayPass(cause)) {
      LOG.warn("a stream thread ended ({}); another one goes on", sentenceOfPassing(cause));
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    Throwable told = new StartException(sentence(cause), cause);
    // Whoever runs this instance says what has ended it.
    LOG.debug("what ended the stream", cause);
    failure.complete(told); // each thread may meet the same cause
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Whether a new thread can continue. This includes a fenced membership: after a crash, a broker
   * may remember an older member of the only instance, and a thread that joins again gets past
   * that. {@link InstanceClaim} keeps a second instance with the same name from joining. It also
   * includes a transaction that the broker has ended, as it does when an instance was paused for
   * longer than a transaction may take: the new thread goes on from what is committed.
   */
  static boolean mayPass(Throwable failure) {
    if (Kafka.isRefusal(failure)) {
      return false;
    }
    return isCausedBy(failure, RegistryUnavailableException.class)
        || isCausedBy(failure, FencedInstanceIdException.class)
        || isCausedBy(failure, InvalidTxnStateException.class)
        || Kafka.isPassing(failure);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  private String sentenceOfPassing(Throwable failure) {
    if (isCausedBy(failure, FencedInstanceIdException.class)) {
      return "the broker knows another member as "
          + instance
          + "; if another instance has that name too, give each its own "
          + Setting.INSTANCE_ID.key();
    }
    if (isCausedBy(failure, InvalidTxnStateException.class)) {
      return "the broker has ended its transaction, because this instance was silent for too long";
    }
    return Kafka.reason(failure);
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
    return cause(failure, kind).isPresent();
  }

  private static String sentence(Throwable failure) {
    if (Kafka.isRefusal(failure)) {
      return "Kafka refuses this user: " + Kafka.reason(failure) + "; see the settings kafka.*";
    }
    return cause(failure, StateFormat.UnknownFormatException.class)
        .map(Throwable::getMessage)
        .orElseGet(
            () ->
                "the stream cannot go on: "
                    + Kafka.reason(failure)
                    + "; nothing is lost, but the cause must be mended before a new start");
  }

  /**
   * Waits before a thread is replaced. Otherwise a permanent failure would create threads in a
   * tight loop.
   */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_BEFORE_REPLACING_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
