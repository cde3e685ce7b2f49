package dev.headwater.engine;

/** The cluster handled its maximum of commands and did not come to rest. */
final class NeverAtRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeverAtRestException(int steps) {
    super("does not come to rest within " + steps + " steps");
  }
}
