package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.InvalidException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reduces the facets of OpenLineage to what is used of them, as small JSON values that {@link
 * Facets} reads. Column lineage of a thousand columns becomes the few datasets that it names.
 */
final class FacetReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Reads a facet; null says nothing. */
  private interface Reduction {
    JsonNode of(Fields facet);
  }

  private static final Map<String, Reduction> DATASET =
      Map.of(
          "version", facet -> text(facet.loose("datasetVersion")),
          "symlinks", facet -> names(facet.list("identifiers", DatasetName::of)),
          "datasetType", facet -> texts(facet, "datasetType", "subType"),
          "tags", FacetReader::tags,
          "lifecycleStateChange", FacetReader::lifecycle,
          "ownership", FacetReader::owners,
          "lineage", FacetReader::lineage,
          "columnLineage", FacetReader::columnLineage,
          "inputStatistics", FacetReader::statistics,
          "outputStatistics", FacetReader::statistics);

  private static final Map<String, Reduction> JOB =
      Map.of(
          "jobType", facet -> texts(facet, "processingType", "integration", "jobType"),
          "tags", FacetReader::tags,
          "ownership", FacetReader::owners,
          "sourceCodeLocation", facet -> texts(facet, "url", "version"),
          "lineage", FacetReader::entries);

  private static final Map<String, Reduction> RUN =
      Map.of("parent", FacetReader::parent, "tags", FacetReader::tags);

  private enum Change {
    ALTER,
    CREATE,
    DROP,
    OVERWRITE,
    RENAME,
    TRUNCATE
  }

  private final PayloadFacets payloads;

  FacetReader(PayloadFacets payloads) {
    this.payloads = payloads;
  }

  /** Adds what the facets in {@code field} of a dataset say. */
  void dataset(Fields dataset, String field, Map<String, JsonNode> into) {
    read(dataset, field, DATASET, Set.of(PayloadFacets.TRAINING, PayloadFacets.CLEANING), into);
  }

  void job(Fields job, Map<String, JsonNode> into) {
    read(job, "facets", JOB, Set.of(PayloadFacets.COMPOSITION), into);
  }

  void run(Fields run, Map<String, JsonNode> into) {
    read(run, "facets", RUN, Set.of(PayloadFacets.COMPOSITION), into);
  }

  private void read(
      Fields owner,
      String field,
      Map<String, Reduction> known,
      Set<String> misplaced,
      Map<String, JsonNode> into) {
    for (Map.Entry<String, JsonNode> member : owner.members(field)) {
      String name = member.getKey();
      String path = owner.path(field) + "." + name;
      boolean payload = PayloadFacets.NAMES.contains(name);
      if (!payload && !known.containsKey(name)) {
        continue;
      }
      if (misplaced.contains(name)) {
        throw new InvalidException(path, PayloadFacets.place(name));
      }
      JsonNode facet = member.getValue();
      if (facet.isNull() || Fields.of(path, facet).flag("_deleted")) {
        into.put(name, JSON.nullNode());
        continue;
      }
      Fields fields = Fields.of(path, facet);
      JsonNode reduced = payload ? payloads.reduce(name, path, facet) : known.get(name).of(fields);
      if (reduced != null) {
        into.put(name, reduced);
      }
    }
  }

  private static JsonNode text(String text) {
    return text.isEmpty() ? null : JSON.textNode(text);
  }

  private static JsonNode texts(Fields facet, String... fields) {
    ObjectNode reduced = JSON.objectNode();
    for (String field : fields) {
      String text = facet.text(field);
      if (!text.isEmpty()) {
        reduced.put(field, text);
      }
    }
    return reduced.isEmpty() ? null : reduced;
  }

  /** Tags of the whole; those of single fields are left alone. */
  private static JsonNode tags(Fields facet) {
    TreeMap<String, String> tags = new TreeMap<>();
    facet.list(
        "tags",
        (path, item) -> {
          Fields tag = Fields.of(path, item);
          String key = tag.requiredText("key");
          String value = tag.loose("value");
          Activities.check(key, tag.path("value"), value);
          if (tag.text("field").isEmpty()) {
            tags.put(key, value);
          }
          return key;
        });
    ObjectNode reduced = JSON.objectNode();
    tags.forEach(reduced::put);
    return reduced;
  }

  private static JsonNode lifecycle(Fields facet) {
    String text = facet.requiredText("lifecycleStateChange");
    boolean known = Arrays.stream(Change.values()).anyMatch(change -> change.name().equals(text));
    if (!known) {
      throw new InvalidException(
          facet.path("lifecycleStateChange"),
          "is \""
              + Shown.of(text)
              + "\", must be one of "
              + Arrays.stream(Change.values()).map(Enum::name).collect(Collectors.joining(", ")));
    }
    ObjectNode reduced = JSON.objectNode().put("change", text);
    if (facet.has("previousIdentifier")) {
      reduced.set(
          "previous",
          name(
              DatasetName.of(
                  facet.path("previousIdentifier"), facet.required("previousIdentifier"))));
    }
    return reduced;
  }

  private static JsonNode owners(Fields facet) {
    ArrayNode reduced = JSON.arrayNode();
    facet.list(
        "owners",
        (path, item) -> {
          Fields owner = Fields.of(path, item);
          Facets.Owner named = new Facets.Owner(owner.requiredText("name"), owner.text("type"));
          try {
            Owners.agent(named);
          } catch (InvalidException invalid) {
            throw new InvalidException(owner.path("name"), invalid.problem());
          }
          return reduced.add(JSON.objectNode().put("name", named.name()).put("type", named.type()));
        });
    return reduced;
  }

  private static JsonNode statistics(Fields facet) {
    ObjectNode reduced = JSON.objectNode();
    facet.count("rowCount").ifPresent(count -> reduced.put("records", count));
    facet.count("size").ifPresent(count -> reduced.put("bytes", count));
    return reduced.isEmpty() ? null : reduced;
  }

  private static JsonNode parent(Fields facet) {
    Fields run = facet.requiredObject("run");
    Fields job = facet.requiredObject("job");
    return JSON.objectNode()
        .put("run", runId(run))
        .put("namespace", job.requiredText("namespace"))
        .put("name", job.requiredText("name"));
  }

  /** A UUID, in lower case. */
  static String runId(Fields run) {
    String text = run.requiredText("runId");
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (UUID.fromString(lower).toString().equals(lower)) {
        return lower;
      }
    } catch (IllegalArgumentException none) {
      // Told below.
    }
    throw new InvalidException(run.path("runId"), "is \"" + Shown.of(text) + "\", must be a UUID");
  }

  /** The sources of the dataset that the facet is on; null if the facet does not tell of any. */
  private static JsonNode lineage(Fields facet) {
    return sources(facet);
  }

  /** The sources of each dataset that the job's facet tells of. */
  private static JsonNode entries(Fields facet) {
    ArrayNode reduced = JSON.arrayNode();
    facet.list(
        "entries",
        (path, item) -> {
          Fields entry = Fields.of(path, item);
          // Others are about the job itself, and no dataset is made of it.
          if (entry.requiredText("type").equals("DATASET")) {
            ObjectNode target = name(DatasetName.of(path, item));
            JsonNode sources = sources(entry);
            if (sources != null) {
              target.set("sources", sources);
            }
            reduced.add(target);
          }
          return path;
        });
    return reduced;
  }

  private static JsonNode sources(Fields facet) {
    if (!facet.has("inputs") && !facet.has("fields")) {
      return null;
    }
    Collection<DatasetName> sources = new TreeSet<>();
    addSources(facet, sources);
    for (Map.Entry<String, JsonNode> field : facet.members("fields")) {
      addSources(
          Fields.of(facet.path("fields") + "." + Shown.of(field.getKey()), field.getValue()),
          sources);
    }
    return names(sources);
  }

  private static void addSources(Fields owner, Collection<DatasetName> sources) {
    owner.list(
        "inputs",
        (path, item) -> {
          boolean dataset = Fields.of(path, item).requiredText("type").equals("DATASET");
          return dataset && sources.add(DatasetName.of(path, item));
        });
  }

  private static JsonNode columnLineage(Fields facet) {
    Collection<DatasetName> sources = new TreeSet<>(facet.list("dataset", DatasetName::of));
    for (Map.Entry<String, JsonNode> field : facet.members("fields")) {
      String path = facet.path("fields") + "." + Shown.of(field.getKey());
      sources.addAll(Fields.of(path, field.getValue()).list("inputFields", DatasetName::of));
    }
    return sources.isEmpty() ? null : names(sources);
  }

  private static JsonNode names(Collection<DatasetName> names) {
    ArrayNode reduced = JSON.arrayNode();
    new TreeSet<>(names).forEach(name -> reduced.add(name(name)));
    return reduced;
  }

  private static ObjectNode name(DatasetName name) {
    return JSON.objectNode().put("namespace", name.namespace()).put("name", name.name());
  }
}
