package dev.headwater.app.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * The address at which this instance listens, and the one at which other instances reach it. The
 * port is fixed before anything starts, because the stream sends it to the other instances when it
 * joins them.
 *
 * @param host the address to listen at
 * @param port the port to listen at, never 0
 * @param advertisedHost the host at which the other instances reach this one
 * @param tls whether it speaks TLS there
 */
public record ListenAddress(String host, int port, String advertisedHost, boolean tls) {

  /**
   * Chooses the address from the settings, and the port if it is 0.
   *
   * @throws StartException if this instance cannot listen at the address
   */
  public static ListenAddress of(Settings settings) {
    String host = settings.text(Setting.HTTP_HOST);
    int wanted = settings.count(Setting.HTTP_PORT);
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), wanted));
      return new ListenAddress(
          host, probe.getLocalPort(), advertised(settings, host), Security.hasTls(settings));
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

  /**
   * The URL to show to people: those on this machine, or those on the network if it listens there.
   */
  public String url() {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? advertisedHost : host;
    return (tls ? "https" : "http")
        + "://"
        + (shown.contains(":") ? "[" + shown + "]" : shown)
        + ":"
        + port;
  }
}
