package dev.headwater.bridge;

import java.util.LinkedHashMap;
import java.util.Map;

/** Checks which texts are new; remembers the latest 1,000 new ones. Not thread-safe. */
final class FirstOnly {
  private static final int REMEMBERED = 1_000;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  boolean isFirst(String what) {
    return seen.putIfAbsent(what, true) == null;
  }
}
