package dev.headwater.query.question;

/**
 * Signals that a partition is not, or no longer, on the instance that was asked. Another one may
 * have it.
 */
public final class MovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For the given partition of the assets. */
  public MovedException(int partition) {
    super("partition " + partition + " is not on this instance");
  }

  /** With a message that says what is missing. */
  public MovedException(String told) {
    super(told);
  }
}
