package dev.headwater.app.settings;

/** Headwater cannot start or continue in this environment. The message says what to do about it. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
