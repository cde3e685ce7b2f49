package dev.headwater.http.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections whose clients read an answer too slowly, because each holds a thread.
 *
 * <p>The idle timeout does not end them: each byte begins it anew. Only the time counts in which an
 * answer waits for its client, so a stream that is seldom written to is not slow.
 */
final class SlowReaders extends ConnectionWatch {
  /** A client may keep an answer waiting this long before its pace matters. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long bytesPerSecond;
  private Map<EndPoint, Answer> waiting = new HashMap<>();

  /**
   * @param sinceNanos when an answer was first seen to wait for its client
   * @param sentBytes how much had been sent then
   */
  private record Answer(long sinceNanos, long sentBytes) {}

  SlowReaders(ServerConnector connector, long bytesPerSecond) {
    super(connector);
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  void look(ServerConnector connector, long nowNanos) {
    Map<EndPoint, Answer> still = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      if (endPoint instanceof CountedEndPoint counted && counted.isWaiting()) {
        Answer answer = waiting.getOrDefault(endPoint, new Answer(nowNanos, counted.sentBytes()));
        still.put(endPoint, answer);
        if (isTooSlow(counted.sentBytes() - answer.sentBytes(), nowNanos - answer.sinceNanos())) {
          // As if the client had gone: that is no line in the log.
          endPoint.close(new EofException("the answer was read too slowly"));
        }
      }
    }
    waiting = still;
  }

  private boolean isTooSlow(long bytes, long nanos) {
    return nanos > GRACE_NANOS
        && bytes < bytesPerSecond * TimeUnit.NANOSECONDS.toMillis(nanos) / 1_000;
  }
}
