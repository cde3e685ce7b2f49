package dev.headwater.http.access;

import dev.headwater.auth.Authenticator;
import dev.headwater.auth.SharedSecret;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the server is guarded.
 *
 * @param authenticator decides who a caller is; empty if everybody may do everything
 * @param peers the secret of the other instances; empty if only this machine may ask {@code
 *     /internal}, and only while there is no authenticator
 * @param tls shows the server's certificate; empty to listen without TLS
 * @param names by which requests may call the server; empty if by any
 * @param limits of connections and of what is read before a request has a route
 * @param rates how many requests one caller may make
 */
public record ApiSecurity(
    Optional<Authenticator> authenticator,
    Optional<SharedSecret> peers,
    Optional<SSLContext> tls,
    Optional<ServerNames> names,
    ConnectionLimits limits,
    RateLimits rates) {

  /** A server that may be called by any name, with the standard rates. */
  public ApiSecurity(
      Optional<Authenticator> authenticator,
      Optional<SharedSecret> peers,
      Optional<SSLContext> tls,
      ConnectionLimits limits) {
    this(authenticator, peers, tls, Optional.empty(), limits, RateLimits.DEFAULT);
  }

  /** Nobody is authenticated, and there is no TLS. */
  public static final ApiSecurity NONE =
      new ApiSecurity(
          Optional.empty(), Optional.empty(), Optional.empty(), ConnectionLimits.DEFAULT);

  /** The same with other rates. */
  public ApiSecurity withRates(RateLimits other) {
    return new ApiSecurity(authenticator, peers, tls, names, limits, other);
  }
}
