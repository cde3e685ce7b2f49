package dev.headwater.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.model.Placeholder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What takes the place of erased content. The same content gets the same replacement, so that two
 * events that named one person still do. The key is forgotten when the erasure ends; without it,
 * nobody can confirm a guess. Not thread-safe.
 */
public final class Pseudonyms {
  private static final int KEY_BYTES = 32;
  private static final int SHOWN_BYTES = 8;
  private static final Pattern TEXT = Pattern.compile("\\[erased [0-9a-f]{16}]");

  /** What says of whom an id is. It stays: whether somebody is a person depends on it. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "(user|person|mailto|orcid|application|app|service|system|team|org):",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ID = Pattern.compile("([a-zA-Z]+:)?erased:[0-9a-f]{16}");

  private final Mac mac;

  /**
   * @param key from {@link #newKey}
   */
  public Pseudonyms(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  /** A random key. */
  public static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** The replacement of a text. What documents nothing, and a replacement, stay as they are. */
  String text(String text) {
    return Placeholder.counts(text) && !TEXT.matcher(text).matches()
        ? "[erased " + digest(text) + "]"
        : text;
  }

  /** The replacement of an id. What documents nothing, and a replacement, stay as they are. */
  String id(String id) {
    if (!Placeholder.counts(id) || ID.matcher(id).matches()) {
      return id;
    }
    Matcher scheme = SCHEME.matcher(id);
    return (scheme.lookingAt() ? scheme.group() : "") + "erased:" + digest(id);
  }

  /** Tells selections apart without saying what was selected. */
  public String digest(String text) {
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, SHOWN_BYTES);
  }
}
