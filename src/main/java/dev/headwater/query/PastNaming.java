package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Whether an event that counts at a moment names an asset: as an output or target, which the
 * asset's own events tell, or as an input, which those of its successors tell.
 */
final class PastNaming {
  private static final int SUCCESSORS = 1_000;

  private final Reading reading;
  private final Moment moment;

  PastNaming(Reading reading, Moment moment) {
    this.reading = reading;
    this.moment = moment;
  }

  /**
   * @throws UnavailableException if the time is over before it is certain
   */
  boolean isNamed(Asset asset) {
    if (reading.ask(new FactsQuestion(reading.partitionOf(asset), asset, moment, "")).named()) {
      return true;
    }
    return anySuccessor(asset, NamedQuestion.Found::named);
  }

  /** Whether it is an input in a carrying role of an event that holds at the moment. */
  boolean isUsed(Asset asset) {
    return anySuccessor(asset, NamedQuestion.Found::carries);
  }

  /** Assets into which an edge led at the moment, in a fixed order; at most {@code limit}. */
  List<Asset> usedBy(Asset asset, int limit) {
    List<Asset> used = new ArrayList<>();
    visit(
        asset,
        (to, found) -> {
          if (found.live()) {
            used.add(to);
          }
          return used.size() < limit;
        });
    return used;
  }

  private boolean anySuccessor(Asset asset, Predicate<NamedQuestion.Found> wanted) {
    return !visit(asset, (to, found) -> !wanted.test(found));
  }

  /** Visits successors until {@code visit} answers false; returns false then. */
  private boolean visit(Asset asset, BiPredicate<Asset, NamedQuestion.Found> visit) {
    String cursor = "";
    do {
      SuccessorsQuestion.Found found =
          reading.ask(
              new SuccessorsQuestion(
                  reading.partitionOf(asset), asset, cursor, SUCCESSORS, moment));
      List<NamedQuestion> questions =
          found.successors().stream()
              .map(to -> new NamedQuestion(reading.partitionOf(to), to, asset, moment))
              .toList();
      List<NamedQuestion.Found> answers = reading.askAll(questions);
      for (int i = 0; i < answers.size(); i++) {
        if (!visit.test(questions.get(i).output(), answers.get(i))) {
          return false;
        }
      }
      cursor = found.next();
    } while (!cursor.isEmpty());
    return true;
  }
}
