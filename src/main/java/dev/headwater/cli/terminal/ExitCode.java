package dev.headwater.cli.terminal;

/** The exit codes of the process. */
public final class ExitCode {

  /** Done; for {@code gate}: all is documented. */
  public static final int OK = 0;

  /** Some events rejected, gate violated, or the server refused the request. */
  public static final int NO = 1;

  /** The command could not do its work: the server is unreachable, or the answer is not known. */
  public static final int CANNOT = 2;

  /**
   * Wrong usage: an error in the command line or in a settings file. The same as EX_USAGE in
   * sysexits.h.
   */
  public static final int USAGE = 64;

  private ExitCode() {}
}
