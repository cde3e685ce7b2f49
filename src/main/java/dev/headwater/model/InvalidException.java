package dev.headwater.model;

import java.util.Objects;

/** A value breaks a rule. The message is one line: the place, a colon, and what is wrong there. */
public final class InvalidException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * @param path where, as in {@code inputs[3].asset}; empty for the value itself
   * @param problem what is wrong, in words that follow the path and a colon
   */
  public InvalidException(String path, String problem) {
    this(path, problem, null);
  }

  private InvalidException(String path, String problem, Throwable cause) {
    super(path.isEmpty() ? problem : path + ": " + problem, cause);
    this.path = path;
    this.problem = Objects.requireNonNull(problem);
  }

  /** Where, as in {@code inputs[3].asset}; empty for the value itself. */
  public String path() {
    return path;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** The same problem seen from outside: {@code asset} within {@code inputs[3]}. */
  public InvalidException within(String outer) {
    String joined =
        path.isEmpty() || outer.isEmpty() || path.startsWith("[")
            ? outer + path
            : outer + "." + path;
    return new InvalidException(joined, problem, this);
  }
}
