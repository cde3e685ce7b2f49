package dev.headwater.sdk.internal;

/**
 * A server or topic that sending needs is unavailable. The message says what is missing and where.
 */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
