package dev.headwater.simulation;

/** The work does not end. */
final class NeverAtRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeverAtRestException(int records) {
    super("does not come to rest within " + records + " records");
  }
}
