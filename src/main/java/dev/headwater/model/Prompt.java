package dev.headwater.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** A prompt or a template that a generator was given: its text, or what identifies it. */
public record Prompt(String role, String template, String sha256, String uri) {
  public Prompt {
    role = Check.text("role", role);
    template = Check.text("template", template);
    sha256 = Check.text("sha256", sha256);
    uri = Check.text("uri", uri);
  }

  /**
   * A prompt that is not to be shown: its SHA-256 and its length stand for it. Enough to find out
   * whether two prompts are the same, and to check one against what is on record. A prompt that can
   * be guessed can be confirmed, too.
   *
   * <p>The length has no field of its own: {@code uri} is the prompt's name by RFC 6920, {@code
   * ni:///sha-256;<digest in base64url>?length=<bytes of UTF-8>}.
   */
  public static Prompt hashed(String text) {
    return hashed("", text);
  }

  /** As above, of a prompt in a role, such as {@code system}. */
  public static Prompt hashed(String role, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = Sha256.of(bytes);
    String name =
        "ni:///sha-256;"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)
            + "?length="
            + bytes.length;
    return new Prompt(role, "", HexFormat.of().formatHex(digest), name);
  }
}
