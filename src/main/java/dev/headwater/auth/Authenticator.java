package dev.headwater.auth;

import java.util.Optional;

/** Decides who a caller is. Thread-safe. */
public interface Authenticator {

  /**
   * The caller with this token; empty if the token is not valid. The token "" stands for a
   * malformed one, and is never valid.
   *
   * @throws UndecidedException if that cannot be said now
   */
  Optional<Principal> authenticate(String token);

  /**
   * Looks now, over the network if need be, whether tokens can be checked.
   *
   * @return why they cannot, as part of a sentence; empty if they can, or if that needs nobody else
   */
  default Optional<String> obstacle() {
    return Optional.empty();
  }
}
