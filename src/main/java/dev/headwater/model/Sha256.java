package dev.headwater.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), 32 bytes. Thread-safe. */
public final class Sha256 {
  /** To look the algorithm up takes as long as to hash a few hundred bytes. */
  private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Sha256::begin);

  private Sha256() {}

  /** Of the text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Of a part of an array. */
  public static byte[] of(byte[] bytes, int offset, int length) {
    MessageDigest digest = OWN.get();
    digest.update(bytes, offset, length);
    return digest.digest();
  }

  /** One that is given its bytes bit by bit. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
