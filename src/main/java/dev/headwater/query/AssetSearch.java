package dev.headwater.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Searches all partitions for assets, and merges their answers into the order of the URNs. */
final class AssetSearch {

  /** Orders URNs as partitions list them: by their UTF-8 bytes. */
  static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private final Reading reading;

  AssetSearch(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads the next {@code limit} assets after the URN {@code after}; fewer if the time is over
   * before.
   */
  AssetPage read(AssetFilter filter, String after, int limit) {
    List<AssetsQuestion.Row> rows = new ArrayList<>();
    String at = after;
    do {
      List<AssetsQuestion> questions = new ArrayList<>();
      for (int partition = 0; partition < reading.partitions(); partition++) {
        questions.add(new AssetsQuestion(partition, filter, at, limit - rows.size()));
      }
      at = merge(reading.askAll(questions), rows, limit);
    } while (!at.isEmpty() && rows.size() < limit && !reading.deadline().isOver());
    return new AssetPage(rows, at, reading.freshness());
  }

  /**
   * Adds those rows that certainly come next. Returns the URN after which the search has to
   * continue; "" if nothing follows.
   */
  private static String merge(
      List<AssetsQuestion.Found> answers, List<AssetsQuestion.Row> rows, int limit) {
    // A partition that stopped early may have more rows before those that another one found.
    String certain =
        answers.stream()
            .map(AssetsQuestion.Found::upTo)
            .filter(upTo -> !upTo.isEmpty())
            .min(BY_BYTES)
            .orElse("");
    List<AssetsQuestion.Row> found = new ArrayList<>();
    answers.forEach(answer -> found.addAll(answer.found()));
    found.sort(Comparator.comparing(row -> row.asset().urn(), BY_BYTES));
    for (AssetsQuestion.Row row : found) {
      String urn = row.asset().urn();
      if (!certain.isEmpty() && BY_BYTES.compare(urn, certain) > 0) {
        break;
      }
      if (rows.size() == limit) {
        return rows.get(rows.size() - 1).asset().urn();
      }
      rows.add(row);
    }
    return certain;
  }
}
