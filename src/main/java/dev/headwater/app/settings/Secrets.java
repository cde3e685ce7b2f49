package dev.headwater.app.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides what of the settings must not be shown. */
public final class Secrets {

  /** What stands in place of a secret. */
  static final String MASK = "***";

  private static final List<String> SIGNS =
      List.of(
          "password",
          "passphrase",
          "secret",
          "token",
          "jaas",
          "credential",
          "user.info",
          "keystore.key",
          "private.key");

  /** What names a place or a way, though it has one of the signs in its name. */
  private static final List<String> NO_SECRETS =
      List.of(".url", ".file", ".location", ".type", ".source", ".class", ".algorithm", ".ms");

  private static final Pattern USER_OF_URL = Pattern.compile("(?<=://)[^/@\\s,]*@");

  private Secrets() {}

  /** Whether values of the key must not be shown. */
  static boolean isSecret(String key) {
    String plain = key.toLowerCase(Locale.ROOT);
    return SIGNS.stream().anyMatch(plain::contains)
        && NO_SECRETS.stream().noneMatch(plain::endsWith);
  }

  /** The text without the user and the password of a URL: {@code http://user:password@host}. */
  public static String withoutUser(String text) {
    return USER_OF_URL.matcher(text).replaceAll(MASK + "@");
  }
}
