package dev.headwater.bench.faults.reads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.oracle.LinkBounds;
import dev.headwater.oracle.OwnBounds;
import java.util.ArrayList;
import java.util.List;

/** Judges answers about lineage: nodes, edges, and the states of the nodes. */
final class LineageJudge {
  private final LinkBounds links;
  private final OwnBounds states;

  LineageJudge(LinkBounds links, OwnBounds states) {
    this.links = links;
    this.states = states;
  }

  List<String> judge(Given given) {
    JsonNode body = given.body();
    String direction = body.path("direction").asText();
    boolean up = !direction.equals("downstream");
    boolean down = !direction.equals("upstream");
    boolean cut = !given.isComplete() && !body.path("truncated").isNull();
    List<String> wrong =
        new ArrayList<>(
            links.judge(
                new LinkBounds.Shown(
                    given.asset(),
                    up,
                    down,
                    Bodies.distances(body),
                    Bodies.links(body),
                    up && !cut,
                    down && !cut && given.isCaughtUp())));
    for (JsonNode node : body.path("nodes")) {
      if (node.has("synthetic")) {
        Asset asset = Asset.parse(node.path("id").asText());
        wrong.addAll(states.judge(asset, Bodies.state(node)));
      }
    }
    return wrong;
  }
}
