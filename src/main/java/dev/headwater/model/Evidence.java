package dev.headwater.model;

/** What a documentation rests on, by its address and the hash of what stood there. */
public record Evidence(String uri, String sha256) {
  public Evidence {
    uri = Check.requiredText("uri", uri);
    sha256 = Check.requiredText("sha256", sha256);
  }
}
