package dev.headwater.http.reads;

import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Freshness;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * Handles {@code GET /lineage}: answers with the graph in the format of OpenLineage's reference
 * server, with jobs between the assets. The depth counts steps from asset to asset.
 */
public final class GraphEndpoint {
  private static final int DEPTH = 20;
  private static final int DEEPEST = 10_000;
  private static final int NODES = 1_000;

  private final Queries queries;

  public GraphEndpoint(Queries queries) {
    this.queries = queries;
  }

  public void get(Context ctx) {
    Parameters parameters = Parameters.of(ctx, "nodeId", "depth", "wait");
    String asked = parameters.text("nodeId");
    NodeId id = NodeId.of(asked);
    int depth = parameters.number("depth", DEPTH, 0, DEEPEST);
    JobGraph graph =
        (id.jobs().isEmpty()
                ? queries.graphAround(id.assets(), depth, NODES, parameters.promptness())
                : queries.graphOfJob(id.jobs(), depth, NODES, parameters.promptness()))
            .orElseThrow(() -> unknown(id, asked, parameters.promptness()));
    AssetEndpoints.answer(ctx, GraphJson.of(graph, NodeNames.of(graph, asked, queries)).body());
  }

  /**
   * A problem 404 with {@code freshness}: an event that names the node may still be waiting. What a
   * copy does not have may be there, so its freshness says nothing.
   */
  private Problem unknown(NodeId id, String asked, Promptness promptness) {
    Optional<Freshness> freshness =
        queries.absence(id.assets(), id.jobs(), promptness).filter(found -> !found.isStale());
    boolean certain = freshness.filter(Freshness::caughtUp).isPresent();
    return Problem.of(
            404,
            "No event that has been processed names "
                + asked
                + "."
                + (certain ? "" : " Events may still be waiting to be processed."))
        .with(
            json -> {
              if (freshness.isPresent()) {
                ReadJson.freshness(json, freshness.get());
              }
            });
  }
}
