package dev.headwater.http.access;

import dev.headwater.auth.Role;
import java.util.Optional;

/** Who may call a route. */
public enum Access {
  /** Everybody, without a token and by any name of the server. */
  PROBE(Optional.empty()),
  /** Everybody, without a token. */
  OPEN(Optional.empty()),
  /** Callers with at least the role {@code read}. */
  READ(Optional.of(Role.READ)),
  /** Callers with at least the role {@code write}. */
  WRITE(Optional.of(Role.WRITE)),
  /** Callers with the role {@code admin}. */
  ADMIN(Optional.of(Role.ADMIN)),
  /** The other instances of this installation, which know its secret. */
  PEER(Optional.empty());

  private final Optional<Role> least;

  Access(Optional<Role> least) {
    this.least = least;
  }

  /** The least role that a caller needs; empty where roles do not decide. */
  Optional<Role> least() {
    return least;
  }
}
