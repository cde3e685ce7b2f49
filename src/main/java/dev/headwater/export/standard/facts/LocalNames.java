package dev.headwater.export.standard.facts;

import dev.headwater.model.Asset;
import dev.headwater.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Names things in documents. A name is made only of what it names, so it is the same in every
 * document, and different things have different names.
 *
 * <p>The local names consist of ASCII letters, digits, {@code _ - . /} and percent escapes of the
 * bytes of UTF-8. A letter or digit follows each dot, because grammars differ on other dots. So
 * they are legal, unescaped, in the local part of a qualified name of PROV-N, PROV-JSON and Turtle,
 * and in a URI.
 */
public final class LocalNames {
  /** Headwater's own terms. */
  public static final String TERMS = "https://headwater.dev/ns#";

  /** The things that documents name: assets, events, agents, decisions, prompts. */
  public static final String THINGS = "https://headwater.dev/id/";

  private static final HexFormat HEX = HexFormat.of();

  private LocalNames() {}

  /** The local name of an asset: {@code dataset/<namespace>/<name>/<version>}, each escaped. */
  public static String asset(Asset asset) {
    String name =
        asset.kind().name().toLowerCase(Locale.ROOT)
            + "/"
            + escape(asset.namespace())
            + "/"
            + escape(asset.name());
    return asset.version().map(version -> name + "/" + escape(version)).orElse(name);
  }

  /** Escapes a text for use as one part of a local name. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean inside = i + 1 < bytes.length && isAlphanumeric((char) (bytes[i + 1] & 0xFF));
      if (isAlphanumeric(c) || c == '_' || c == '-' || (c == '.' && inside)) {
        escaped.append(c);
      } else {
        HEX.withUpperCase().toHexDigits(escaped.append('%'), bytes[i]);
      }
    }
    return escaped.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The SHA-256 of several texts, in hexadecimal. Different lists have different hashes. */
  public static String hash(String... texts) {
    return HEX.formatHex(digest(texts));
  }

  /** A UUID of version 8 (RFC 9562) made of the SHA-256 of several texts. */
  public static UUID uuid(String... texts) {
    ByteBuffer bytes = ByteBuffer.wrap(digest(texts));
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] digest(String... texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(text.length()).append(':').append(text);
    }
    return Sha256.of(all.toString());
  }
}
