package dev.headwater.model;

/** A source that supports a document: its address, and the hash of its content. */
public record Evidence(String uri, String sha256) {
  public Evidence {
    uri = Check.requiredText("uri", uri);
    sha256 = Check.requiredText("sha256", sha256);
  }
}
