package dev.headwater.dev;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for Avro on 127.0.0.1 with the Confluent REST API, for Confluent's own client
 * and for curl. For development, the demo and tests; it has no access control.
 *
 * <p>It stores its schemas in the topic {@code _schemas} of the given broker, and confirms a change
 * when the broker has acknowledged it. So it is as durable as the broker. Run only one registry per
 * broker. The default level is {@code BACKWARD_TRANSITIVE}, which is stricter than Confluent's.
 * Thread-safe.
 */
public final class DevRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevRegistry.class);
  private static final int MAX_THREADS = 16;
  private static final long MAX_BODY_BYTES = 5L << 20;

  private final RegistryLog log;
  private final Javalin server;

  private DevRegistry(RegistryLog log, Javalin server) {
    this.log = log;
    this.server = server;
  }

  /**
   * Starts a registry, and returns when it serves requests.
   *
   * @param bootstrapServers the broker, see {@link EmbeddedBroker#bootstrapServers}
   * @param port the port, or 0 for a free one
   * @throws CannotStartException if the port is taken, or the broker does not answer
   */
  public static DevRegistry start(String bootstrapServers, int port) {
    RegistryLog log = openLog(bootstrapServers);
    BoundSockets sockets = new BoundSockets();
    try {
      int bound = sockets.bind(port, "the schema registry");
      Javalin server = server(new Registry(log), sockets.take(bound));
      return new DevRegistry(log, server.start());
    } catch (RegistryError e) {
      release(log, sockets);
      throw new CannotStartException("the schema registry cannot start: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      release(log, sockets);
      throw e instanceof CannotStartException told
          ? told
          : new CannotStartException("the schema registry cannot start: " + e, e);
    }
  }

  private static void release(RegistryLog log, BoundSockets sockets) {
    try (log;
        sockets) {
      LOG.debug("the schema registry did not start");
    } catch (IOException e) {
      LOG.warn("cannot clean up after a schema registry that did not start", e);
    }
  }

  private static RegistryLog openLog(String bootstrapServers) {
    try {
      return RegistryLog.open(bootstrapServers);
    } catch (RegistryError e) {
      throw new CannotStartException("the schema registry cannot start: " + e.getMessage(), e);
    }
  }

  private static Javalin server(Registry registry, ServerSocketChannel socket) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.startupWatcherEnabled = false;
          config.http.maxRequestSize = MAX_BODY_BYTES;
          config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, 2);
          config.jetty.addConnector((jetty, http) -> connector(jetty, http, socket));
          new RegistryRoutes(registry).addTo(config.routes);
          new RegistrySettingsRoutes(registry).addTo(config.routes);
        });
  }

  private static ServerConnector connector(
      Server jetty, HttpConfiguration http, ServerSocketChannel socket) {
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    try {
      socket.configureBlocking(true);
      connector.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
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
