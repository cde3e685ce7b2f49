package dev.headwater.query.peer;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How this instance asks the others.
 *
 * @param trusted says whose certificates are trusted; empty for those that Java trusts
 * @param secret the secret of the instances, asked for with each request; "" if there is none
 * @param state names the state that the instances share, in ASCII; "" if they do not say it
 */
public record PeerAccess(Optional<SSLContext> trusted, Supplier<String> secret, String state) {

  /** Without a secret, and without the name of the state. */
  public static final PeerAccess NONE = new PeerAccess(Optional.empty(), () -> "", "");

  /** Whether an instance of this state may answer one that names that state. */
  public boolean isSameState(String other) {
    return state.isEmpty() || other.isEmpty() || state.equals(other);
  }
}
