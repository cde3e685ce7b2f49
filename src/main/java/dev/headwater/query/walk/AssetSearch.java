package dev.headwater.query.walk;

import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Searches all partitions for assets, and merges their answers into the order of the places. */
public final class AssetSearch {
  /** Partitions hold like numbers of assets, but not quite. */
  private static final int SPARE = 16;

  private final Reading reading;

  public AssetSearch(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads the next {@code limit} assets after a place; fewer if the time is over before.
   *
   * @param after the {@code next} of the page before, or ""
   */
  public AssetPage read(AssetFilter filter, String after, int limit) {
    List<AssetsQuestion.Row> rows = new ArrayList<>();
    Place at = Place.parse(after);
    int each = limit;
    if (reading.partitions() > 1) {
      each = 2 * limit / reading.partitions() + SPARE;
    }
    do {
      int most = Math.min(each, limit - rows.size());
      List<AssetsQuestion> questions = new ArrayList<>();
      for (int partition = 0; partition < reading.partitions(); partition++) {
        questions.add(new AssetsQuestion(partition, filter, at, most));
      }
      at = merge(reading.askAll(questions), rows, limit);
      each = Math.min(limit, 2 * each); // the assets may all be in one partition
    } while (!at.equals(Place.END) && rows.size() < limit && !reading.deadline().isOver());
    return new AssetPage(rows, at.text(), reading.freshness());
  }

  /**
   * Adds those rows that certainly come next. Returns the place after which the search has to
   * continue.
   */
  private static Place merge(
      List<AssetsQuestion.Found> answers, List<AssetsQuestion.Row> rows, int limit) {
    // A partition that stopped early may have more rows before those that another one found.
    Place certain =
        answers.stream()
            .map(AssetsQuestion.Found::upTo)
            .min(Comparator.naturalOrder())
            .orElse(Place.END);
    List<AssetsQuestion.Row> found = new ArrayList<>();
    answers.forEach(answer -> found.addAll(answer.found()));
    found.sort(Comparator.comparing(AssetsQuestion.Row::place));
    for (AssetsQuestion.Row row : found) {
      if (row.place().compareTo(certain) > 0) {
        break;
      }
      if (rows.size() == limit) {
        return rows.get(rows.size() - 1).place();
      }
      rows.add(row);
    }
    return certain;
  }
}
