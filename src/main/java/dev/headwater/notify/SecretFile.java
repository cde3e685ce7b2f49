package dev.headwater.notify;

import dev.headwater.auth.AuthFileException;
import dev.headwater.auth.WatchedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A secret in a file. It is read again when the file has changed; if the new file cannot be used,
 * the last secret stays in use ({@link WatchedFiles}). Thread-safe.
 */
final class SecretFile {
  private static final int MAX_CHARACTERS = 4_096;

  private final WatchedFiles<String> secret;

  /**
   * @param leastLength in characters
   * @throws IllegalArgumentException if the file cannot be used; the message names the file and not
   *     what it holds
   */
  SecretFile(Path file, int leastLength) {
    this(file, leastLength, System::nanoTime);
  }

  SecretFile(Path file, int leastLength, LongSupplier nanos) {
    try {
      this.secret =
          new WatchedFiles<>(
              List.of(file), texts -> secret(file, texts.get(0).strip(), leastLength), nanos);
    } catch (AuthFileException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }

  /** The secret, without white space around it. */
  String text() {
    return secret.get();
  }

  private static String secret(Path file, String text, int leastLength) {
    boolean isAscii = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (text.length() < leastLength || text.length() > MAX_CHARACTERS || !isAscii) {
      throw new AuthFileException(
          file
              + ": the secret must have from "
              + leastLength
              + " to "
              + MAX_CHARACTERS
              + " characters of ASCII, on one line");
    }
    return text;
  }
}
