package dev.headwater.bench.faults.reads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.Limits;
import dev.headwater.oracle.AlertBounds;
import dev.headwater.oracle.Bracket;
import dev.headwater.oracle.OwnBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Judges answers about one asset: its state, the events that made it, its counts, its versions. */
final class AssetJudge {
  private final OwnBounds own;
  private final AlertBounds alerts;
  private final Bracket facts;

  AssetJudge(OwnBounds own, AlertBounds alerts, Bracket facts) {
    this.own = own;
    this.alerts = alerts;
    this.facts = facts;
  }

  List<String> judge(Given given) {
    JsonNode body = given.body();
    Asset asset = given.asset();
    List<String> wrong = new ArrayList<>(own.judge(asset, Bodies.state(body)));
    Set<UUID> productions = Bodies.productions(body);
    boolean all = productions.size() < Limits.SUMMARY_ITEMS;
    wrong.addAll(own.judgeProductions(asset, productions, all));
    wrong.addAll(own.judge(asset, Bodies.counts(body)));
    long open = body.path("openAlerts").asLong();
    if (open < 0 || open > alerts.most(asset)) {
      wrong.add("has " + open + " open alerts, more than may be");
    }
    List<Asset> versions = Bodies.assets(body.path("versions"));
    versions.stream()
        .filter(version -> !facts.mayBeNamed(version))
        .forEach(version -> wrong.add("lists a version that nobody named: " + version));
    if (facts.mustBeNamed(asset) && !versions.contains(asset)) {
      wrong.add("does not list itself as a version");
    }
    return wrong;
  }
}
