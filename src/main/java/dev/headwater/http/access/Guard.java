package dev.headwater.http.access;

import dev.headwater.auth.Authenticator;
import dev.headwater.auth.Principal;
import dev.headwater.auth.Role;
import dev.headwater.auth.UndecidedException;
import dev.headwater.http.request.CallerAddress;
import dev.headwater.http.request.Problem;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Lets a request pass to its handler if the caller may make it, before the body is read.
 *
 * <p>401 without or with a wrong token, 403 with one of too small a role, 400 with a token in the
 * URL, 421 for another server's name where names count, 429 to a caller who asks too much, 503
 * while an issuer is away. What it refuses is not logged, because anybody could fill the log so;
 * {@link LimitLog} says once a minute who asks too much.
 *
 * <p>Probes and the other instances are never limited.
 */
public final class Guard {
  private static final int RETRY_SECONDS = 5;
  private static final String SESSION = "headwater.session";

  /** How many tokens that were valid are remembered; each takes about 200 bytes. */
  private static final int KNOWN = 10_000;

  public static final String CHALLENGE = "Bearer realm=\"headwater\"";

  private final AccessTable table;
  private final ApiSecurity security;
  private final RequestRates rates;
  private final KnownTokens known = new KnownTokens(KNOWN);
  private final Set<String> guarded = new TreeSet<>();

  /** Who makes a request, and by which right. */
  private record Session(Principal principal, BooleanSupplier holds) {}

  public Guard(AccessTable table, ApiSecurity security, RequestRates rates) {
    this.table = table;
    this.security = security;
    this.rates = rates;
  }

  /**
   * The handler of a route, with the check before it.
   *
   * @throws IllegalStateException if nobody has said who may call the route
   */
  public Handler of(String method, String path, Handler handler) {
    Access access = table.of(method, path);
    guarded.add(method + " " + path);
    return ctx -> {
      check(ctx, access);
      handler.handle(ctx);
    };
  }

  /**
   * Makes sure that no handler is without its check.
   *
   * @throws IllegalStateException if one of these routes did not come from {@link #of}
   */
  public void requireGuarded(Set<String> routes) {
    Set<String> open = new TreeSet<>(routes);
    open.removeAll(guarded);
    if (!open.isEmpty()) {
      throw new IllegalStateException("nothing checks who calls " + String.join(", ", open));
    }
  }

  public ApiSecurity security() {
    return security;
  }

  public RequestRates rates() {
    return rates;
  }

  /** Whether callers have to say who they are. */
  boolean isOn() {
    return security.authenticator().isPresent();
  }

  /**
   * @throws Problem if the caller may not make this request
   */
  public void check(Context ctx, Access access) {
    Credentials.refuseInUrl(ctx);
    if (access != Access.PROBE) {
      refuseOtherNames(ctx);
    }
    if (access == Access.PEER) {
      requirePeer(ctx);
    } else if (access.least().isPresent() && isOn()) {
      requireRole(ctx, security.authenticator().get(), access.least().get());
    } else if (access != Access.PROBE) {
      limitAddress(ctx);
      if (access.least().isPresent()) {
        refuseOtherSites(ctx);
      }
    }
  }

  /**
   * Limits the requests of an address. Without authentication, this machine is not limited: a
   * benchmark asks as fast as it can, and a proxy asks for everybody.
   */
  private void limitAddress(Context ctx) {
    if (isOn() || !CallerAddress.isLoopback(ctx)) {
      rates.addresses().require(CallerAddress.of(ctx));
    }
  }

  private void requireRole(Context ctx, Authenticator authenticator, Role least) {
    String address = CallerAddress.of(ctx);
    Optional<String> sent = Credentials.of(ctx);
    if (sent.isEmpty()) {
      rates.refusals().require(address);
      throw unauthorized("This needs a token: send it in the header Authorization: Bearer ...", "");
    }
    String token = sent.get();
    Principal principal =
        limited(address, authenticator, token)
            .orElseThrow(() -> wrongToken("The token is not valid."));
    rates.callers().require(principal.name());
    if (!principal.may(least)) {
      throw Problem.of(
              403,
              "This needs the role "
                  + least.word()
                  + ", and this token has "
                  + principal.role().map(Role::word).orElse("none of our roles")
                  + ".")
          .header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
    }
    ctx.attribute(SESSION, new Session(principal, () -> holds(authenticator, token, least)));
    ctx.header("Cache-Control", "no-store");
  }

