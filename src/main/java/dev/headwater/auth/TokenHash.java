package dev.headwater.auth;

import dev.headwater.model.Sha256;
import java.util.HexFormat;

/**
 * The hash of a bearer token, by which the tokens file knows it.
 *
 * <p>It has no salt and takes no time, unlike the hash of a password: a token is drawn at random
 * from 2^256, so that nobody can find it by trying.
 */
public final class TokenHash {

  private TokenHash() {}

  /** Returns the SHA-256 of the token's UTF-8 as 64 lower-case hexadecimal digits. */
  public static String of(String token) {
    return HexFormat.of().formatHex(Sha256.of(token));
  }
}
