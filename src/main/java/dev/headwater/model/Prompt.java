package dev.headwater.model;

/** A prompt or a template that a generator was given: its text, or what identifies it. */
public record Prompt(String role, String template, String sha256, String uri) {
  public Prompt {
    role = Check.text("role", role);
    template = Check.text("template", template);
    sha256 = Check.text("sha256", sha256);
    uri = Check.text("uri", uri);
  }
}
