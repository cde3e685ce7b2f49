package dev.headwater.openlineage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facets of one event that could not be read. The event counts without them.
 *
 * @param named the first {@value #MOST_NAMED}, in the order of the event
 * @param counts the number of all of them, by the facet's name; the names are those of {@link
 *     EventReader#facetNames}
 */
public record IgnoredFacets(List<Ignored> named, SortedMap<String, Integer> counts) {
  /** The maximum number of facets in {@link #named()}. */
  public static final int MOST_NAMED = 20;

  /** For an event in which every facet could be read. */
  public static final IgnoredFacets NONE = new IgnoredFacets(List.of(), new TreeMap<>());

  public IgnoredFacets {
    named = List.copyOf(named);
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /**
   * One facet that could not be read.
   *
   * @param facet its name
   * @param field the path of the wrong field, from the event's root
   * @param problem what is wrong, in words that follow the field's path
   */
  public record Ignored(String facet, String field, String problem) {
    @Override
    public String toString() {
      return facet + ": " + field + " " + problem;
    }
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The number of all of them. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Collects ignored facets while an event is read. Used by one thread. */
  static final class Collector {
    private final List<Ignored> named = new ArrayList<>();
    private final SortedMap<String, Integer> counts = new TreeMap<>();

    void add(Ignored ignored) {
      counts.merge(ignored.facet(), 1, Integer::sum);
      if (named.size() < MOST_NAMED) {
        named.add(ignored);
      }
    }

    IgnoredFacets done() {
      return new IgnoredFacets(named, counts);
    }
  }
}
