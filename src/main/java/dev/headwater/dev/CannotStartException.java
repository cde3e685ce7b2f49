package dev.headwater.dev;

/**
 * A development server cannot start. The message is one sentence for the person at the terminal: it
 * names the obstacle and what to do about it.
 */
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStartException(String message) {
    super(message);
  }

  public CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
