package dev.headwater.demo;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One labelled text.
 *
 * @param language BCP-47 language subtag, such as {@code sw}
 * @param kind what the text names
 * @param text one line without tabs, not blank
 */
record Sample(String language, Kind kind, String text) {

  /** What a text names, or how it was generated. */
  enum Kind {
    LANGUAGE,
    COUNTRY,
    CURRENCY,
    MONTH,
    WEEKDAY,
    SENTENCE,
    CHAIN
  }

  Sample {
    if (language.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("a sample needs a language and a text");
    }
    if (text.indexOf('\t') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a sample is one line without tabs: " + text);
    }
  }

  Sample withText(String changed) {
    return new Sample(language, kind, changed);
  }

  /** Length in code points, which is what authors of filters mean by "characters". */
  int length() {
    return text.codePointCount(0, text.length());
  }

  static SortedMap<String, Long> countByLanguage(Collection<Sample> samples) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Sample sample : samples) {
      counts.merge(sample.language(), 1L, Long::sum);
    }
    return counts;
  }
}
