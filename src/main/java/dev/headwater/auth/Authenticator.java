package dev.headwater.auth;

import java.util.Optional;

/** Decides who a caller is. Thread-safe. */
public interface Authenticator {

  /**
   * The caller with this token; empty if the token is not valid.
   *
   * @throws UndecidedException if that cannot be said now
   */
  Optional<Principal> authenticate(String token);
}
