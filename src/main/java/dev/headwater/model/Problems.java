package dev.headwater.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems of a value, to report them together: at most the first {@value #LIMIT}
 * problems, and about {@value #CHARS} characters. Not thread-safe.
 */
public final class Problems {
  /**
   * The number of problems that are kept. Of further problems, only their existence is reported.
   */
  public static final int LIMIT = 20;

  private static final int CHARS = 2_000;

  private List<InvalidException.Problem> problems = List.of();
  private int chars;
  private boolean more;

  /** Adds a problem, with its path and what is wrong there. */
  public void add(String path, String text) {
    add(new InvalidException.Problem(path, text));
  }

  /** Adds a problem. */
  public void add(InvalidException.Problem problem) {
    int length = problem.path().length() + problem.text().length();
    if (problems.size() == LIMIT || (!problems.isEmpty() && chars + length > CHARS)) {
      more = true;
      return;
    }
    if (problems.isEmpty()) {
      problems = new ArrayList<>();
    }
    problems.add(problem);
    chars += length;
  }

  /** Adds all problems of an exception. */
  public void addAll(InvalidException invalid) {
    invalid.problems().forEach(this::add);
    more |= invalid.hasMore();
  }

  /**
   * Whether a problem was dropped because of the limits. Then the caller need not look for more.
   */
  public boolean isFull() {
    return more;
  }

  /**
   * Throws an exception with the problems that were added.
   *
   * @throws InvalidException if there are any
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidException(problems, more, null);
    }
  }
}
