package dev.headwater.engine;

/** The work does not end. */
final class NeverAtRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeverAtRestException(int steps) {
    super("does not come to rest within " + steps + " steps");
  }
}
