package dev.headwater.http.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.openlineage.IgnoredFacets;
import dev.headwater.openlineage.IgnoredFacets.Ignored;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Reports to senders of OpenLineage events which facets could not be read. */
final class FacetWarnings {
  /** The header, one line for each facet: {@code [event <index>: ]<facet>: <field> <what>}. */
  static final String HEADER = "Headwater-Warning";

  private static final int MOST_LINES = 10;
  private static final int MOST_CHARS = 300;

  /** The most warnings in one summary; a batch may have very many events. */
  private static final int MOST_IN_SUMMARY = 1_000;

  private FacetWarnings() {}

  /**
   * Adds the header. Beyond {@value #MOST_LINES} facets, a last line says how many more there are.
   */
  static void add(IgnoredFacets ignored, Context ctx) {
    add(ignored.named().stream().map(Ignored::toString), ignored.total(), ctx);
  }

  /** Adds the header for a batch. Each line begins with the index of its event. */
  static void add(SortedMap<Integer, IgnoredFacets> byIndex, Context ctx) {
    add(
        byIndex.entrySet().stream()
            .flatMap(
                event ->
                    event.getValue().named().stream()
                        .map(one -> "event " + event.getKey() + ": " + one)),
        byIndex.values().stream().mapToInt(IgnoredFacets::total).sum(),
        ctx);
  }

  private static void add(Stream<String> named, int total, Context ctx) {
    List<String> lines = named.limit(MOST_LINES).toList();
    lines.forEach(line -> ctx.res().addHeader(HEADER, headerText(line)));
    int more = total - lines.size();
    if (more > 0) {
      ctx.res().addHeader(HEADER, "and " + more + " more");
    }
  }

  /**
   * Replaces everything but printable ASCII, because the sender may choose field names in any
   * script, and shortens long text.
   */
  private static String headerText(String text) {
    String cut = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /**
   * Writes the warnings with the index of their event; {@code moreWarnings} is how many are left
   * out.
   */
  static void write(SortedMap<Integer, IgnoredFacets> byIndex, JsonGenerator json)
      throws IOException {
    int written = 0;
    int total = 0;
    json.writeArrayFieldStart("warnings");
    for (Map.Entry<Integer, IgnoredFacets> event : byIndex.entrySet()) {
      total += event.getValue().total();
      for (Ignored one : event.getValue().named()) {
        if (written < MOST_IN_SUMMARY) {
          written++;
          json.writeStartObject();
          json.writeNumberField("index", event.getKey());
          json.writeStringField("facet", one.facet());
          json.writeStringField("field", one.field());
          json.writeStringField("reason", one.problem());
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
    if (total > written) {
      json.writeNumberField("moreWarnings", total - written);
    }
  }
}
