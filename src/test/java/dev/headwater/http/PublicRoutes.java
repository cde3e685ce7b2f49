package dev.headwater.http;

import dev.headwater.http.access.Access;
import dev.headwater.http.access.AccessTable;

/** What tests of other packages ask of the table of access. */
public final class PublicRoutes {
  private PublicRoutes() {}

  /** Whether anybody may get the path without a token, and it says how the instance is. */
  public static boolean isProbe(String path) {
    return AccessTable.STANDARD.routes().get("GET " + path) == Access.PROBE;
  }

  /** Whether the server has the path. */
  public static boolean exists(String path) {
    return AccessTable.STANDARD.routes().containsKey("GET " + path);
  }
}
