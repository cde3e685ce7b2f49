package dev.headwater;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses ports for servers that start later, or that stop and start again. */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int COUNT = 10_000;

  /** Each process begins elsewhere, and none returns a port twice. */
  private static final AtomicInteger TRIED =
      new AtomicInteger((int) (ProcessHandle.current().pid() % 100) * 100);

  private FreePort() {}

  /**
   * A port of 127.0.0.1 that is free now. It is below the range from which the system takes ports
   * for clients and for servers that ask for any port, so that nobody else takes it meanwhile. In
   * particular, a client that tries to connect to it cannot get it as its own port.
   */
  public static int next() {
    for (int attempt = 0; attempt < COUNT; attempt++) {
      int port = FIRST + TRIED.getAndIncrement() % COUNT;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // Tries the next port.
      }
    }
    throw new IllegalStateException("found no free port from " + FIRST);
  }
}
