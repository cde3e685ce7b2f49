package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The current facets of a dataset, a job or a run, read from the values that {@link FacetReader}
 * kept.
 */
record Facets(Map<String, JsonNode> values) {
  static final Facets NONE = new Facets(Map.of());

  /** An owner that the facet {@code ownership} names. */
  record Owner(String name, String type) {}

  /** Prefix of the name that marks a facet as unread: it was there and could not be read. */
  private static final String UNREAD = "?";

  /** The name of the mark for a facet that was there and could not be read. */
  static String unread(String facet) {
    return UNREAD + facet;
  }

  /**
   * The current facets according to the latest statement on each name. A facet that could not be
   * read counts as unread until a later event has a readable one of that name, or deletes it.
   * {@link Unread#ALL} counts until a later event has any facet.
   */
  static Facets of(Map<String, Statement> registers) {
    Map<String, JsonNode> values = new TreeMap<>();
    registers.forEach(
        (name, register) -> {
          if (!register.value().isNull() && !isRead(name, register, registers)) {
            values.put(name, register.value());
          }
        });
    return new Facets(values);
  }

  private static boolean isRead(String mark, Statement unread, Map<String, Statement> registers) {
    if (!mark.startsWith(UNREAD)) {
      return false;
    }
    if (mark.equals(unread(Unread.ALL))) {
      return registers.entrySet().stream()
          .filter(other -> !other.getKey().equals(Statements.NAMED))
          .anyMatch(other -> other.getValue().at().compareTo(unread.at()) > 0);
    }
    Statement read = registers.get(mark.substring(UNREAD.length()));
    return read != null && read.at().compareTo(unread.at()) > 0;
  }

  /** Whether the facet was there and could not be read; see {@link Unread}. */
  boolean isUnread(String facet) {
    return values.containsKey(unread(facet));
  }

  private JsonNode get(String facet) {
    JsonNode value = values.get(facet);
    return value == null ? MissingNode.getInstance() : value;
  }

  Optional<JsonNode> payload(String facet) {
    return Optional.ofNullable(values.get(facet));
  }

  /** The version of a dataset; "" if it is not stated, as for all texts here. */
  String version() {
    return get("version").asText();
  }

  /** The type of a dataset, in upper case. */
  String datasetType() {
    return get("datasetType").path("datasetType").asText().toUpperCase(Locale.ROOT);
  }

  String subType() {
    return get("datasetType").path("subType").asText();
  }

  List<DatasetName> symlinks() {
    return names(get("symlinks"));
  }

  String lifecycle() {
    return get("lifecycleStateChange").path("change").asText();
  }

  /** The former name of a renamed dataset. */
  Optional<DatasetName> previousName() {
    JsonNode previous = get("lifecycleStateChange").path("previous");
    return previous.isMissingNode() ? Optional.empty() : Optional.of(name(previous));
  }

  SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    get("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  List<Owner> owners() {
    List<Owner> owners = new ArrayList<>();
    get("ownership")
        .forEach(
            owner ->
                owners.add(new Owner(owner.path("name").asText(), owner.path("type").asText())));
    return owners;
  }

  OptionalLong records(String statistics) {
    return count(get(statistics).path("records"));
  }

  OptionalLong bytes(String statistics) {
    return count(get(statistics).path("bytes"));
  }

  /**
   * The sources that the lineage facet of a dataset names; empty if it does not say. An empty list
   * means that it states that there are none.
   */
  Optional<List<DatasetName>> lineage() {
    JsonNode lineage = get("lineage");
    return lineage.isMissingNode() ? Optional.empty() : Optional.of(names(lineage));
  }

  /** The sources that column lineage names; empty if it names none. */
  Optional<List<DatasetName>> columnLineage() {
    JsonNode lineage = get("columnLineage");
    return lineage.isMissingNode() ? Optional.empty() : Optional.of(names(lineage));
  }

  /**
   * The sources that the job's entry for the dataset names; empty if it does not say. An empty list
   * means that it states that there are none.
   */
  Optional<List<DatasetName>> entry() {
    JsonNode sources = get(Statements.ENTRY).path("sources");
    return sources.isMissingNode() ? Optional.empty() : Optional.of(names(sources));
  }

  String jobType() {
    return get("jobType").path("jobType").asText();
  }

  /**
   * Whether the job is a streaming job. Also true if the facet that says so could not be read. What
   * a streaming run has written stands, however the run ends.
   */
  boolean streaming() {
    return isUnread("jobType")
        || isUnread(Unread.ALL)
        || get("jobType").path("processingType").asText().equalsIgnoreCase("STREAMING");
  }

  String sourceUrl() {
    return get("sourceCodeLocation").path("url").asText();
  }

  String sourceVersion() {
    return get("sourceCodeLocation").path("version").asText();
  }

  String parentRun() {
    return get("parent").path("run").asText();
  }

  /** The namespace and name of the parent job, with a slash between them. */
  String parentJob() {
    JsonNode parent = get("parent");
    return parent.isMissingNode()
        ? ""
        : parent.path("namespace").asText() + "/" + parent.path("name").asText();
  }

  private static OptionalLong count(JsonNode node) {
    return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  private static List<DatasetName> names(JsonNode list) {
    List<DatasetName> names = new ArrayList<>();
    list.forEach(item -> names.add(name(item)));
    return names;
  }

  private static DatasetName name(JsonNode node) {
    return new DatasetName(node.path("namespace").asText(), node.path("name").asText());
  }
}
