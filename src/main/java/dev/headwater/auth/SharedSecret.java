package dev.headwater.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The secret that the instances of one installation share, from a file. Thread-safe.
 *
 * <p>Each line is a secret. An instance sends the first one and accepts each, so that a secret can
 * be replaced without an interruption: add the new one as the second line everywhere, then move it
 * to the first, then remove the old one.
 */
public final class SharedSecret {
  private static final int MAX_SECRETS = 10;

  /** What can stand in an Authorization header; 16 characters of it cannot be guessed. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/-]{16,500}=*");

  private final WatchedFiles<List<String>> secrets;

  /**
   * Reads the file.
   *
   * @throws AuthFileException if the file is missing or wrong
   */
  public SharedSecret(Path file) {
    this(file, System::nanoTime);
  }

  SharedSecret(Path file, LongSupplier nanos) {
    this.secrets =
        new WatchedFiles<>(List.of(file), texts -> parse(file.toString(), texts.get(0)), nanos);
  }

  private static List<String> parse(String file, String text) {
    List<String> secrets = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
      throw new AuthFileException(file + ": must have from 1 to " + MAX_SECRETS + " secrets");
    }
    for (int i = 0; i < secrets.size(); i++) {
      if (!SECRET.matcher(secrets.get(i)).matches()) {
        throw new AuthFileException(
            file
                + ": secret "
                + (i + 1)
                + " must have from 16 to 500 letters, digits or characters of ._~+/- (openssl rand"
                + " -hex 32 makes one)");
      }
    }
    return List.copyOf(secrets);
  }

  /** The secret to send to another instance. */
  public String toSend() {
    return secrets.get().get(0);
  }

  /**
   * Whether this is one of the secrets; takes the same time for each wrong one. Nothing, which
   * stands for a malformed header, is never one, because each has 16 characters or more.
   */
  public boolean matches(String said) {
    byte[] hash = hash(said);
    boolean found = false;
    for (String secret : secrets.get()) {
      found |= MessageDigest.isEqual(hash, hash(secret));
    }
    return found;
  }

  private static byte[] hash(String text) {
    return TokenHash.of(text).getBytes(StandardCharsets.US_ASCII);
  }
}
