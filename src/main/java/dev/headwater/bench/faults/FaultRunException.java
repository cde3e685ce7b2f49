package dev.headwater.bench.faults;

/**
 * Signals that the run itself cannot go on, which says nothing about the processor. The message
 * says what failed.
 */
public final class FaultRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultRunException(String message) {
    super(message);
  }

  FaultRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
