package dev.headwater.auth;

import java.util.Optional;

/**
 * A caller whose token is valid.
 *
 * @param name to show; at most {@value #NAME_CHARS} characters, none of them a control character
 * @param role empty if an issuer vouches for the caller but gives none of our roles
 */
public record Principal(String name, Optional<Role> role) {

  /** The longest name, in characters. */
  public static final int NAME_CHARS = 100;

  public Principal {
    String plain = name.replaceAll("\\p{C}", " ").strip();
    name = plain.length() <= NAME_CHARS ? plain : plain.substring(0, NAME_CHARS);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a principal needs a name");
    }
  }

  public Principal(String name, Role role) {
    this(name, Optional.of(role));
  }

  /** Whether the caller may do what {@code least} may. */
  public boolean may(Role least) {
    return role.isPresent() && role.get().includes(least);
  }
}
