package dev.headwater.http;

import dev.headwater.query.JobGraph;
import dev.headwater.query.Queries;
import io.javalin.http.Context;

/**
 * Handles {@code GET /lineage}: answers with the graph in the format of OpenLineage's reference
 * server, with jobs between the assets. The depth counts steps from asset to asset.
 */
final class GraphEndpoint {
  private static final int DEPTH = 20;
  private static final int DEEPEST = 10_000;
  private static final int NODES = 1_000;

  private final Queries queries;

  GraphEndpoint(Queries queries) {
    this.queries = queries;
  }

  void get(Context ctx) {
    Parameters parameters = Parameters.of(ctx, "nodeId", "depth", "wait");
    String asked = parameters.text("nodeId");
    NodeId id = NodeId.of(asked);
    int depth = parameters.number("depth", DEPTH, 0, DEEPEST);
    JobGraph graph =
        (id.jobs().isEmpty()
                ? queries.graphAround(id.assets(), depth, NODES, parameters.promptness())
                : queries.graphOfJob(id.jobs(), depth, NODES, parameters.promptness()))
            .orElseThrow(
                () -> Problem.of(404, "No event that has been processed names " + asked + "."));
    AssetEndpoints.answer(ctx, GraphJson.of(graph, NodeNames.of(graph, asked, queries)).body());
  }
}
