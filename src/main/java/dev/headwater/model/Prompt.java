package dev.headwater.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** A prompt or a template for a generator: its text, or a hash or address that identifies it. */
public record Prompt(String role, String template, String sha256, String uri) {
  public Prompt {
    role = Check.text("role", role);
    template = Check.text("template", template);
    sha256 = Check.text("sha256", sha256);
    uri = Check.text("uri", uri);
  }

  /**
   * Returns a prompt that hides its text and keeps only the SHA-256 and the length. They are enough
   * to check whether two prompts are the same, and whether a given prompt is the recorded one. They
   * do not protect a prompt that can be guessed: a guess can be confirmed.
   *
   * <p>The length has no field of its own. It is in {@code uri}, which holds the name of the prompt
   * by RFC 6920: {@code ni:///sha-256;<digest in base64url>?length=<bytes of UTF-8>}.
   */
  public static Prompt hashed(String text) {
    return hashed("", text);
  }

  /** Like {@link #hashed(String)}, for a prompt with a role, such as {@code system}. */
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
