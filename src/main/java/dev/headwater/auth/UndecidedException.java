package dev.headwater.auth;

/** Whether a token is valid cannot be said now. The caller should try again. */
public final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecidedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
