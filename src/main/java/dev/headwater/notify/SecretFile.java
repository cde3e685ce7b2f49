package dev.headwater.notify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in a file. It is read again when the file has changed, which is looked at no more than
 * once a second. If the new file cannot be used, the last secret stays in use. Thread-safe.
 */
final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final int MAX_BYTES = 4_096;
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Path file;
  private final int leastLength;
  private String secret;
  private Version version;
  private long lookedNanos = System.nanoTime();
  private boolean broken;

  private record Version(FileTime modified, long bytes) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(found.lastModifiedTime(), found.size());
    }
  }

  /**
   * @param leastLength in characters
   * @throws IllegalArgumentException if the file cannot be used; the message names the file and not
   *     what it holds
   */
  SecretFile(Path file, int leastLength) {
    this.file = file;
    this.leastLength = leastLength;
    try {
      this.version = Version.of(file);
      this.secret = read();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read the secret in " + file, unreadable);
    }
  }

  /** The secret, without white space around it. */
  synchronized String text() {
    long now = System.nanoTime();
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      look();
    }
    return secret;
  }

  private void look() {
    try {
      Version found = Version.of(file);
      if (!found.equals(version) || broken) {
        secret = read();
        version = found;
        broken = false;
      }
    } catch (IOException | IllegalArgumentException unusable) {
      if (!broken) {
        LOG.warn("the secret in {} cannot be used; the last one stays in use", file);
      }
      broken = true;
    }
  }

  private String read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the secret in " + file + " is longer than " + MAX_BYTES + " bytes");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString()
              .strip();
      if (text.length() < leastLength || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "the secret in "
                + file
                + " must be at least "
                + leastLength
                + " characters of ASCII on one line");
      }
      return text;
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("the secret in " + file + " is not UTF-8", notText);
    }
  }
}
