package dev.headwater.auth;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Finds our roles in the claims of a JWT.
 *
 * @param path the name of the claim, or names joined by dots, as {@code realm_access.roles}; a
 *     claim whose own name has these dots comes first
 */
record RolesClaim(String path) {

  /** The largest of our roles that the claim names: in a list, or in a text between spaces. */
  Optional<Role> in(Map<String, Object> claims) {
    Object found = claims.containsKey(path) ? claims.get(path) : nested(claims);
    Optional<Role> largest = Optional.empty();
    if (found instanceof String text) {
      for (String word : text.split("[\\s,]+")) {
        largest = larger(largest, word);
      }
    } else if (found instanceof Collection<?> list) {
      for (Object word : list) {
        largest = larger(largest, word);
      }
    }
    return largest;
  }

  private Object nested(Map<String, Object> claims) {
    Object at = claims;
    for (String name : path.split("\\.", -1)) {
      if (!(at instanceof Map<?, ?> map)) {
        return null;
      }
      at = map.get(name);
    }
    return at;
  }

  private static Optional<Role> larger(Optional<Role> one, Object word) {
    Optional<Role> other = word instanceof String text ? Role.of(text) : Optional.empty();
    return other.isPresent() && (one.isEmpty() || other.get().includes(one.get())) ? other : one;
  }
}
