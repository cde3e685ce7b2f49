package dev.headwater.http.access;

import dev.headwater.http.request.PercentEncoding;
import dev.headwater.http.request.Problem;
import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the token of a request. */
public final class Credentials {

  /** The cookie in which pages keep the token. */
  public static final String COOKIE = "headwater_token";

  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** By this header, the library that finds routes would take another method. */
  private static final String OTHER_METHOD = "X-HTTP-Method-Override";

  /** RFC 6750: the characters of a bearer token. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+) *");

  /** What a token in a URL would be called. */
  private static final Set<String> IN_URL = Set.of("access_token", "token");

  private Credentials() {}

  /** Whether the request changes nothing: as it is sent, and as a route is found for it. */
  public static boolean isRead(Context ctx) {
    return READS.contains(ctx.req().getMethod()) && READS.contains(ctx.method().name());
  }

  /**
   * A header that names another method would make a write of what a browser sends as a read.
   *
   * @throws Problem 400 if there is one
   */
  public static void refuseOtherMethod(Context ctx) {
    if (ctx.req().getHeader(OTHER_METHOD) != null) {
      throw Problem.of(
          400, "The header " + OTHER_METHOD + " is not supported; send the method itself.");
    }
  }

  /**
   * The token of the header; else, of a read, that of the cookie. A browser sends the cookie by
   * itself, so it does not count for a request that changes something.
   */
  static Optional<String> of(Context ctx) {
    if (ctx.req().getHeader("Authorization") != null || !isRead(ctx)) {
      return ofHeader(ctx);
    }
    Cookie[] cookies = ctx.req().getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The token of the header; empty without a header. A header with anything else gives a token that
   * nobody has, so that it is refused as a wrong one.
   */
  static Optional<String> ofHeader(Context ctx) {
    List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(headers.get(0));
    boolean one = headers.size() == 1 && bearer.matches() && isToken(bearer.group(1));
    return Optional.of(one ? bearer.group(1) : "");
  }

  /** Whether a text can be a token at all. */
  public static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /**
   * A token in a URL would stand in the logs of proxies and in the history of browsers.
   *
   * @throws Problem 400 if the query has a parameter for one
   */
  static void refuseInUrl(Context ctx) {
    String query = ctx.req().getQueryString();
    if (query == null) {
      return;
    }
    for (String parameter : query.split("[&;]")) {
      String name = decoded(parameter.split("=", 2)[0]).strip().toLowerCase(Locale.ROOT);
      if (IN_URL.contains(name)) {
        throw Problem.of(
            400,
            "A token may not stand in the URL, where logs keep it: send it in the header"
                + " Authorization: Bearer ..., and replace this one.");
      }
    }
  }

  private static String decoded(String name) {
    try {
      return PercentEncoding.decodeQuery(name);
    } catch (RuntimeException malformed) {
      // The endpoint says what is wrong with it.
      return name;
    }
  }
}
