package dev.headwater.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes SHA-256 (FIPS 180-4): 32 bytes. Thread-safe. */
public final class Sha256 {
  /**
   * One digest per thread, because the lookup of the algorithm takes as long as hashing a few
   * hundred bytes.
   */
  private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Sha256::begin);

  private Sha256() {}

  /** Returns the hash of the text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Returns the hash of a part of an array. */
  public static byte[] of(byte[] bytes, int offset, int length) {
    MessageDigest digest = OWN.get();
    digest.update(bytes, offset, length);
    return digest.digest();
  }

  /** Returns a new digest, for data that arrives in pieces. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
