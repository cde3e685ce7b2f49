package dev.headwater.http.request;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address that a connection comes from, as far as it tells callers apart. Headers do not count,
 * such as {@code X-Forwarded-For}: a client could name another address in each request.
 */
public final class CallerAddress {
  /** A network of IPv6 gives one machine as many addresses as it likes within this many bytes. */
  private static final int NETWORK_BYTES = 8;

  private CallerAddress() {}

  /** The address; of IPv6 the network with a prefix of 64 bits. */
  public static String of(Context ctx) {
    return of(ctx.req().getRemoteAddr());
  }

  /**
   * @param remote an address as a number
   */
  public static String of(String remote) {
    try {
      InetAddress address = InetAddress.getByName(remote);
      return address instanceof Inet6Address ? network(address.getAddress()) : name(address);
    } catch (UnknownHostException noAddress) {
      return remote;
    }
  }

  /** Whether the connection comes from this machine, perhaps from a proxy on it. */
  public static boolean isLoopback(Context ctx) {
    try {
      return InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  private static String name(InetAddress address) {
    return address.getHostAddress();
  }

  private static String network(byte[] address) {
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < NETWORK_BYTES; i += 2) {
      int group = Byte.toUnsignedInt(address[i]) << Byte.SIZE | Byte.toUnsignedInt(address[i + 1]);
      network.append(Integer.toHexString(group)).append(':');
    }
    return network.append(":/64").toString();
  }
}
