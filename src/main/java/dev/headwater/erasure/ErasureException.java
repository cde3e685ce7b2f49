package dev.headwater.erasure;

/** An erasure cannot be done. The message is one sentence that says what to do. */
public final class ErasureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ErasureException(String message) {
    super(message);
  }

  public ErasureException(String message, Throwable cause) {
    super(message, cause);
  }
}
