package dev.headwater.simulation;

/** The simulation processed its maximum of records and did not come to rest. */
final class NeverAtRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeverAtRestException(int records) {
    super("does not come to rest within " + records + " records");
  }
}
