package dev.headwater.http.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a server that only its own machine reaches: localhost, the loopback addresses, and
 * what its settings call it.
 *
 * @param others the names from the settings
 */
public record ServerNames(SortedSet<String> others) {
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:]+))(?::[0-9]*)?");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  public ServerNames {
    SortedSet<String> lower = new TreeSet<>();
    others.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    others = Collections.unmodifiableSortedSet(lower);
  }

  /**
   * Whether a request calls this server.
   *
   * @param header the header {@code Host}: a name or an address, with any port or without one
   */
  public boolean has(String header) {
    Matcher host = HOST.matcher(header);
    if (!host.matches()) {
      return false;
    }
    if (host.group(1) != null) {
      return others.contains(host.group(1).toLowerCase(Locale.ROOT)) || isLoopback(host.group(1));
    }
    String name = host.group(2).toLowerCase(Locale.ROOT);
    return name.equals("localhost") || LOOPBACK.matcher(name).matches() || others.contains(name);
  }

  private static boolean isLoopback(String address) {
    try {
      // In brackets it is a number, so nothing is looked up.
      return InetAddress.getByName("[" + address + "]").isLoopbackAddress();
    } catch (UnknownHostException malformed) {
      return false;
    }
  }
}
