package dev.headwater.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a value, so that it can be said at once: the first {@value #LIMIT}
 * problems, and no more than about {@value #CHARS} characters of them. Not thread-safe.
 */
public final class Problems {
  /** Problems that are kept; of more it is only said that there are some. */
  public static final int LIMIT = 20;

  private static final int CHARS = 2_000;

  private List<InvalidException.Problem> problems = List.of();
  private int chars;
  private boolean more;

  /** Adds one, with its place and what is wrong there. */
  public void add(String path, String text) {
    add(new InvalidException.Problem(path, text));
  }

  /** Adds one. */
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

  /** Adds all those of an exception. */
  public void addAll(InvalidException invalid) {
    invalid.problems().forEach(this::add);
    more |= invalid.hasMore();
  }

  /** Whether a problem was not kept any more, so that nobody need look for others. */
  public boolean isFull() {
    return more;
  }

  /**
   * Throws what has been added.
   *
   * @throws InvalidException if anything has
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidException(problems, more, null);
    }
  }
}
