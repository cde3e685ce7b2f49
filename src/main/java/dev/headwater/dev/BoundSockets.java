package dev.headwater.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Binds listening sockets on 127.0.0.1 before the server that uses them exists. So a port that was
 * found free stays reserved, and a port that is taken causes an error before anything starts.
 * Thread-safe.
 */
final class BoundSockets implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final Map<Integer, ServerSocketChannel> waiting = new ConcurrentHashMap<>();

  /**
   * Binds a port; 0 binds a free one.
   *
   * @return the port
   * @throws CannotStartException if the port is taken, or this user may not use it
   */
  int bind(int port, String purpose) {
    try {
      ServerSocketChannel socket = ServerSocketChannel.open();
      try {
        socket.configureBlocking(false);
        socket.bind(new InetSocketAddress(localhost(), port));
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
      int bound = socket.socket().getLocalPort();
      waiting.put(bound, socket);
      return bound;
    } catch (BindException e) {
      throw new CannotStartException(
          "port "
              + port
              + " for "
              + purpose
              + " cannot be used ("
              + e.getMessage()
              + "): stop what uses it, or give another port (0 for a free one)",
          e);
    } catch (IOException e) {
      throw new CannotStartException("cannot listen for " + purpose + ": " + e.getMessage(), e);
    }
  }

  private static InetAddress localhost() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Hands over a bound socket. The caller closes it from then on. */
  ServerSocketChannel take(int port) throws IOException {
    ServerSocketChannel socket = waiting.remove(port);
    if (socket == null) {
      throw new IOException("port " + port + " was not bound, or was taken before");
    }
    return socket;
  }

  /** Closes the sockets that were not taken. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : waiting.values()) {
      socket.close();
    }
    waiting.clear();
  }
}
