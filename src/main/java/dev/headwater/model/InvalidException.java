package dev.headwater.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A value breaks at least one rule. The message is one line. For one problem, it is the path, a
 * colon, and what is wrong. Several problems are joined: {@code run: is required | type: is
 * required}.
 */
public final class InvalidException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final String SEPARATOR = " | ";

  /**
   * One broken rule.
   *
   * @param path the place, such as {@code inputs[3].asset}; empty for the value itself
   * @param text what is wrong, in words that can follow the path and a colon
   */
  public record Problem(String path, String text) {
    public Problem {
      Objects.requireNonNull(path);
      Objects.requireNonNull(text);
    }

    /**
     * Returns the same problem with {@code outer} before its path: {@code asset} within {@code
     * inputs[3]} becomes {@code inputs[3].asset}.
     */
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
   * @param path the place, such as {@code inputs[3].asset}; empty for the value itself
   * @param problem what is wrong, in words that can follow the path and a colon
   */
  public InvalidException(String path, String problem) {
    this(List.of(new Problem(path, problem)), false, null);
  }

  /**
   * @param problems at least one
   * @param more whether there are further problems
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

  /** The path of the first problem, such as {@code inputs[3].asset}; empty for the value itself. */
  public String path() {
    return problems.get(0).path();
  }

  /** For one problem, what is wrong, without the path. For several problems, the whole message. */
  public String problem() {
    return problems.size() == 1 ? problems.get(0).text() : getMessage();
  }

  /** All known problems; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether there are more problems than {@link #problems}. */
  public boolean hasMore() {
    return more;
  }

  /**
   * Returns the same problems with {@code outer} before their paths: {@code asset} within {@code
   * inputs[3]} becomes {@code inputs[3].asset}.
   */
  public InvalidException within(String outer) {
    return new InvalidException(
        problems.stream().map(problem -> problem.within(outer)).toList(), more, this);
  }
}
