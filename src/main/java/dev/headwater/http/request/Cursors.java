package dev.headwater.http.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Encodes places in lists as opaque cursors, and checks cursors that a client sends back. A damaged
 * cursor, or one of another list, causes an error and never a wrong page.
 */
public final class Cursors {
  private static final int CHECK_DIGITS = 8;
  public static final String PARAMETER = "cursor";

  private Cursors() {}

  /**
   * The cursor for the place {@code at} in {@code list}; null for "", which is the end of the list.
   */
  public static String write(String list, String at) {
    if (at.isEmpty()) {
      return null;
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((check(list, at) + at).getBytes(StandardCharsets.UTF_8));
  }

  /** The place in {@code list} from the cursor of the request; "" if the request has none. */
  public static String read(String list, Parameters parameters) {
    String cursor = parameters.text(PARAMETER);
    if (cursor.isEmpty()) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.length() > CHECK_DIGITS) {
        String at = text.substring(CHECK_DIGITS);
        if (text.startsWith(check(list, at))) {
          return at;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      throw unknown();
    }
    throw unknown();
  }

  public static Problem unknown() {
    return Problem.parameter(
        PARAMETER, "is not one that this call gave; pass on the one of the last page as it came");
  }

  private static String check(String list, String at) {
    CRC32 crc = new CRC32();
    crc.update((list + "\n" + at).getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
