package dev.headwater.http;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that take too long to send a request line with its headers, or to shake hands
 * for TLS.
 *
 * <p>The idle timeout does not end them: each byte begins it anew. They hold no thread, but they
 * count as connections.
 */
final class SlowHeads extends AbstractLifeCycle {
  private static final long LOOK_MILLIS = 1_000;

  private final ServerConnector connector;
  private final long limitNanos;
  private final Map<EndPoint, Head> heads = new HashMap<>();
  private volatile Scheduler.Task task;

  /**
   * @param requests how many requests the connection had made before
   * @param sinceNanos when the head was seen first
   */
  private record Head(long requests, long sinceNanos) {}

  SlowHeads(ServerConnector connector, long limitNanos) {
    this.connector = connector;
    this.limitNanos = limitNanos;
  }

  @Override
  protected void doStart() {
    later();
  }

  @Override
  protected void doStop() {
    Scheduler.Task last = task;
    if (last != null) {
      last.cancel();
    }
  }

  private void later() {
    task = connector.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long now = System.nanoTime();
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        long requests = requestsBeforeHead(endPoint.getConnection());
        if (requests < 0) {
          heads.remove(endPoint);
        } else {
          Head head = heads.get(endPoint);
          if (head == null || head.requests() != requests) {
            heads.put(endPoint, new Head(requests, now));
          } else if (now - head.sinceNanos() > limitNanos) {
            endPoint.close();
          }
        }
      }
      for (Iterator<EndPoint> seen = heads.keySet().iterator(); seen.hasNext(); ) {
        if (!seen.next().isOpen()) {
          seen.remove();
        }
      }
    } finally {
      if (isRunning() || isStarting()) {
        later();
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
