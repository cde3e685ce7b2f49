package dev.headwater.app;

/** Headwater cannot start, or cannot go on, as things are. The message says what to do about it. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
