package dev.headwater.dev;

import dev.headwater.app.Headwater;
import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Kafka, a schema registry and Headwater in this process, on 127.0.0.1. For development, the
 * demo and tests; it has no access control. Thread-safe.
 */
public final class DevServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);
  private static final int STOP_WHILE_STARTING_SECONDS = 30;

  private final Deque<AutoCloseable> toClose;
  private final EmbeddedBroker broker;
  private final DevRegistry registry;
  private final Headwater headwater;
  private boolean closed;

  /**
   * The options of a start.
   *
   * @param port the port of the API; 0 for a free one, as for the other ports
   * @param kafkaPort the port of Kafka
   * @param registryPort the port of the schema registry
   * @param data the folder for all data; empty for a temporary folder that {@link #close} deletes
   * @param policy the policy file; empty for the default policy
   * @param settings further settings of Headwater, by key; {@link DevSettings#check} checks which
   *     are allowed
   */
  public record Options(
      int port,
      int kafkaPort,
      int registryPort,
      Optional<Path> data,
      Optional<Path> policy,
      Map<String, String> settings) {

    /** Free ports, a temporary folder, the default policy and settings. */
    public static final Options FREE =
        new Options(0, 0, 0, Optional.empty(), Optional.empty(), Map.of());

    public Options {
      settings = Map.copyOf(settings);
    }
  }

  private DevServer(
      Deque<AutoCloseable> toClose,
      EmbeddedBroker broker,
      DevRegistry registry,
      Headwater headwater) {
    this.toClose = toClose;
    this.broker = broker;
    this.registry = registry;
    this.headwater = headwater;
  }

  /**
   * Starts all three; see {@link #awaitReady}. If the process is asked to stop during the start,
   * this method first closes what it has started, within {@value #STOP_WHILE_STARTING_SECONDS}
   * seconds.
   *
   * @throws CannotStartException if a port is taken, the folder cannot be used, or the process is
   *     asked to stop
   * @throws dev.headwater.app.settings.SettingsException if a setting or the policy is wrong
   * @throws dev.headwater.app.settings.StartException if Headwater cannot start on this Kafka and
   *     registry
   */
  public static DevServer start(Options options) {
    // Report a faulty policy or setting before anything is started.
    options.policy().ifPresent(PolicyFile::read);
    DevSettings.check(options.settings());
    try (Interruption interruption = new Interruption()) {
      return start(options, interruption);
    }
  }

  private static DevServer start(Options options, Interruption interruption) {
    Deque<AutoCloseable> toClose = new ArrayDeque<>();
    try {
      Path folder = options.data().map(Path::toAbsolutePath).orElseGet(() -> temporary(toClose));
      interruption.check();
      StateMark mark = StateMark.of(folder);
      EmbeddedBroker broker = EmbeddedBroker.start(folder, options.kafkaPort());
      toClose.push(broker);
      interruption.check();
      DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), options.registryPort());
      toClose.push(registry);
      interruption.check();
      Map<String, String> settings = new HashMap<>();
      settings.put("bootstrap.servers", broker.bootstrapServers());
      settings.put("registry.url", registry.url().toString());
      settings.put("http.port", Integer.toString(options.port()));
      settings.put("state.dir", folder.resolve("state").toString());
      options.policy().ifPresent(file -> settings.put("policy.file", file.toString()));
      Settings all = DevSettings.of(options.settings(), settings);
      mark.prepare(all);
      interruption.check();
      Headwater headwater = Headwater.startBesideItsKafka(all);
      toClose.push(headwater);
      interruption.check();
      return new DevServer(toClose, broker, registry, headwater);
    } catch (RuntimeException | Error failed) {
      closeAll(toClose);
      interruption.check(); // if the process ends, the broker's own failure misleads
      throw failed;
    }
  }

  /**
   * Delays the end of the process while the server starts, so that the server can be closed first.
   */
  private static final class Interruption implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "headwater-stop-starting");
    private volatile boolean stopping;

    Interruption() {
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
      stopping = true;
      try {
        if (!over.await(STOP_WHILE_STARTING_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("told to stop while it starts, which takes too long; something may be left");
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }

    void check() {
      if (stopping) {
        throw new CannotStartException("told to stop while it was starting");
      }
    }

    @Override
    public void close() {
      over.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException stopsAlready) {
        LOG.debug("stopped while starting");
      }
    }
  }

  private static Path temporary(Deque<AutoCloseable> toClose) {
    TemporaryFolder folder = TemporaryFolder.create("headwater-dev-");
    toClose.push(folder);
    return folder.path();
  }

  /** The base URL of the API. */
  public URI url() {
    return headwater.url();
  }

  /** The address of Kafka, as {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The URL of the schema registry. */
  public URI registryUrl() {
    return registry.url();
  }

  /** As {@link Headwater#awaitReady()}. */
  public void awaitReady() {
    headwater.awaitReady();
  }

  /** Completes with the cause if the server cannot continue. The caller should close it then. */
  public CompletableFuture<Throwable> failure() {
    CompletableFuture<Throwable> first = new CompletableFuture<>();
    headwater.failure().thenAccept(first::complete);
    broker.failure().thenAccept(first::complete);
    return first;
  }

  /**
   * Stops all parts in order, within a minute. Leaves nothing behind if there is no data folder.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeAll(toClose);
    }
  }

  private static void closeAll(Deque<AutoCloseable> toClose) {
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (Exception failed) { // declared by AutoCloseable; the other parts are closed anyway
        LOG.warn("while stopping: {}", failed.toString());
      }
    }
  }
}
