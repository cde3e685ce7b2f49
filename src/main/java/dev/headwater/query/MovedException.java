package dev.headwater.query;

/** A partition is not, or no longer, on the instance that was asked. Another one may have it. */
public final class MovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For {@code partition}. */
  public MovedException(int partition) {
    super("partition " + partition + " is not on this instance");
  }

  /** As the instance {@code told}. */
  public MovedException(String told) {
    super(told);
  }
}
