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
 * Listening sockets on 127.0.0.1, bound before the server that uses them is made. So a port found
 * free stays ours, and a taken one is told before anything has started. Thread-safe.
 */
final class BoundSockets implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final Map<Integer, ServerSocketChannel> waiting = new ConcurrentHashMap<>();

  /**
   * Binds a port, or a free one for 0.
   *
   * @return the port
   * @throws CannotStartException if it is taken, or not allowed to this user
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

  /** Hands over a bound socket, which is then the taker's to close. */
  ServerSocketChannel take(int port) throws IOException {
    ServerSocketChannel socket = waiting.remove(port);
    if (socket == null) {
      throw new IOException("port " + port + " was not bound, or was taken before");
    }
    return socket;
  }

  /** Closes those not taken. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : waiting.values()) {
      socket.close();
    }
    waiting.clear();
  }
}
