package dev.headwater.sdk.access;

import java.util.Optional;

/** Where a caller's token comes from. Thread-safe. */
public interface TokenSource {

  /**
   * Returns the token to send with the next request; empty if the caller has none.
   *
   * @throws AccessException if there is a token, but it cannot be used
   */
  Optional<AccessToken> token() throws AccessException;

  /** Returns the place for messages, such as {@code HEADWATER_TOKEN}; "" if there is no token. */
  String place();

  /** Returns the source of a caller without a token. */
  static TokenSource none() {
    return new StatedToken(Optional.empty(), "");
  }

  /**
   * Returns the source of a token that is stated as text.
   *
   * @throws AccessException as {@link AccessToken#parse}
   */
  static TokenSource stated(String text, String place) throws AccessException {
    return new StatedToken(Optional.of(AccessToken.parse(text, place)), place);
  }
}
