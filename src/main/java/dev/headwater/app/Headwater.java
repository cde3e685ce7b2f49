package dev.headwater.app;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.DependencyWatch;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.kafka.Schemas;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.repartition.FollowerLease;
import dev.headwater.app.repartition.FollowerWatch;
import dev.headwater.app.settings.ListenAddress;
import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.RoutesFile;
import dev.headwater.app.settings.Security;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.settings.Version;
import dev.headwater.app.stream.InstanceClaim;
import dev.headwater.app.stream.StateAge;
import dev.headwater.app.stream.StateFolder;
import dev.headwater.app.stream.StreamRuntime;
import dev.headwater.app.topics.GraphPurge;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.app.topics.Topics;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.engine.Policy;
import dev.headwater.log.LogFormat;
import dev.headwater.log.LogOutput;
import dev.headwater.notify.Routes;
import dev.headwater.stream.Progress;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.StateFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * A running instance: the stream processor and the HTTP API, connected to Kafka and a schema
 * registry.
 *
 * <p>The absence of Kafka or of the registry does not stop an instance. At the start it waits for
 * them; later the clients reconnect by themselves. It logs each absence once. Thread-safe.
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
   * The format of the state that this version reads. State of an earlier one is rebuilt: {@link
   * #failure} completes with a {@link RoleChangedException} when the instance has to start again.
   */
  public static final int STATE_FORMAT = StateFormat.VERSION;

  /**
   * Starts an instance and returns when its API answers. See {@link #awaitReady} for when all
   * partitions are restored. Waits for Kafka and the registry without a limit.
   *
   * @throws StartException with what to do, if it cannot start in this environment
   */
  public static Headwater start(Settings settings) {
    return start(settings, UnaryOperator.identity());
  }

  /**
   * As {@link #start(Settings)}, for a Kafka that runs in this process. It stops and pauses with
   * this instance, so the state on disk cannot miss anything while the instance does not run.
   */
  public static Headwater startBesideItsKafka(Settings settings) {
    return start(settings, UnaryOperator.identity(), true);
  }

  /**
   * As {@link #start(Settings)}, but with replaced state stores.
   *
   * @param stores gets the supplier of the default store and returns the one to use: of the same
   *     kind and name, for example one that counts accesses
   */
  public static Headwater start(
      Settings settings, UnaryOperator<KeyValueBytesStoreSupplier> stores) {
    return start(settings, stores, false);
  }

  private static Headwater start(
      Settings settings, UnaryOperator<KeyValueBytesStoreSupplier> stores, boolean besideItsKafka) {
    LogOutput.standardError()
        .configure(
            LogFormat.valueOf(settings.text(Setting.LOG_FORMAT).toUpperCase(Locale.ROOT)),
            settings.count(Setting.LOG_REPEATS_PER_MINUTE));
    LOG.info(
        "Headwater {} starts as instance {}; settings that differ from the defaults: {}",
        Version.text(),
        Assembly.instanceName(settings),
        settings);
    settings.warnings().forEach(LOG::warn);
    Deque<AutoCloseable> toClose = new ArrayDeque<>();
    try {
      return start(settings, stores, besideItsKafka, toClose);
    } catch (RuntimeException failed) {
      closeAll(toClose);
      throw failed;
    }
  }

  private static Headwater start(
      Settings settings,
      UnaryOperator<KeyValueBytesStoreSupplier> stores,
      boolean besideItsKafka,
      Deque<AutoCloseable> toClose) {
    Policy policy = PolicyFile.of(settings);
    Security security = Security.of(settings);
    Optional<Routes> routes = RoutesFile.of(settings);
    ListenAddress address = ListenAddress.of(settings);
    Connections connections = new Connections(settings);
    // A URL of another server is refused before anything is created at Kafka.
    connections.requireNoOtherServer();
    TopicNames names = settings.topics();

    Admin admin =
        Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, connections::admin);
    toClose.push(() -> admin.close(Duration.ofSeconds(5)));
    // This first call fails after a few seconds; the calls that follow wait a minute before they
    // fail.
    Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, () -> look(admin));
    StateRebuild.complete(settings, admin);
    Topics topics =
        new Topics(
            admin,
            names,
            settings,
            (topic, count) -> LOG.info("{}", TopicSetup.created(topic, count)));
    int partitions =
        Waiting.until(connections.kafkaName(), Setting.BOOTSTRAP_SERVERS, topics::ensure);

    SchemaRegistry registry = connections.registry();
    toClose.push(registry);
    Schemas schemas = new Schemas(registry, names);
    Waiting.until(
        connections.registryName(),
        Setting.REGISTRY_URL,
        () -> {
          connections.requireNoOtherServer();
          schemas.register();
          return partitions;
        });

    Path state = StateFolder.create(settings, topics.graphId());
    InstanceClaim claim =
        new InstanceClaim(
            admin,
            settings.text(Setting.APPLICATION_ID),
            Assembly.instanceName(settings),
            state,
            Duration.ofMillis(settings.number(Setting.SESSION_TIMEOUT_MILLIS)));
    Waiting.until(
        connections.kafkaName(),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          claim.require();
          return partitions;
        });
    // After the claim: no other instance uses the folder now.
    Optional<StateAge> age =
        besideItsKafka ? Optional.empty() : Optional.of(new StateAge(state, Clock.systemUTC()));
    FollowerLease lease =
        new FollowerLease(
            System::nanoTime,
            Duration.ofMillis(settings.number(Setting.SESSION_TIMEOUT_MILLIS) / 2));
    Assembly assembly =
        new Assembly(
            settings,
            policy,
            routes,
            connections,
            names,
            topics.layout(),
            lease,
            address,
            security,
            state,
            admin,
            registry,
            stores);
    StreamRuntime stream = assembly.stream();
    toClose.push(stream);
    toClose.push(assembly.tail());
    assembly.serve().forEach(toClose::push);
    StateRebuild rebuild =
        new StateRebuild(settings, admin, topics.graphId(), stream::close, stream::endBecause);
    toClose.push(rebuild);
    boolean follows = topics.layout().follows();
    stream
        .outdated()
        .thenAccept(follows ? stream::endWithOldFormat : found -> rebuild.begin(found.format()));
    stream.ready().thenRun(() -> LOG.info("running, and serving at {}", address.url()));
    stream.ready().thenRun(claim::remember);
    stream.start();
    toClose.push(new GraphPurge(admin, settings));
    if (follows) {
      toClose.push(
          new FollowerWatch(
              admin, names, topics.layout().eventPartitions(), lease, stream::endWithAnotherRole));
    }
    toClose.push(
        new DependencyWatch(
            List.of(
                new DependencyWatch.Dependency(
                    connections.kafkaName(),
                    () -> {
                      String cluster = look(admin);
                      age.flatMap(one -> one.follows(stream::positions, assembly.tail()::isEmpty))
                          .ifPresent(stream::endWithOldState);
                      return cluster;
                    }),
                new DependencyWatch.Dependency(
                    connections.registryName(),
                    () -> {
                      schemas.look();
                      return partitions;
                    }))));
    return new Headwater(URI.create(address.url()), stream, assembly.progress(), toClose);
  }

  private static String look(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin.describeCluster().clusterId().get(LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** The base URL of the API. */
  public URI url() {
    return url;
  }

  /**
   * Waits until all state is restored and events are processed.
   *
   * @throws StartException if the instance cannot become ready any more
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

  /**
   * As {@link #awaitReady()}, with a time limit.
   *
   * @throws StartException also if the instance is not ready within the limit
   */
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

  /**
   * How far each partition of this instance has been processed, including what is not committed
   * yet.
   */
  public Map<Integer, Progress.Applied> applied() {
    return progress.applied();
  }

  /** The metrics of Kafka Streams and its clients; available until this instance is closed. */
  public Map<MetricName, ? extends Metric> streamMetrics() {
    return stream.streams().metrics();
  }

  /** Completes with the cause if the instance cannot continue. The caller should close it then. */
  public CompletableFuture<Throwable> failure() {
    return stream.failure().copy();
  }

  /** Stops all parts in order, in bounded time. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeAll(toClose);
    }
  }

  /**
   * Closes the part that was opened last first. A part that fails to close does not stop the others
   * from being closed.
   */
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
