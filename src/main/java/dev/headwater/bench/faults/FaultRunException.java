package dev.headwater.bench.faults;

/** The run itself cannot go on, which says nothing about the processor; with what to do. */
public final class FaultRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultRunException(String message) {
    super(message);
  }

  FaultRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
