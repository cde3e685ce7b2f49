package dev.headwater.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A value breaks one rule or more. The message is one line. For one problem it is the place, a
 * colon, and what is wrong there; several stand side by side: {@code run: is required | type: is
 * required}.
 */
public final class InvalidException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final String SEPARATOR = " | ";

  /**
   * One thing that is wrong.
   *
   * @param path where, as in {@code inputs[3].asset}; empty for the value itself
   * @param text what is wrong, in words that follow the path and a colon
   */
  public record Problem(String path, String text) {
    public Problem {
      Objects.requireNonNull(path);
      Objects.requireNonNull(text);
    }

    /** The same problem seen from outside: {@code asset} within {@code inputs[3]}. */
    Problem within(String outer) {
      boolean joined = path.isEmpty() || outer.isEmpty() || path.startsWith("[");
      return new Problem(joined ? outer + path : outer + "." + path, text);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? text : path + ": " + text;
    }
  }

  private final transient List<Problem> problems;
  private final boolean more;

  /**
   * @param path where, as in {@code inputs[3].asset}; empty for the value itself
   * @param problem what is wrong, in words that follow the path and a colon
   */
  public InvalidException(String path, String problem) {
    this(List.of(new Problem(path, problem)), false, null);
  }

  /**
   * @param problems at least one
   * @param more whether there are more than these
   */
  InvalidException(List<Problem> problems, boolean more, Throwable cause) {
    super(message(problems, more), cause);
    this.problems = List.copyOf(problems);
    this.more = more;
  }

  private static String message(List<Problem> problems, boolean more) {
    String all = problems.stream().map(Problem::toString).collect(Collectors.joining(SEPARATOR));
    return more ? all + SEPARATOR + "and more" : all;
  }

  /** Where the first problem is, as in {@code inputs[3].asset}; empty for the value itself. */
  public String path() {
    return problems.get(0).path();
  }

  /** What is wrong, without the place; of several problems, the whole message. */
  public String problem() {
    return problems.size() == 1 ? problems.get(0).text() : getMessage();
  }

  /** All that is known to be wrong; at least one problem. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether there are more problems than {@link #problems}. */
  public boolean hasMore() {
    return more;
  }

  /** The same problems seen from outside: {@code asset} within {@code inputs[3]}. */
  public InvalidException within(String outer) {
    return new InvalidException(
        problems.stream().map(problem -> problem.within(outer)).toList(), more, this);
  }
}
