package dev.headwater.auth;

/** A file of this package is missing or wrong. The message names the file and the line. */
public final class AuthFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AuthFileException(String sentence) {
    super(sentence);
  }

  public AuthFileException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
