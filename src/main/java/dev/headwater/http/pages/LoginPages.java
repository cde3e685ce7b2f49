package dev.headwater.http.pages;

import dev.headwater.auth.Principal;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.Credentials;
import dev.headwater.http.access.Guard;
import dev.headwater.http.access.LoginTurns;
import dev.headwater.http.access.RateLimit;
import dev.headwater.http.access.SameOrigin;
import dev.headwater.http.request.CallerAddress;
import dev.headwater.http.request.PercentEncoding;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.RequestBody;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The login of the pages: keeps a token in a cookie that scripts cannot read and that a browser
 * does not send along with requests of other sites.
 */
public final class LoginPages {
  private static final int FORM_BYTES = 131_072;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Longer than every path with the parameters that our pages have. */
  private static final int PATH_CHARS = 65_536;

  /** Anybody may send the form, so it must come fast, and not too many at once. */
  private static final Duration FORM_TIME = Duration.ofSeconds(5);

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** One address may have this part of the logins that are taken at once. */
  private static final int ADDRESSES = 10;

  /** Browsers keep no cookie of more than 4,096 bytes, and do not say so. */
  private static final int COOKIE_BYTES = 4_000;

  private final ApiSecurity security;
  private final PageFrame frame;
  private final LoginTurns turns;
  private final RateLimit rate;
  private final int tokenBytes;

  /**
   * @param atOnce how many logins are taken at once
   * @param rate limits the logins with a wrong token, by address
   */
  public LoginPages(ApiSecurity security, PageFrame frame, int atOnce, RateLimit rate) {
    this.security = security;
    this.frame = frame;
    this.turns = new LoginTurns(atOnce, Math.max(1, atOnce / ADDRESSES));
    this.rate = rate;
    // The browser sends the cookie with every request. If that had too long headers for us, nobody
    // could log out again.
    this.tokenBytes = Math.min(COOKIE_BYTES, security.limits().headerBytes() / 2);
  }

  /** Shows the form; without authentication there is nothing to log in to. */
  public void form(Context ctx) {
    if (security.authenticator().isEmpty()) {
      seeOther(ctx, "/");
      return;
    }
    frame.login(ctx, 200, "", "/");
  }

  /** Takes the form. */
  public void login(Context ctx) throws IOException {
    SameOrigin.require(ctx);
    if (security.authenticator().isEmpty()) {
      seeOther(ctx, "/");
      return;
    }
    String address = CallerAddress.of(ctx);
    if (!turns.enter(address)) {
      rate.refuse(address, "Too many log in at once; try again in a moment.", RETRY_NANOS);
    }
    try {
      rate.require(address);
      if (take(ctx, fields(ctx))) {
        rate.giveBack(address);
      }
    } finally {
      turns.leave(address);
    }
  }

  /** Answers; returns whether the token is valid. */
  private boolean take(Context ctx, Map<String, String> fields) {
    String token = fields.getOrDefault("token", "").strip();
    String next = ours(fields.getOrDefault("next", "/"));
    if (token.length() > tokenBytes) {
      String problem =
          "This token is longer than the "
              + tokenBytes
              + " bytes that the cookie of these pages can hold; log in with a shorter one.";
      frame.login(ctx, 400, problem, next);
      return false;
    }
    Optional<Principal> caller =
        Credentials.isToken(token)
            ? Guard.authenticated(security.authenticator().get(), token)
            : Optional.empty();
    if (caller.isEmpty()) {
      ctx.header("WWW-Authenticate", Guard.CHALLENGE);
      frame.login(ctx, 401, "This token is not valid.", next);
      return false;
    }
    setCookie(ctx, token, "");
    seeOther(ctx, next);
    return true;
  }

  /** Forgets the token. */
  public void logout(Context ctx) {
    SameOrigin.require(ctx);
    setCookie(ctx, "", "; Max-Age=0");
    seeOther(ctx, "/login");
  }

  private void setCookie(Context ctx, String token, String more) {
    boolean tls =
        ctx.req().isSecure() || "https".equalsIgnoreCase(ctx.req().getHeader("X-Forwarded-Proto"));
    ctx.header(
        "Set-Cookie",
        Credentials.COOKIE
            + "="
            + token
            + "; Path=/; HttpOnly; SameSite=Strict"
            + (tls ? "; Secure" : "")
            + more);
  }

  private static void seeOther(Context ctx, String path) {
    ctx.status(303);
    ctx.header("Location", path);
  }

  private static Map<String, String> fields(Context ctx) throws IOException {
    String type = String.valueOf(ctx.req().getHeader("Content-Type")).split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(FORM)) {
      throw Problem.of(415, "A login is sent as " + FORM + ".");
    }
    byte[] form = RequestBody.readWithin(FORM_TIME, ctx, FORM_BYTES);
    String body = new String(form, StandardCharsets.UTF_8);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        try {
          fields.put(PercentEncoding.decodeQuery(parts[0]), PercentEncoding.decodeQuery(parts[1]));
        } catch (IllegalArgumentException malformed) {
          throw Problem.of(400, "The form is malformed.");
        }
      }
    }
    return fields;
  }

  /** A path of this server; anything else could lead to another one, and becomes the overview. */
  static String ours(String path) {
    return path.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") && path.length() <= PATH_CHARS
        ? path
        : "/";
  }
}
