package dev.headwater.http.access;

import dev.headwater.http.request.Problem;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;

/** Tells from which site a browser's request comes. */
public final class SameOrigin {
  private static final Set<String> OTHERS = Set.of("cross-site", "same-site");

  private SameOrigin() {}

  /** Whether a browser says that a page of another site made the request. */
  static boolean isOfAnotherSite(Context ctx) {
    String site = ctx.req().getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OTHERS.contains(site.toLowerCase(Locale.ROOT));
    }
    String origin = ctx.req().getHeader("Origin");
    return origin != null && !isOurs(ctx, origin);
  }

  /**
   * @throws Problem 403 unless a browser says that one of our own pages made the request
   */
  public static void require(Context ctx) {
    String site = ctx.req().getHeader("Sec-Fetch-Site");
    String origin = ctx.req().getHeader("Origin");
    boolean ours =
        site != null ? site.equalsIgnoreCase("same-origin") : origin != null && isOurs(ctx, origin);
    if (!ours) {
      throw Problem.of(403, "Only the form of this server may send this.");
    }
  }

  /**
   * Compares host and port only: behind a proxy that ends TLS, the scheme is another one here than
   * in the browser.
   */
  private static boolean isOurs(Context ctx, String origin) {
    int at = origin.indexOf("://");
    String host = ctx.req().getHeader("Host");
    return at > 0 && host != null && origin.substring(at + 3).equalsIgnoreCase(host);
  }
}
