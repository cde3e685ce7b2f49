package dev.headwater.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where this instance listens, and where others reach it. The port is settled before anything
 * starts: the stream tells it to the other instances when it joins them.
 *
 * @param host to listen at
 * @param port to listen at, never 0
 * @param advertisedHost where the others reach it
 */
record ListenAddress(String host, int port, String advertisedHost) {

  /** Throws {@link StartException} if the address cannot be listened at. */
  static ListenAddress of(Settings settings) {
    String host = settings.text(Setting.HTTP_HOST);
    int wanted = settings.count(Setting.HTTP_PORT);
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), wanted));
      return new ListenAddress(host, probe.getLocalPort(), advertised(settings, host));
    } catch (UnknownHostException unknown) {
      throw new StartException(
          Setting.HTTP_HOST.key() + ": there is no address " + host + " on this machine", unknown);
    } catch (IOException taken) {
      throw new StartException(
          "cannot listen at "
              + host
              + ":"
              + wanted
              + " ("
              + taken.getMessage()
              + "): stop what uses the port, or give another one (0 for a free one)",
          taken);
    }
  }

  private static String advertised(Settings settings, String host) throws UnknownHostException {
    String said = settings.text(Setting.HTTP_ADVERTISED_HOST);
    if (!said.isEmpty()) {
      return said;
    }
    return InetAddress.getByName(host).isAnyLocalAddress()
        ? InetAddress.getLocalHost().getHostName()
        : host;
  }

  /** For people on this machine, or on the network if it listens there. */
  String url() {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? advertisedHost : host;
    return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
  }
}
