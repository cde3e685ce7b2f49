package dev.headwater.pages;

import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Stale;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page says about its own completeness.
 *
 * @param sure whether nothing is missing that was acknowledged before the request
 * @param sentence what a reader can rely on
 */
public record FreshnessView(boolean sure, String sentence) {

  /**
   * The line for a read.
   *
   * @param waited whether the read waited until it was caught up. If it did, and is not, something
   *     is wrong
   * @param gaps what else the page lacks, each a sentence
   */
  public static FreshnessView of(Freshness freshness, boolean waited, List<String> gaps) {
    List<String> sentences = new ArrayList<>(gaps);
    freshness.stale().values().stream()
        .mapToLong(Stale::behindMillis)
        .max()
        .ifPresent(
            millis ->
                sentences.add(
                    "An instance cannot be asked now. Its part of this page is from a copy, which"
                        + " may be "
                        + (millis + 999) / 1_000
                        + " s behind."));
    boolean late = freshness.lag().events() > 0 || freshness.lag().millis() > 0;
    if (freshness.caughtUp()) {
      if (gaps.isEmpty()) {
        return new FreshnessView(true, "Up to date: every event acknowledged so far is counted.");
      }
    } else if (late) {
      sentences.add(
          freshness.lag().events() > 0
              ? "At most "
                  + Words.count(freshness.lag().events(), "event")
                  + " had not been read yet: this page may lack what they say."
              : "Events were still being processed: this page may lack what they say.");
    } else if (waited || !freshness.lag().isKnown()) {
      sentences.add("It is not certain that every acknowledged event is counted.");
    } else if (gaps.isEmpty()) {
      return new FreshnessView(
          true, "Nothing was waiting a second ago. Events that came since may not be counted yet.");
    }
    return new FreshnessView(false, String.join(" ", sentences));
  }
}
