package dev.headwater.dev;

import io.javalin.Javalin;
import java.net.BindException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A schema registry for Avro on 127.0.0.1 that speaks the Confluent REST API, to its genuine client
 * as to curl. For development, the demo and tests; it has no access control.
 *
 * <p>It keeps its schemas in the topic {@code _schemas} of the given broker, and answers a change
 * when the broker has acknowledged it: it is as durable as the broker. One registry per broker. The
 * level is {@code BACKWARD_TRANSITIVE} where none is set, which is stricter than Confluent's.
 * Thread-safe.
 */
public final class DevRegistry implements AutoCloseable {
  private static final int MAX_THREADS = 16;
  private static final long MAX_BODY_BYTES = 5L << 20;

  private final RegistryLog log;
  private final Javalin server;

  private DevRegistry(RegistryLog log, Javalin server) {
    this.log = log;
    this.server = server;
  }

  /**
   * Starts a registry, and returns when it serves.
   *
   * @param bootstrapServers the broker, see {@link EmbeddedBroker#bootstrapServers}
   * @param port the port, or 0 for a free one
   * @throws CannotStartException if the port is taken, or the broker does not answer
   */
  public static DevRegistry start(String bootstrapServers, int port) {
    RegistryLog log = openLog(bootstrapServers);
    try {
      Registry registry = new Registry(log);
      Javalin server = server(registry);
      start(server, port);
      return new DevRegistry(log, server);
    } catch (RegistryError e) {
      log.close();
      throw new CannotStartException("the schema registry cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static RegistryLog openLog(String bootstrapServers) {
    try {
      return RegistryLog.open(bootstrapServers);
    } catch (RegistryError e) {
      throw new CannotStartException("the schema registry cannot start: " + e.getMessage(), e);
    }
  }

  private static Javalin server(Registry registry) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.startupWatcherEnabled = false;
          config.http.maxRequestSize = MAX_BODY_BYTES;
          config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, 2);
          new RegistryRoutes(registry).addTo(config.routes);
          new RegistrySettingsRoutes(registry).addTo(config.routes);
        });
  }

  private static void start(Javalin server, int port) {
    try {
      server.start(BoundSockets.HOST, port);
    } catch (RuntimeException e) {
      server.stop();
      Optional<Throwable> taken =
          Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
              .filter(BindException.class::isInstance)
              .findFirst();
      throw taken
          .map(cause -> BoundSockets.cannotUse(port, "the schema registry", cause))
          .orElseGet(() -> new CannotStartException("the schema registry cannot start: " + e, e));
    }
  }

  /** {@code http://127.0.0.1:PORT} */
  public URI url() {
    return URI.create("http://" + BoundSockets.HOST + ":" + port());
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    log.close();
  }
}
