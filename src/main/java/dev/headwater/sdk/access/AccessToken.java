package dev.headwater.sdk.access;

import java.util.regex.Pattern;

/**
 * A bearer token. Its text leaves it in {@link #authorization} only; {@link #toString} hides it.
 * Immutable.
 */
public final class AccessToken {

  /** The longest token, in bytes. A JWT with many roles has a few thousand. */
  public static final int MAX_BYTES = 64 * 1024;

  /** b64token of RFC 6750, section 2.1. Line ends are not in it, so none gets into a header. */
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  /**
   * Reads a token. White space around it is not part of it.
   *
   * @param place where the text comes from, for the message
   * @throws AccessException if it is empty, too long, of several lines or not a token
   */
  public static AccessToken parse(String text, String place) throws AccessException {
    String token = text.strip();
    if (token.isEmpty()) {
      throw new AccessException(place + " is empty; it must hold a token");
    }
    if (token.length() > MAX_BYTES) {
      throw new AccessException(
          place + " is longer than " + MAX_BYTES + " bytes; it must hold one token");
    }
    if (token.lines().count() > 1) {
      throw new AccessException(place + " has several lines; it must hold one token, on one line");
    }
    if (!SYNTAX.matcher(token).matches()) {
      throw new AccessException(
          place
              + " does not hold a token: a token has only letters, digits and -._~+/ (the server's"
              + " list of hashes, for example, is no token)");
    }
    return new AccessToken(token);
  }

  /** Returns the value of the header {@code Authorization} (RFC 6750). */
  public String authorization() {
    return "Bearer " + text;
  }

  /** Returns the text for {@code TokenHash}, and for the person that the token is for. */
  public String reveal() {
    return text;
  }

  /** Replaces the token in a message of a server, which might repeat what it was sent. */
  public String hideIn(String message) {
    return message.replace(text, "(token)");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessToken token && token.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "(token)";
  }
}
