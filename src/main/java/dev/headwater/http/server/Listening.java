package dev.headwater.http.server;

import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the connector of the server, with TLS and the limits of connections. */
public final class Listening {
  private static final long HSTS_DAYS = 365;

  private final ApiSecurity security;

  public Listening(ApiSecurity security) {
    this.security = security;
  }

  public ServerConnector connector(Server server, HttpConfiguration http) {
    ConnectionLimits limits = security.limits();
    // Jetty reads the request through a small buffer whatever this size is, so that an idle
    // connection costs nothing more.
    http.setRequestHeaderSize(limits.headerBytes());
    // A login leads back to the path that was asked for. Only such an answer gets a larger buffer.
    http.setMaxResponseHeaderSize(limits.headerBytes() + http.getResponseHeaderSize());
    // Buffers on the heap cost little to make, and Counted makes one for each use.
    http.setUseInputDirectByteBuffers(false);
    http.setUseOutputDirectByteBuffers(false);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (security.tls().isPresent()) {
      http.addCustomizer(secure());
      connector = new Counted(server, new SslConnectionFactory(tls(), "http/1.1"), plain);
    } else {
      connector = new Counted(server, plain);
    }
    connector.setIdleTimeout(limits.idleTime().toMillis());
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    connector.addBean(new SlowHeads(connector, limits.headTime().toNanos()));
    if (limits.bytesPerSecond() > 0) {
      connector.addBean(new SlowReaders(connector, limits.bytesPerSecond()));
    }
    return connector;
  }

  /**
   * Counts what is sent on each connection, and never uses a buffer twice. Jetty answers a request
   * whose head is broken on another thread, and its connection is read on by two threads for a
   * moment. One of them may give its buffer back while the other one still fills it. Out of a pool,
   * another connection would have that buffer, and would send bytes of a stranger.
   */
  private static final class Counted extends ServerConnector {
    private static final int DEFAULT = -1;

    Counted(Server server, ConnectionFactory... protocols) {
      super(server, null, null, new ByteBufferPool.NonPooling(), DEFAULT, DEFAULT, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      SocketChannelEndPoint endPoint = new CountedEndPoint(channel, selector, key, getScheduler());
      endPoint.setIdleTimeout(getIdleTimeout());
      return endPoint;
    }
  }

  private SslContextFactory.Server tls() {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(security.tls().orElseThrow());
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return tls;
  }

  /** Tells browsers to use TLS only. Clients may call the server by any name of it. */
  private static SecureRequestCustomizer secure() {
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    secure.setStsMaxAge(HSTS_DAYS, TimeUnit.DAYS);
    return secure;
  }
}
