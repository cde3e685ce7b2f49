package dev.headwater.export.standard.bom;

import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes identifiers for bills of materials from texts of events. Equal texts give equal ids. */
final class BomNames {
  private static final String HEX = "0123456789ABCDEF";

  /** Characters of a URI that stand as they are in the URN of an asset. */
  private static final String KEPT = "-._~:@/%!$&'()*+,;=";

  private BomNames() {}

  /**
   * The URN of an asset as the fragment of a URI. Characters that a URI does not allow are
   * percent-encoded. A canonical URN contains none of these encodings, so two URNs never become
   * equal.
   */
  static String ofUrn(String urn) {
    return encode(urn, KEPT);
  }

  /** Any text as a part of the fragment of a URI. Two texts never become equal. */
  static String ofText(String text) {
    return encode(text, "-._~");
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || kept.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return encoded.toString();
  }

  /** The UUID of a text: version 8 of RFC 9562, with the first bits of the SHA-256 of the text. */
  static String uuid(String text) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(text));
    long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** Whether the text is the SHA-256 of something, in hexadecimal digits. */
  static boolean isSha256(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
  }
}
