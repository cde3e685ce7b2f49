package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Limits;
import dev.headwater.openlineage.IgnoredFacets.Ignored;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reduces the facets of OpenLineage to the parts that Headwater uses, as small JSON values that
 * {@link Facets} reads. For example, the column lineage of a thousand columns becomes the few
 * datasets that it names.
 *
 * <p>A facet that cannot be read is reported, and counts as absent. If it may have said something
 * that matters, a mark replaces it: see {@link Unread}. If one tag cannot be read, only that tag is
 * lost.
 */
final class FacetReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Reads a facet. Returns null if the facet says nothing. Reports parts that cannot be read to
   * {@code lost}, and continues with the others.
   */
  private interface Reduction {
    JsonNode of(Fields facet, Losses lost);
  }

  /** Collects what could not be read. */
  private interface Losses {
    /**
     * @param hides whether the lost part may have said something that matters: see {@link Unread}
     */
    void add(InvalidException why, boolean hides);
  }

  private static final Map<String, Reduction> DATASET =
      Map.of(
          "version", whole(FacetReader::version),
          "symlinks", whole(facet -> names(facet.list("identifiers", DatasetName::of))),
          "datasetType", whole(facet -> texts(facet, "datasetType", "subType")),
          "tags", FacetReader::tags,
          "lifecycleStateChange", whole(FacetReader::lifecycle),
          "ownership", whole(FacetReader::owners),
          "lineage", whole(FacetReader::sources),
          "columnLineage", whole(FacetReader::columnLineage),
          "inputStatistics", whole(FacetReader::statistics),
          "outputStatistics", whole(FacetReader::statistics));

  private static final Map<String, Reduction> JOB =
      Map.of(
          "jobType", whole(facet -> texts(facet, "processingType", "integration", "jobType")),
          "tags", FacetReader::tags,
          "ownership", whole(FacetReader::owners),
          "sourceCodeLocation", whole(facet -> texts(facet, "url", "version")),
          "lineage", whole(FacetReader::entries));

  private static final Map<String, Reduction> RUN =
      Map.of("parent", whole(FacetReader::parent), "tags", FacetReader::tags);

  private static final Set<String> HIDING = Unread.names().collect(Collectors.toUnmodifiableSet());

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

  /** The names of all facets that are read, and {@link Unread#ALL}. */
  static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(PayloadFacets.NAMES);
    List.of(DATASET, JOB, RUN).forEach(known -> names.addAll(known.keySet()));
    names.add(Unread.ALL);
    return names;
  }

  /**
   * Adds what the facets in {@code field} of a dataset say.
   *
   * @param composition whether the dataset may have {@link PayloadFacets#COMPOSITION} there
   */
  void dataset(
      Fields dataset,
      String field,
      boolean composition,
      Map<String, JsonNode> into,
      IgnoredFacets.Collector ignored) {
    Set<String> misplaced =
        composition
            ? Set.of(PayloadFacets.TRAINING, PayloadFacets.CLEANING)
            : Set.of(PayloadFacets.TRAINING, PayloadFacets.CLEANING, PayloadFacets.COMPOSITION);
    read(dataset, field, DATASET, misplaced, into, ignored);
  }

  void job(Fields job, Map<String, JsonNode> into, IgnoredFacets.Collector ignored) {
    read(job, "facets", JOB, Set.of(PayloadFacets.COMPOSITION), into, ignored);
  }

  void run(Fields run, Map<String, JsonNode> into, IgnoredFacets.Collector ignored) {
    read(run, "facets", RUN, Set.of(PayloadFacets.COMPOSITION), into, ignored);
  }

  private void read(
      Fields owner,
      String field,
      Map<String, Reduction> known,
      Set<String> misplaced,
      Map<String, JsonNode> into,
      IgnoredFacets.Collector ignored) {
    Iterable<Map.Entry<String, JsonNode>> members;
    try {
      members = owner.members(field);
    } catch (InvalidException invalid) {
      ignored.add(new Ignored(Unread.ALL, invalid.path(), invalid.problem()));
      into.put(Facets.unread(Unread.ALL), JSON.booleanNode(true));
      return;
    }
    for (Map.Entry<String, JsonNode> member : members) {
      String name = member.getKey();
      boolean payload = PayloadFacets.NAMES.contains(name);
      Reduction reduction = payload ? payload(name, misplaced) : known.get(name);
      if (reduction != null) {
        Reading reading = new Reading(name, payload && !misplaced.contains(name), into, ignored);
        reading.read(owner.path(field) + "." + name, member.getValue(), reduction);
      }
    }
  }

  private Reduction payload(String name, Set<String> misplaced) {
    return (facet, lost) -> {
      if (misplaced.contains(name)) {
        throw new InvalidException(facet.path(), PayloadFacets.place(name));
      }
      return payloads.reduce(name, facet.path(), facet.node());
    };
  }

  /**
   * Reads one facet.
   *
   * @param own whether it is a facet of Headwater's own, in a place where it belongs
   */
  private record Reading(
      String name, boolean own, Map<String, JsonNode> into, IgnoredFacets.Collector ignored) {

    void read(String path, JsonNode facet, Reduction reduction) {
      if (facet.isNull()) {
        into.put(name, facet);
        return;
      }
      try {
        Fields fields = Fields.of(path, facet);
        JsonNode reduced =
            fields.flag("_deleted") ? JSON.nullNode() : reduction.of(fields, this::lose);
        if (reduced != null) {
          into.put(name, reduced);
        }
      } catch (InvalidException invalid) {
        Optional<JsonNode> rest = own ? PayloadFacets.unreadable(name, facet) : Optional.empty();
        rest.ifPresent(said -> into.put(name, said));
        lose(invalid, rest.isEmpty() && HIDING.contains(name));
      }
    }

    private void lose(InvalidException why, boolean hides) {
      ignored.add(new Ignored(name, why.path(), why.problem()));
      if (hides) {
        into.put(Facets.unread(name), JSON.booleanNode(true));
      }
    }
  }

  private static Reduction whole(Function<Fields, JsonNode> reduction) {
    return (facet, lost) -> reduction.apply(facet);
  }

  private static JsonNode version(Fields facet) {
    String version = facet.loose("datasetVersion");
    if (!version.isEmpty()) {
      try {
        Asset.of(AssetKind.DATASET, "n", "n", version);
      } catch (InvalidException invalid) {
        throw new InvalidException(facet.path("datasetVersion"), invalid.problem());
      }
    }
    return text(version);
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

  /** The tags of the whole dataset, job or run. Tags of single fields are skipped. */
  private static JsonNode tags(Fields facet, Losses lost) {
    ObjectNode reduced = JSON.objectNode();
    TreeMap<String, String> tags = new TreeMap<>();
    facet.list(
        "tags",
        (path, item) -> {
          try {
            Fields tag = Fields.of(path, item);
            String key = tag.requiredText("key");
            String value = tag.loose("value");
            Activities.check(key, tag.path("value"), value);
            if (tag.text("field").isEmpty()) {
              tags.put(key, value);
            }
          } catch (InvalidException invalid) {
            lost.add(invalid, Activities.mayBeMeant(item.path("key")));
          }
          return path;
        });
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
          if (reduced.size() == Limits.ENTRIES) {
            throw new InvalidException(
                facet.path("owners"), "has more than " + Limits.ENTRIES + " owners");
          }
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

  /** Returns the run's id, a UUID, in lower case. */
  static String runId(Fields run) {
    String text = run.requiredText("runId");
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (UUID.fromString(lower).toString().equals(lower)) {
        return lower;
      }
    } catch (IllegalArgumentException none) {
      // The exception below reports it.
    }
    throw new InvalidException(run.path("runId"), "is \"" + Shown.of(text) + "\", must be a UUID");
  }

  /** The datasets that the job's lineage facet has entries for, each with its sources. */
  private static JsonNode entries(Fields facet) {
    ArrayNode reduced = JSON.arrayNode();
    facet.list(
        "entries",
        (path, item) -> {
          Fields entry = Fields.of(path, item);
          // Other entries are about the job itself. They make no dataset.
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

  /** The sources that a lineage facet, or an entry of one, names; null if it states no sources. */
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
