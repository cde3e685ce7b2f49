package dev.headwater.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Encodes and parses the URNs of assets. Inside a component, {@code %}, {@code :}, {@code @},
 * {@code #}, space (U+0020) and control characters (U+0000-1F, U+007F-9F) are percent-encoded, as
 * UTF-8 in upper-case hexadecimal. No other character is encoded. So each asset has exactly one
 * canonical URN.
 */
final class Urn {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Urn() {}

  static String scheme(AssetKind kind) {
    return switch (kind) {
      case DATASET -> "dataset";
      case MODEL -> "model";
    };
  }

  private static boolean isReserved(char c) {
    return c <= ' ' || c == '%' || c == ':' || c == '@' || c == '#' || (c >= 0x7F && c <= 0x9F);
  }

  static String encode(String component) {
    int i = 0;
    while (i < component.length() && !isReserved(component.charAt(i))) {
      i++;
    }
    if (i == component.length()) {
      return component;
    }
    StringBuilder encoded = new StringBuilder(component.length() + 16).append(component, 0, i);
    for (; i < component.length(); i++) {
      char c = component.charAt(i);
      if (!isReserved(c)) {
        encoded.append(c);
      } else {
        // Reserved characters are below U+00A0, so one char is one code point.
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          HEX.toHexDigits(encoded.append('%'), b);
        }
      }
    }
    return encoded.toString();
  }

  static Asset parse(String urn) {
    if (urn == null || urn.isEmpty()) {
      throw new InvalidException("", "is empty, must be a URN such as dataset:<namespace>:<name>");
    }
    Asset plain = plain(urn);
    if (plain != null) {
      return plain;
    }
    Asset asset = lenient(urn);
    if (!asset.urn().equals(urn)) {
      throw new InvalidException(
          "", Check.quote(urn) + " is not the canonical spelling, which is " + asset.urn());
    }
    return asset;
  }

  /**
   * A fast path for most URNs: parses a canonical URN without escapes and with short components.
   * Returns null if the text is anything else, valid or not.
   */
  private static Asset plain(String urn) {
    AssetKind kind =
        urn.startsWith("dataset:")
            ? AssetKind.DATASET
            : urn.startsWith("model:") ? AssetKind.MODEL : null;
    if (kind == null) {
      return null;
    }
    int begin = scheme(kind).length() + 1;
    int colon = -1;
    int at = -1;
    for (int i = begin; i < urn.length(); i++) {
      char c = urn.charAt(i);
      if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '@' && colon >= 0 && at < 0) {
        at = i;
      } else if (isReserved(c) || Character.isSurrogate(c)) {
        return null;
      }
    }
    int end = at < 0 ? urn.length() : at;
    boolean allowed =
        isShort(colon - begin)
            && isShort(end - colon - 1)
            && (at < 0 || isShort(urn.length() - at - 1));
    return allowed ? new Asset(kind, urn, colon + 1, end) : null;
  }

  private static boolean isShort(int componentChars) {
    return componentChars > 0 && componentChars <= Limits.ID_CODE_POINTS;
  }

  /**
   * Parses URNs that are not canonical too, so that an error message can contain the canonical
   * form. It accepts any case of the kind, raw reserved characters, and escapes of characters that
   * need none. If raw colons and at signs are ambiguous, the version begins after the last at sign,
   * and the name after the last colon before it.
   */
  private static Asset lenient(String urn) {
    int colon = urn.indexOf(':');
    AssetKind kind = colon < 0 ? null : kind(urn.substring(0, colon));
    if (kind == null) {
      throw invalid(urn, "must begin with dataset: or model:");
    }
    String rest = urn.substring(colon + 1);
    int at = rest.lastIndexOf('@');
    int split = at < 0 ? -1 : rest.lastIndexOf(':', at - 1);
    if (at >= 0 && split < 0) {
      at = -1;
    }
    String head = at < 0 ? rest : rest.substring(0, at);
    split = head.lastIndexOf(':');
    if (split < 0) {
      throw invalid(urn, "has no name, must be " + scheme(kind) + ":<namespace>:<name>@<version>");
    }
    String namespace = decode(urn, head.substring(0, split));
    String name = decode(urn, head.substring(split + 1));
    if (namespace.isEmpty() || name.isEmpty()) {
      throw invalid(urn, "has an empty " + (namespace.isEmpty() ? "namespace" : "name"));
    }
    try {
      if (at < 0) {
        return Asset.of(kind, namespace, name);
      }
      if (at == rest.length() - 1) {
        throw invalid(
            urn, "has an empty version; without one it is " + Asset.of(kind, namespace, name));
      }
      return Asset.of(kind, namespace, name, decode(urn, rest.substring(at + 1)));
    } catch (InvalidException e) {
      if (e.path().isEmpty()) {
        throw e;
      }
      throw invalid(urn, "is wrong: the " + e.path() + " " + e.problem());
    }
  }

  private static AssetKind kind(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "dataset" -> AssetKind.DATASET;
      case "model" -> AssetKind.MODEL;
      default -> null;
    };
  }

  /** Decodes the escapes. A percent sign that starts no escape stands for itself. */
  static String decode(String urn, String component) {
    int percent = component.indexOf('%');
    if (percent < 0) {
      return component;
    }
    StringBuilder decoded = new StringBuilder(component.length()).append(component, 0, percent);
    ByteBuffer bytes = ByteBuffer.allocate(component.length() / 3 + 1);
    int i = percent;
    while (i < component.length()) {
      if (!isEscape(component, i)) {
        decoded.append(component.charAt(i++));
        continue;
      }
      int start = i;
      bytes.clear();
      for (; isEscape(component, i); i += 3) {
        bytes.put((byte) HexFormat.fromHexDigits(component, i + 1, i + 3));
      }
      try {
        decoded.append(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()));
      } catch (CharacterCodingException e) {
        throw invalid(urn, "has escapes that are not UTF-8: " + component.substring(start, i));
      }
    }
    return decoded.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && text.charAt(at) == '%'
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static InvalidException invalid(String urn, String problem) {
    return new InvalidException("", Check.quote(urn) + " " + problem);
  }
}
