package dev.headwater.sdk.access;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells whether others on the network could read what is sent to an address. */
public final class ClearText {

  /** What is loopback without a look-up, which could take seconds (RFC 6761, RFC 4291). */
  private static final Pattern LOOPBACK =
      Pattern.compile("(.*\\.)?localhost\\.?|127\\.\\d+\\.\\d+\\.\\d+|\\[(0*:)*:?0*1\\]");

  private ClearText() {}

  /** Returns true for http, rather than https, to a host other than this machine. */
  public static boolean isSentTo(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return "http".equalsIgnoreCase(address.getScheme()) && !LOOPBACK.matcher(host).matches();
  }

  /** Returns the warning about a token that is sent to such an address. */
  public static String warning(URI address) {
    return "the token goes to "
        + address.getHost()
        + " over http, where others on the network can read it; use https";
  }
}
