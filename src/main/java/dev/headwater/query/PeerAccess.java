package dev.headwater.query;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How this instance asks the others.
 *
 * @param trusted says whose certificates are trusted; empty for those that Java trusts
 * @param secret the secret of the instances, asked for with each request; "" if there is none
 */
public record PeerAccess(Optional<SSLContext> trusted, Supplier<String> secret) {

  /** Without a secret. */
  public static final PeerAccess NONE = new PeerAccess(Optional.empty(), () -> "");
}