  /**
   * Finds out who a caller is, but not for an address that has sent too many wrong tokens: to check
   * one can be expensive. A token that has been valid before is checked nevertheless, because
   * callers may share an address with a stranger.
   */
  private Optional<Principal> limited(String address, Authenticator authenticator, String token) {
    boolean before = known.has(token);
    if (!before) {
      rates.refusals().require(address);
    }
    Optional<Principal> caller = authenticated(authenticator, token);
    if (caller.isPresent() && !before) {
      rates.refusals().giveBack(address);
      known.add(token);
    } else if (caller.isEmpty() && before) {
      known.remove(token);
      rates.refusals().require(address);
    }
    return caller;
  }

  /**
   * Finds out who a caller is.
   *
   * @throws Problem 503 if that cannot be said now
   */
  public static Optional<Principal> authenticated(Authenticator authenticator, String token) {
    try {
      return authenticator.authenticate(token);
    } catch (UndecidedException away) {
      throw Problem.unavailable(away.getMessage(), RETRY_SECONDS, null);
    }
  }

  private static boolean holds(Authenticator authenticator, String token, Role least) {
    try {
      return authenticator.authenticate(token).filter(caller -> caller.may(least)).isPresent();
    } catch (UndecidedException away) {
      return false;
    }
  }

  private void requirePeer(Context ctx) {
    if (security.peers().isPresent()) {
      Optional<String> secret = Credentials.ofHeader(ctx);
      if (secret.isEmpty()) {
        throw unauthorized("Only the other instances may ask here, with their secret.", "");
      }
      if (!security.peers().get().matches(secret.get())) {
        throw wrongToken("This is not the secret of this instance.");
      }
    } else if (isOn()) {
      throw unauthorized("This instance has no peer.secret.file, so that nobody may ask here.", "");
    } else if (!isOfThisMachine(ctx)) {
      throw Problem.of(
          403, "Without a peer.secret.file only instances on the same machine may ask here.");
    }
  }

  private static boolean isOfThisMachine(Context ctx) {
    // A proxy on this machine asks for others.
    for (String header : new String[] {"Forwarded", "X-Forwarded-For", "Via"}) {
      if (ctx.req().getHeader(header) != null) {
        return false;
      }
    }
    try {
      // The address is a number, so nothing is looked up.
      return InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  /**
   * Without authentication, a page of any web site could send events from the browser of somebody
   * on this machine. Browsers say so in a header, which other clients do not send.
   */
  private static void refuseOtherSites(Context ctx) {
    if (!Credentials.isRead(ctx) && SameOrigin.isOfAnotherSite(ctx)) {
      throw Problem.of(403, "Pages of other sites may not send anything here.");
    }
  }

  /**
   * Without authentication, a page of any web site could read everything from the browser of
   * somebody on this machine, once the name of its own server leads here.
   */
  private void refuseOtherNames(Context ctx) {
    String host = ctx.req().getHeader("Host");
    if (host != null && security.names().isPresent() && !security.names().get().has(host)) {
      throw Problem.of(
          421,
          "The header Host names another server than this one, which counts as long as the key auth"
              + " is not given: call it localhost, or set auth=none if a proxy calls it by another"
              + " name.");
    }
  }

  /** The name of the caller; "" if nobody had to say who calls. */
  public static String caller(Context ctx) {
    Session session = ctx.attribute(SESSION);
    return session == null ? "" : session.principal().name();
  }

  /** Whether the caller still may do what the request does; for requests that take long. */
  public static BooleanSupplier stillHolds(Context ctx) {
    Session session = ctx.attribute(SESSION);
    return session == null ? () -> true : session.holds();
  }

  private static Problem wrongToken(String sentence) {
    return unauthorized(sentence, ", error=\"invalid_token\"");
  }

  private static Problem unauthorized(String sentence, String error) {
    return Problem.of(401, sentence).header("WWW-Authenticate", CHALLENGE + error);
  }
}
