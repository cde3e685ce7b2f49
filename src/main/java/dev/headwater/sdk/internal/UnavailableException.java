package dev.headwater.sdk.internal;

/** What is needed for sending is away. The message says what, and where it was looked for. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
