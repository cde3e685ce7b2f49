package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.http.request.JsonBody;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Production;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.JobRun;
import dev.headwater.query.question.JobUse;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Writes a graph of datasets and jobs as a list of nodes with their edges. An edge whose job is not
 * known connects two datasets directly, and so does an edge between two names of one dataset.
 */
final class GraphJson {
  /**
   * A run of a job. If two runs have the same time, the ids of their events decide which is later.
   */
  private record LatestRun(Job job, String id, Instant at, String eventId) {}

  private static final Comparator<LatestRun> LATER =
      Comparator.comparing(LatestRun::at).thenComparing(LatestRun::eventId);

  private final JobGraph graph;
  private final NodeNames names;

  /** The latest run of each job, by the job's id among the nodes. */
  private final SortedMap<String, LatestRun> jobs = new TreeMap<>();

  private final SortedMap<String, SortedSet<String>> in = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> out = new TreeMap<>();

  private GraphJson(JobGraph graph, NodeNames names) {
    this.graph = graph;
    this.names = names;
  }

  static GraphJson of(JobGraph graph, NodeNames names) {
    GraphJson json = new GraphJson(graph, names);
    graph.edges().forEach(json::add);
    graph
        .productions()
        .forEach((asset, made) -> made.forEach(production -> json.add(asset, production)));
    graph.uses().forEach(json::add);
    if (graph.start() instanceof Job job) {
      graph.runs().forEach(run -> json.add(job, run));
    }
    return json;
  }

  private void add(Edge edge) {
    String from = names.of(edge.from());
    Optional<Production> behind = graph.behind(edge);
    if (behind.isPresent()) {
      connect(from, add(behind.get()));
    } else {
      connect(from, names.of(edge.to()));
    }
  }

  private void add(Asset asset, Production made) {
    connect(add(made), names.of(asset));
  }

  /**
   * Adds what a job used and made. The edges alone may not show it, because a later event of
   * another job may have taken them over.
   */
  private void add(JobUse use) {
    use.production()
        .ifPresent(
            made -> {
              add(use.made(), made);
              use.inputs().forEach(input -> connect(names.of(input), add(made)));
            });
  }

  /** Adds the inputs of a run, even if the run has made nothing (yet). */
  private void add(Job job, JobRun run) {
    String id = add(job, new LatestRun(job, run.id(), Instant.ofEpochMilli(run.lastMillis()), ""));
    run.inputs().forEach(input -> connect(names.of(input), id));
  }

  private String add(Production made) {
    return add(
        made.job(),
        new LatestRun(made.job(), made.run(), made.eventTime(), made.eventId().toString()));
  }

  private String add(Job job, LatestRun run) {
    String id = names.of(job);
    jobs.merge(id, run, BinaryOperator.maxBy(LATER));
    return id;
  }

  private void connect(String from, String to) {
    out.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
    in.computeIfAbsent(to, any -> new TreeSet<>()).add(from);
  }

  JsonBody body() {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("graph");
      for (Lineage.Node node : graph.nodes()) {
        dataset(json, node);
      }
      for (Map.Entry<String, LatestRun> job : jobs.entrySet()) {
        job(json, job.getKey(), job.getValue());
      }
      json.writeEndArray();
      ReadJson.end(json, graph.truncated(), graph.freshness());
    };
  }

  private void dataset(JsonGenerator json, Lineage.Node node) throws IOException {
    Asset asset = node.asset();
    begin(json, names.of(asset), "DATASET", asset.namespace(), asset.name());
    json.writeStringField("urn", asset.urn());
    json.writeStringField("kind", asset.kind().name());
    if (asset.version().isPresent()) {
      json.writeStringField("version", asset.version().get());
    }
    if (node.state().isPresent()) {
      ReadJson.state(json, node.state().get(), true);
    }
    end(json, names.of(asset));
  }

  private void job(JsonGenerator json, String id, LatestRun latest) throws IOException {
    Job job = latest.job();
    begin(json, id, "JOB", job.namespace(), job.name());
    json.writeStringField("simpleName", job.name());
    ids(json, "inputs", in.getOrDefault(id, new TreeSet<>()));
    ids(json, "outputs", out.getOrDefault(id, new TreeSet<>()));
    json.writeObjectFieldStart("latestRun");
    json.writeStringField("id", latest.id());
    json.writeEndObject();
    end(json, id);
  }

  private static void begin(
      JsonGenerator json, String id, String type, String namespace, String name)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("type", type);
    json.writeObjectFieldStart("data");
    json.writeObjectFieldStart("id");
    json.writeStringField("namespace", namespace);
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeStringField("type", type.equals("JOB") ? "BATCH" : type);
    json.writeStringField("namespace", namespace);
    json.writeStringField("name", name);
  }

  private void end(JsonGenerator json, String id) throws IOException {
    json.writeEndObject();
    json.writeArrayFieldStart("inEdges");
    for (String origin : in.getOrDefault(id, new TreeSet<>())) {
      edge(json, origin, id);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outEdges");
    for (String destination : out.getOrDefault(id, new TreeSet<>())) {
      edge(json, id, destination);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void edge(JsonGenerator json, String origin, String destination)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("origin", origin);
    json.writeStringField("destination", destination);
    json.writeEndObject();
  }

  private void ids(JsonGenerator json, String field, Set<String> ids) throws IOException {
    json.writeArrayFieldStart(field);
    List<Asset> assets =
        graph.nodes().stream()
            .map(Lineage.Node::asset)
            .filter(asset -> ids.contains(names.of(asset)))
            .toList();
    for (Asset asset : assets) {
      json.writeStartObject();
      json.writeStringField("namespace", asset.namespace());
      json.writeStringField("name", asset.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
