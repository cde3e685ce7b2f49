package dev.headwater.cli.terminal;

/**
 * Ends a command with one line on standard error and an exit code. The message is one sentence for
 * a person: what is wrong, where, and what to do.
 */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final boolean denied;

  private Failure(int exitCode, String message, Throwable cause) {
    this(exitCode, message, cause, false);
  }

  private Failure(int exitCode, String message, Throwable cause, boolean denied) {
    super(message, cause);
    this.exitCode = exitCode;
    this.denied = denied;
  }

  /** The server, or the environment, refused: exit code 1. */
  public static Failure refused(String message) {
    return new Failure(ExitCode.NO, message, null);
  }

  /** The command line is wrong: exit code 64. */
  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message, null);
  }

  /** As {@link #usage(String)}, with the cause for {@code HEADWATER_DEBUG}. */
  public static Failure usage(String message, Throwable cause) {
    return new Failure(ExitCode.USAGE, message, cause);
  }

  /** The command could not do its work, or could not find the answer: exit code 2. */
  public static Failure cannot(String message) {
    return new Failure(ExitCode.CANNOT, message, null);
  }

  /** As {@link #cannot(String)}, with the cause for {@code HEADWATER_DEBUG}. */
  public static Failure cannot(String message, Throwable cause) {
    return new Failure(ExitCode.CANNOT, message, cause);
  }

  /** The server does not let the caller in: exit code 2. To try again would not help. */
  public static Failure denied(String message) {
    return new Failure(ExitCode.CANNOT, message, null, true);
  }

  /** The same failure with exit code 2. */
  public Failure asCannot() {
    return new Failure(ExitCode.CANNOT, getMessage(), getCause(), denied);
  }

  public boolean isDenied() {
    return denied;
  }

  public int exitCode() {
    return exitCode;
  }
}
