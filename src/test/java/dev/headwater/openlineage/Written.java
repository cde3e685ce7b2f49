package dev.headwater.openlineage;

import java.util.List;
import java.util.stream.Collectors;

/** Writes OpenLineage events as integrations do. */
final class Written {
  static final String RUN = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11";

  /** The members that every facet begins with, including those that Headwater defines. */
  static final String BASE =
      "\"_producer\":\"https://git.example/agent\","
          + "\"_schemaURL\":\"https://openlineage.io/spec/facets/1-0-0/Some.json\"";

  private Written() {}

  static String run(String state, String time, String inputs, String outputs) {
    return run(state, time, "", "", inputs, outputs);
  }

  /**
   * @param runFacets members of an object, without braces; the same holds for jobFacets
   * @param inputs items of an array, without brackets; the same holds for outputs
   */
  static String run(
      String state,
      String time,
      String runFacets,
      String jobFacets,
      String inputs,
      String outputs) {
    return """
        {"eventType":"%s","eventTime":"%s","producer":"https://git.example/agent",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
         "run":{"runId":"%s","facets":{%s}},
         "job":{"namespace":"spark","name":"daily.orders","facets":{%s}},
         "inputs":[%s],"outputs":[%s]}"""
        .formatted(state, time, RUN, runFacets, jobFacets, inputs, outputs);
  }

  static String complete(String inputs, String outputs) {
    return run("COMPLETE", "2026-11-22T10:00:00Z", inputs, outputs);
  }

  static String dataset(String name, String... facets) {
    return "{\"namespace\":\"lake\",\"name\":\"%s\",\"facets\":{%s}}"
        .formatted(name, String.join(",", facets));
  }

  static String datasets(String... names) {
    return List.of(names).stream().map(Written::dataset).collect(Collectors.joining(","));
  }

  static String facet(String name, String members) {
    return "\"%s\":{%s%s%s}".formatted(name, BASE, members.isEmpty() ? "" : ",", members);
  }
}
