package dev.headwater.cli;

/** The exit codes of the process. */
final class ExitCode {

  /** Done; for {@code gate}: all is documented. */
  static final int OK = 0;

  /** Some events rejected, gate violated, or the server refused the request. */
  static final int NO = 1;

  /** The command could not do its work: the server is unreachable, or the answer is not known. */
  static final int CANNOT = 2;

  /**
   * Wrong usage: an error in the command line or in a settings file. The same as EX_USAGE in
   * sysexits.h.
   */
  static final int USAGE = 64;

  private ExitCode() {}
}
