package dev.headwater.http.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent-encoded text once, and rejects text that is not well-formed. */
public final class PercentEncoding {
  private static final char ESCAPE = '%';
  private static final int HEX = 16;

  private PercentEncoding() {}

  /** Decodes a segment of a path, where a plus is a plus. */
  public static String decodeSegment(String raw) {
    return decode(raw);
  }

  /** Decodes a name or value of a query, where a plus is a space. */
  public static String decodeQuery(String raw) {
    return decode(raw.replace("+", "%20"));
  }

  /**
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  private static String decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); ) {
      if (raw.charAt(i) == ESCAPE) {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), HEX) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), HEX) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("a % is not followed by two hexadecimal digits");
        }
        bytes.write(high * HEX + low);
        i += 3;
      } else {
        int codePoint = raw.codePointAt(i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException("what is percent-encoded is not UTF-8", malformed);
    }
  }
}
