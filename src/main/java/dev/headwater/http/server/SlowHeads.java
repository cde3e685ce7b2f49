package dev.headwater.http.server;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections that take too long to send a request line with its headers, or to shake hands
 * for TLS.
 *
 * <p>The idle timeout does not end them: each byte begins it anew. They hold no thread, but they
 * count as connections.
 */
final class SlowHeads extends ConnectionWatch {
  private final long limitNanos;
  private final Map<EndPoint, Head> heads = new HashMap<>();

  /**
   * @param requests how many requests the connection had made before
   * @param sinceNanos when the head was seen first
   */
  private record Head(long requests, long sinceNanos) {}

  SlowHeads(ServerConnector connector, long limitNanos) {
    super(connector);
    this.limitNanos = limitNanos;
  }

  @Override
  void look(ServerConnector connector, long nowNanos) {
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      long requests = requestsBeforeHead(endPoint.getConnection());
      if (requests < 0) {
        heads.remove(endPoint);
      } else {
        Head head = heads.get(endPoint);
        if (head == null || head.requests() != requests) {
          heads.put(endPoint, new Head(requests, nowNanos));
        } else if (nowNanos - head.sinceNanos() > limitNanos) {
          endPoint.close();
        }
      }
    }
    for (Iterator<EndPoint> seen = heads.keySet().iterator(); seen.hasNext(); ) {
      if (!seen.next().isOpen()) {
        seen.remove();
      }
    }
  }

  /** How many requests came before the head that is being received; -1 if none is. */
  private static long requestsBeforeHead(Connection connection) {
    if (connection instanceof SslConnection tls) {
      Connection inner = tls.getSslEndPoint().getConnection();
      return tls.getBytesIn() == 0 || inner == null ? 0 : requestsBeforeHead(inner);
    }
    if (connection instanceof HttpConnection http) {
      HttpParser parser = http.getParser();
      boolean first = http.getMessagesIn() == 0 && parser.isStart();
      return first || parser.inHeaderState() && !parser.isIdle() ? http.getMessagesIn() : -1;
    }
    return -1;
  }
}
