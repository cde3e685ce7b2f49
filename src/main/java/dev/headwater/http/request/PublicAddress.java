package dev.headwater.http.request;

import io.javalin.http.Context;
import java.util.Set;
import java.util.regex.Pattern;

/** The address under which a reader sees this server, for commands that the reader may copy. */
public final class PublicAddress {
  /** The command line asks there by itself. */
  private static final Set<String> STANDARD = Set.of("127.0.0.1:8080", "localhost:8080");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

  private PublicAddress() {}

  /**
   * What comes before a command so that it asks this server: a variable and a space, or "". The
   * header comes from the client, so nothing but a plain host and port gets into the command.
   */
  public static String prefix(Context ctx) {
    String host = String.valueOf(ctx.req().getHeader("Host"));
    if (STANDARD.contains(host) || !HOST.matcher(host).matches()) {
      return "";
    }
    return "HEADWATER_URL=" + ctx.req().getScheme() + "://" + host + " ";
  }
}
