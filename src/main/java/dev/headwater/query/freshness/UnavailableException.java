package dev.headwater.query.freshness;

/**
 * Signals that a read has no answer now, because the answer would be incomplete. Usually a
 * partition cannot be read, or the time is over. The message says what is missing; trying again
 * later may succeed.
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
