package dev.headwater.cli;

/** What the process answers to a script. */
final class ExitCode {

  /** Done; for {@code gate}: documented. */
  static final int OK = 0;

  /** Some events rejected, gate violated, or the server refused the request. */
  static final int NO = 1;

  /** Wrong usage, unreachable, or it cannot be told. */
  static final int CANNOT = 2;

  /** Wrong usage, as sysexits.h has it. */
  static final int USAGE = 64;

  private ExitCode() {}
}
