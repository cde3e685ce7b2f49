package dev.headwater.app;

import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.engine.Policy;
import dev.headwater.stream.Progress;
import dev.headwater.stream.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running instance: the processor and the HTTP API, against a Kafka and a schema registry.
 *
 * <p>Kafka or the registry being away stops nothing: at start they are waited for, later the
 * clients go on by themselves; either is logged once. Thread-safe.
 */
public final class Headwater implements AutoCloseable {

  private static final long LOOK_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Headwater.class);

  private final URI url;
  private final StreamRuntime stream;
  private final Progress progress;
  private final Deque<AutoCloseable> toClose;
  private boolean closed;

  private Headwater(
      URI url, StreamRuntime stream, Progress progress, Deque<AutoCloseable> toClose) {
    this.url = url;
    this.stream = stream;
    this.progress = progress;
    this.toClose = toClose;
  }

  /**
   * Starts an instance and returns when its API answers; see {@link #awaitReady} for when it
   * answers in full. Waits for Kafka and the registry for as long as it takes.
   *
   * @throws StartException if it cannot start as things are, with what to do
   */
  public static Headwater start(Settings settings) {
    return start(settings, UnaryOperator.identity());
  }

  /**
   * As {@link #start(Settings)}, with other stores of state in the place of its own.
   *
   * @param stores makes them of its own; the same kind and name, which may count or watch
   */
  public static Headwater start(
      Settings settings, UnaryOperator<KeyValueBytesStoreSupplier> stores) {
    settings
        .unknownVariables()
        .forEach(variable -> LOG.warn("there is no setting for the variable {}", variable));
    Deque<AutoCloseable> toClose = new ArrayDeque<>();
    try {
      return start(settings, stores, toClose);
    } catch (RuntimeException failed) {
      closeAll(toClose);
      throw failed;
    }
  }

  private static Headwater start(
      Settings settings,
      UnaryOperator<KeyValueBytesStoreSupplier> stores,
      Deque<AutoCloseable> toClose) {
    Policy policy = policy(settings);
    ListenAddress address = ListenAddress.of(settings);
    Connections connections = new Connections(settings);
    TopicNames names = new TopicNames(settings.text(Setting.TOPIC_PREFIX));

    Admin admin =
        Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, connections::admin);
    toClose.push(() -> admin.close(Duration.ofSeconds(5)));
    // Asked with a short patience first: the calls that follow wait a minute before they give up.
    Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, () -> look(admin));
    Topics topics = new Topics(admin, names, settings);
    int partitions =
        Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, topics::ensure);

    SchemaRegistry registry = connections.registry();
    toClose.push(registry);
    Schemas schemas = new Schemas(registry, names);
    Waiting.until(
        connections.registryName(),
        Setting.REGISTRY_URL,
        () -> {
          schemas.register();
          return partitions;
        });

    Path state = StateFolder.create(settings, topics.graphId());
    Assembly assembly =
        new Assembly(
            settings,
            policy,
            connections,
            names,
            partitions,
            topics.openLineagePartitions(),
            address,
            state,
            admin,
            registry,
            stores);
    StreamRuntime stream = assembly.stream();
    toClose.push(stream);
    assembly.serve().forEach(toClose::push);
    stream.start();
    toClose.push(new GraphPurge(admin, settings));
    toClose.push(
        new DependencyWatch(
            List.of(
                new DependencyWatch.Dependency(connections.kafkaName(), () -> look(admin)),
                new DependencyWatch.Dependency(
                    connections.registryName(),
                    () -> {
                      schemas.look();
                      return partitions;
                    }))));
    return new Headwater(URI.create(address.url()), stream, assembly.progress(), toClose);
  }

  private static Policy policy(Settings settings) {
    String file = settings.text(Setting.POLICY_FILE);
    return file.isEmpty() ? Policy.DEFAULT : PolicyFile.read(Path.of(file));
  }

  private static String look(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin.describeCluster().clusterId().get(LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** Where the API is. */
  public URI url() {
    return url;
  }

  /**
   * Returns when all state is restored and events are processed.
   *
   * @throws StartException if that cannot come about any more
   */
  public void awaitReady() {
    try {
      CompletableFuture.anyOf(stream.ready(), stream.failure()).get();
      requireNoFailure();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("readiness and failure are told as values", impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while it started", stopped);
    }
  }

  /** As {@link #awaitReady()}, within a time; {@link StartException} when it is over. */
  public void awaitReady(Duration patience) {
    try {
      CompletableFuture.anyOf(stream.ready(), stream.failure())
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      requireNoFailure();
    } catch (TimeoutException late) {
      throw new StartException("not ready within " + patience.toSeconds() + " s", late);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("readiness and failure are told as values", impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while it started", stopped);
    }
  }

  private void requireNoFailure() {
    if (stream.failure().isDone()) {
      Throwable cause = stream.failure().join();
      throw new StartException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** How far each partition of this instance has come, committed or not. */
  public Map<Integer, Progress.Applied> applied() {
    return progress.applied();
  }

  /** The metrics of Kafka Streams and its clients, until it is closed. */
  public Map<MetricName, ? extends Metric> streamMetrics() {
    return stream.streams().metrics();
  }

  /** Completes with the cause if it cannot go on; close it then. */
  public CompletableFuture<Throwable> failure() {
    return stream.failure().copy();
  }

  /** Stops in order, in bounded time. Again does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeAll(toClose);
    }
  }

  /** The last opened first; one that fails to close keeps none of the others open. */
  private static void closeAll(Deque<AutoCloseable> toClose) {
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (Exception failed) { // declared by AutoCloseable
        LOG.warn("while stopping: {}", Kafka.reason(failed));
      }
    }
  }
}
