package dev.headwater.sdk.access;

/** A token or a certificate cannot be used. The message is one sentence that names its place. */
public final class AccessException extends Exception {

  private static final long serialVersionUID = 1L;

  AccessException(String message) {
    super(message);
  }

  AccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
