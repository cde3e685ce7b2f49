package dev.headwater.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each role includes the ones before it. */
public enum Role {
  /** All reads. */
  READ,
  /** To send events as well. */
  WRITE,
  /** To work with the quarantine and to erase as well. */
  ADMIN;

  /** The name in files, claims and messages: {@code read}, {@code write} or {@code admin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this {@link #word}, in exactly that case; empty if there is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findAny();
  }

  /** Whether this role may do what {@code least} may. */
  public boolean includes(Role least) {
    return compareTo(least) >= 0;
  }
}
