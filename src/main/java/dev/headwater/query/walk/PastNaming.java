package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.NamedQuestion;
import dev.headwater.query.question.SuccessorsQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Finds out whether an event that counts at a moment names an asset. The asset's own events show
 * whether it is an output or a target, and the events of its successors show whether it is an
 * input.
 */
public final class PastNaming {
  private static final int SUCCESSORS = 1_000;

  private final Reading reading;
  private final Moment moment;

  public PastNaming(Reading reading, Moment moment) {
    this.reading = reading;
    this.moment = moment;
  }

  /**
   * Whether an event that counts names the asset.
   *
   * @throws UnavailableException if the time is over before this is certain
   */
  public boolean isNamed(Asset asset) {
    if (reading.ask(new FactsQuestion(reading.partitionOf(asset), asset, moment, "")).named()) {
      return true;
    }
    return anySuccessor(asset, NamedQuestion.Found::named);
  }

  /** Whether a live event that counts names the asset as an input in a carrying role. */
  boolean isUsed(Asset asset) {
    return anySuccessor(asset, NamedQuestion.Found::carries);
  }

  /**
   * The assets into which an edge led from this asset at the moment, in a fixed order; at most
   * {@code limit}.
   */
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

  /** Visits successors until {@code visit} returns false. Returns false if it did. */
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
