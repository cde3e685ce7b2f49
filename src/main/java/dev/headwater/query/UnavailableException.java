package dev.headwater.query;

/**
 * An answer would be incomplete, because a partition cannot be read now. The message says which,
 * and what is waited for; trying again later may succeed.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the person who asked. */
  public UnavailableException(String message) {
    super(message);
  }

  /** With a sentence for the person who asked, and the cause for the log. */
  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
