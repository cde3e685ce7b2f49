package dev.headwater.bench.harness;

/** Signals that a benchmark cannot go on; the message says why, and what to do. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean usage;

  public BenchException(String message) {
    this(message, null);
  }

  public BenchException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private BenchException(String message, Throwable cause, boolean usage) {
    super(message, cause);
    this.usage = usage;
  }

  /** An option has an invalid value. */
  public static BenchException usage(String message) {
    return new BenchException(message, null, true);
  }

  /** Whether the cause is an invalid option, and not a failure during the run. */
  public boolean isUsage() {
    return usage;
  }
}
