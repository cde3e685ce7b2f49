package dev.headwater.openlineage;

import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Derives names from texts. Equal texts give equal names in every process. */
final class Digest {
  private static final int SHORT_BYTES = 8;

  private Digest() {}

  /** The first 8 bytes of a SHA-256, as 16 hexadecimal digits. */
  static String of(List<String> texts) {
    return HexFormat.of().formatHex(hash(texts), 0, SHORT_BYTES);
  }

  /**
   * A UUID of version 8 (RFC 9562), which leaves the bits to us: 122 of the first 128 bits of a
   * SHA-256.
   */
  static UUID uuid(List<String> texts) {
    ByteBuffer hash = ByteBuffer.wrap(hash(texts));
    long high = hash.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
    long low = hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] hash(List<String> texts) {
    MessageDigest sha = Sha256.begin();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      // With the length of each text, so that different lists of texts never give the same bytes.
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha.update(bytes);
    }
    return sha.digest();
  }
}
