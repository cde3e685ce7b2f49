package dev.headwater.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real single-node Kafka (KRaft, broker and controller in one) inside this process, on 127.0.0.1.
 * For development, the demo and tests; it has no access control.
 *
 * <p>Data that it has acknowledged survives the end of the process, even kill -9. A new start on
 * the same folder serves it again, on any port. A crash of the machine may lose data: like any
 * Kafka, it leaves flushing to the operating system. It never creates topics on first use. Its
 * threads are not daemons, so the process ends only after {@link #close}. Thread-safe.
 *
 * <p>The servers of Kafka are internal classes, so no other class of ours uses them. This class
 * assembles them itself instead of using {@code KafkaRaftServer}, for two reasons: that class ends
 * the whole process when its controller cannot start, and it does not accept sockets that are
 * already bound ({@link BoundSockets}).
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int NODE = 1;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final DataFolder folder;
  private final BoundSockets sockets;
  private final int port;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final CompletableFuture<Throwable> failure;
  private boolean closed;

  private EmbeddedBroker(
      DataFolder folder,
      BoundSockets sockets,
      int port,
      ControllerServer controller,
      BrokerServer broker,
      CompletableFuture<Throwable> failure) {
    this.folder = folder;
    this.sockets = sockets;
    this.port = port;
    this.controller = controller;
    this.broker = broker;
    this.failure = failure;
  }

  /**
   * Starts a broker on a folder, and returns when it accepts requests.
   *
   * @param data the folder, created if it is missing; everything is stored in {@code kafka} below
   *     it
   * @param port the port, or 0 for a free one
   * @throws CannotStartException if the port is taken, or the folder is not writable, in use or
   *     belongs to something else
   */
  public static EmbeddedBroker start(Path data, int port) {
    return start(DataFolder.open(data.toAbsolutePath().resolve("kafka")), port, Map.of());
  }

  /** As {@link #start(Path, int)}, on a temporary folder that {@link #close} deletes. */
  public static EmbeddedBroker startTemporary(int port) {
    return startTemporary(port, Map.of());
  }

  /**
   * As {@link #startTemporary(int)}, with Kafka settings that come before ours, for tests of
   * secured listeners.
   */
  static EmbeddedBroker startTemporary(int port, Map<String, String> more) {
    return start(DataFolder.temporary(), port, more);
  }

  private static EmbeddedBroker start(DataFolder folder, int port, Map<String, String> more) {
    BoundSockets sockets = new BoundSockets();
    EmbeddedBroker assembled;
    try {
      assembled = assemble(folder, sockets, port, more);
    } catch (CannotStartException e) {
      release(folder, sockets);
      throw e;
    } catch (IOException | RuntimeException e) {
      release(folder, sockets);
      throw new CannotStartException(
          "Kafka cannot use the data folder " + folder.path() + ": " + e.getMessage(), e);
    }
    try {
      assembled.startUp();
      return assembled;
    } catch (CannotStartException e) {
      assembled.close();
      throw e;
    }
  }

  private static void release(DataFolder folder, BoundSockets sockets) {
    try (folder;
        sockets) {
      LOG.debug("releasing {}", folder.path());
    } catch (IOException e) {
      LOG.warn("cannot clean up the data folder {}", folder.path(), e);
    }
  }

  private static EmbeddedBroker assemble(
      DataFolder folder, BoundSockets sockets, int wantedPort, Map<String, String> more)
      throws IOException {
    int port = sockets.bind(wantedPort, "Kafka");
    int controllerPort = sockets.bind(0, "Kafka's controller");
    format(folder);
    Map<String, String> settings =
        BrokerSettings.of(folder.path(), NODE, BoundSockets.HOST, port, controllerPort);
    settings.putAll(more);
    KafkaConfig config = KafkaConfig.apply(settings, false);
    var content = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    SharedServer shared =
        new SharedServer(
            config,
            content._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                Map.of(NODE, new InetSocketAddress(BoundSockets.HOST, controllerPort))),
            List.of(),
            (name, fatal, action) -> faultHandler(name, fatal, action, failure),
            (listener, address, backlog, buffer) -> sockets.take(address.getPort()));
    return new EmbeddedBroker(
        folder,
        sockets,
        port,
        new ControllerServer(shared, KafkaRaftServer.configSchema(), content._2()),
        new BrokerServer(shared),
        failure);
  }

  private static void format(DataFolder folder) throws IOException {
    String clusterId = folder.clusterId(Uuid.randomUuid().toString());
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setClusterId(clusterId)
          .setNodeId(NODE)
          .setDirectories(List.of(folder.path().toString()))
          .setMetadataLogDirectory(folder.path().toString())
          .setControllerListenerName("CONTROLLER")
          .setIgnoreFormatted(true)
          // This feature decides which of several replicas may lead. With a single replica it only
          // hinders.
          .setFeatureLevel(EligibleLeaderReplicasVersion.FEATURE_NAME, (short) 0)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // declared by Formatter
      throw new IOException(e);
    }
  }

  private static FaultHandler faultHandler(
      String name, boolean fatal, Runnable action, CompletableFuture<Throwable> failure) {
    return (message, cause) -> {
      LOG.error("embedded broker, {}: {}", name, message, cause);
      action.run();
      IllegalStateException fault = new IllegalStateException(name + ": " + message, cause);
      if (fatal) {
        failure.complete(fault);
      }
      return fault;
    };
  }

  private void startUp() {
    CompletableFuture<Void> started =
        inBackground(
            "start",
            () -> {
              controller.startup();
              forgetPreviousRun();
              broker.startup();
            });
    CompletableFuture<Object> outcome =
        CompletableFuture.anyOf(
            started,
            failure.thenAccept(
                fault -> {
                  throw new CompletionException(fault);
                }));
    try {
      outcome.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CannotStartException(
          "Kafka did not start on " + folder.path() + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new CannotStartException(
          "Kafka did not start on " + folder.path() + " within " + START_TIMEOUT.toSeconds() + " s",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while Kafka started", e);
    }
  }

  /**
   * Removes the registration of the previous run from the metadata. That run is over, because this
   * process owns the folder. But after a kill, the controller would still regard it as alive at its
   * old port.
   *
   * <p>It would reject the new registration until the session times out. Meanwhile this broker
   * would believe that it leads its partitions. It would treat transactions whose markers were not
   * written before the kill as complete without them, and these would block their readers forever.
   */
  private void forgetPreviousRun() {
    long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    ControllerRequestContext context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.of(deadlineNanos));
    while (true) {
      try {
        controller.controller().unregisterBroker(context, NODE).get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof BrokerIdNotRegisteredException) {
          return; // this is the first run
        }
        if (!(e.getCause() instanceof NotControllerException)
            || System.nanoTime() > deadlineNanos) {
          throw new IllegalStateException(e.getCause());
        }
        // The controller is not elected yet. That takes milliseconds, and no public method reports
        // it.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static CompletableFuture<Void> inBackground(String name, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "headwater-broker-" + name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** {@code 127.0.0.1:PORT} */
  public String bootstrapServers() {
    return BoundSockets.HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  /** The folder in which the broker stores everything. */
  Path folder() {
    return folder.path();
  }

  /**
   * Completes with the cause if the running broker fails permanently (a fault of its controller or
   * its metadata log). The caller must then close it. Does not complete otherwise. If Kafka cannot
   * write to the disk, it halts the whole process instead.
   */
  public CompletableFuture<Throwable> failure() {
    return failure.copy();
  }

  /**
   * Stops within 20 s. If something still runs then, this method logs it, and it runs until the
   * process ends.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    CompletableFuture<Void> stopped =
        inBackground(
            "stop",
            () -> {
              broker.shutdown(STOP_TIMEOUT.dividedBy(2));
              controller.shutdown();
            });
    try {
      stopped.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("embedded broker on {} did not stop in order", folder.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while the embedded broker on {} stopped", folder.path());
    }
    release(folder, sockets);
  }
}
