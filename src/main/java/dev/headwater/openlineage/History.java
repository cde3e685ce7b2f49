package dev.headwater.openlineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * All statements on one thing, by time. The latest one alone is not enough: which statements belong
 * to an attempt of a run is known only once all starts and ends have come.
 *
 * <p>Up to {@link #EXACT} statements are kept unchanged. Each further one removes a statement that
 * is neither the first nor the last, and has no start or end of the run between its neighbours. A
 * statement that says the same as both its neighbours goes first, otherwise the oldest one goes. If
 * there is no such statement, all are kept.
 *
 * @param said in the order of time
 */
record History(List<Statement> said) {
  static final int EXACT = 8;
  static final History NONE = new History(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  History(List<Statement> said) {
    this.said = List.copyOf(said);
  }

  @JsonValue
  List<Statement> registers() {
    return said;
  }

  /**
   * Adds a statement. The same statement again changes nothing.
   *
   * @param apart whether a start or an end of the run lies between two moments
   */
  History with(Moment at, JsonNode value, BiPredicate<Moment, Moment> apart) {
    List<Statement> all = new ArrayList<>(said.size() + 1);
    int place = 0;
    for (Statement register : said) {
      int order = register.at().compareTo(at);
      if (order == 0) {
        return this;
      }
      all.add(register);
      place += order < 0 ? 1 : 0;
    }
    all.add(place, new Statement(at, value));
    if (all.size() > EXACT && !dropMiddle(all, apart, true)) {
      dropMiddle(all, apart, false);
    }
    return new History(all);
  }

  private static boolean dropMiddle(
      List<Statement> all, BiPredicate<Moment, Moment> apart, boolean onlyRepeats) {
    for (int i = 1; i < all.size() - 1; i++) {
      Statement before = all.get(i - 1);
      Statement after = all.get(i + 1);
      boolean repeats =
          before.value().equals(all.get(i).value()) && after.value().equals(all.get(i).value());
      if ((repeats || !onlyRepeats) && !apart.test(before.at(), after.at())) {
        all.remove(i);
        return true;
      }
    }
    return false;
  }

  /** Without statements from before {@code horizon}. */
  History since(Instant horizon) {
    return new History(said.stream().filter(one -> !one.at().time().isBefore(horizon)).toList());
  }

  /** Only the latest statement. */
  History latestOnly() {
    return said.size() < 2 ? this : new History(said.subList(said.size() - 1, said.size()));
  }

  /** The latest statement within {@code span}. */
  Optional<Statement> latest(Span span) {
    for (int i = said.size() - 1; i >= 0; i--) {
      if (span.contains(said.get(i).at())) {
        return Optional.of(said.get(i));
      }
    }
    return Optional.empty();
  }

  /** All statements within {@code span}. */
  List<Statement> within(Span span) {
    return said.stream().filter(register -> span.contains(register.at())).toList();
  }
}
