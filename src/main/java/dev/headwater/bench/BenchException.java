package dev.headwater.bench;

/** A benchmark that cannot go on; the message says why, and what to do. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean usage;

  BenchException(String message) {
    this(message, null);
  }

  BenchException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private BenchException(String message, Throwable cause, boolean usage) {
    super(message, cause);
    this.usage = usage;
  }

  /** An option has a value that it cannot have. */
  static BenchException usage(String message) {
    return new BenchException(message, null, true);
  }

  /** Whether an option is to blame, and not what happened. */
  public boolean isUsage() {
    return usage;
  }
}
