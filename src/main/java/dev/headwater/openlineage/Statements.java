package dev.headwater.openlineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Everything that the events of one job of a run have said of one dataset, or of the job and the
 * run themselves.
 *
 * @param facets by name
 */
record Statements(SortedMap<String, History> facets) {
  /**
   * The name of the statement that an event named the dataset. Its value is the lifecycle change
   * that the event states, "" if there is none.
   */
  static final String NAMED = "*named";

  /** The name of what an entry in the job's lineage facet says of an output. */
  static final String ENTRY = "*entry";

  static final Statements NONE = new Statements(new TreeMap<>());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Statements {
    // No copy is made: only the JSON binding and this package create instances, and nobody changes
    // the map.
  }

  @JsonValue
  SortedMap<String, History> histories() {
    return facets;
  }

  Statements with(Moment at, Map<String, JsonNode> said, BiPredicate<Moment, Moment> apart) {
    SortedMap<String, History> merged = new TreeMap<>(facets);
    said.forEach(
        (name, value) ->
            merged.put(name, merged.getOrDefault(name, History.NONE).with(at, value, apart)));
    return new Statements(merged);
  }

  /** Without statements from before {@code horizon}. */
  Statements since(Instant horizon) {
    if (horizon.equals(Instant.MIN)) {
      return this;
    }
    SortedMap<String, History> left = new TreeMap<>();
    facets.forEach((name, history) -> left.put(name, history.since(horizon)));
    left.values().removeIf(history -> history.said().isEmpty());
    return new Statements(left);
  }

  Statements latestOnly() {
    SortedMap<String, History> latest = new TreeMap<>();
    facets.forEach((name, history) -> latest.put(name, history.latestOnly()));
    return new Statements(latest);
  }

  /** The latest statement on {@code facet} in a span, of several jobs that count as one. */
  static Optional<Statement> latest(Collection<Statements> all, String facet, Span span) {
    return all.stream()
        .flatMap(one -> one.of(facet).latest(span).stream())
        .reduce(Statement::later);
  }

  static List<Statement> within(Collection<Statements> all, String facet, Span span) {
    return all.stream().flatMap(one -> one.of(facet).within(span).stream()).toList();
  }

  /**
   * The facets according to the latest statements in a span.
   *
   * @param prefix of the names that count; it is cut off
   */
  static Facets facets(Collection<Statements> all, String prefix, Span span) {
    SortedMap<String, Statement> latest = new TreeMap<>();
    for (Statements one : all) {
      one.facets
          .tailMap(prefix)
          .forEach(
              (name, history) -> {
                if (name.startsWith(prefix)) {
                  history
                      .latest(span)
                      .ifPresent(
                          found ->
                              latest.merge(
                                  name.substring(prefix.length()), found, Statement::later));
                }
              });
    }
    return Facets.of(latest);
  }

  private History of(String facet) {
    return facets.getOrDefault(facet, History.NONE);
  }
}
