package dev.headwater.query.stored;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Node;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Moment;
import dev.headwater.model.RuleName;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.query.stored.StoredEvents.Kept;
import dev.headwater.stream.store.GraphReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Reads the facts that gates decide by, what is stated of compositions, and the revisions of both.
 * The caller makes sure that no rows change meanwhile.
 */
final class StoredFacts {
  private final GraphReader rows;
  private final Policy policy;
  private final StoredEvents events;

  StoredFacts(GraphReader rows, Policy policy, StoredEvents events) {
    this.rows = rows;
    this.policy = policy;
    this.events = events;
  }

  /**
   * @param kept empty if only the facts are wanted
   */
  record FactsAndEvents(FactsQuestion.Found facts, Optional<Kept> kept) {}

  /** Reads the facts from rows that {@code row} holds, and perhaps the events. */
  FactsAndEvents read(
      GraphReader row, Asset asset, String cursor, int limit, boolean withStatements) {
    return new FactsAndEvents(
        facts(row, asset, cursor, limit),
        withStatements ? Optional.of(events.kept(row, asset)) : Optional.empty());
  }

  private FactsQuestion.Found facts(GraphReader row, Asset asset, String cursor, int limit) {
    Optional<Node> node = row.node(asset);
    List<InEdge> edges = row.inEdges(asset, RowCursors.asset(cursor), limit);
    return new FactsQuestion.Found(
        node.isPresent(),
        withAlerts(AssetFacts.of(row, policy, asset), node),
        RowValues.carrying(edges),
        RowCursors.next(edges, limit, edge -> edge.from().urn()),
        revision(rows, node, Node.Revisions::facts),
        false);
  }

  /** Adds which rules have an open alert on the asset, of those that a gate regards. */
  private AssetFacts withAlerts(AssetFacts facts, Optional<Node> node) {
    if (node.filter(one -> one.openAlerts() > 0).isEmpty()) {
      return facts;
    }
    Asset asset = facts.asset();
    Set<RuleName> broken = EnumSet.noneOf(RuleName.class);
    for (RuleName rule : policy.gate(asset.namespace())) {
      if (rows.hasOpenAlert(asset, rule)) {
        broken.add(rule);
      }
    }
    boolean unfit =
        asset.kind() == AssetKind.MODEL && rows.hasOpenAlert(asset, RuleName.FITNESS_GAP);
    return facts.withAlerts(broken, unfit);
  }

  static StatementsQuestion.Found statements(Asset asset, String dimension, Kept kept) {
    StatedCompositions stated = new StatedCompositions(asset, dimension);
    return new StatementsQuestion.Found(
        kept.node().isPresent(),
        kept.events()
            .map(all -> stated.of(all, Moment.NOW))
            .orElseGet(() -> stated.of(kept.latest(), kept.node().flatMap(Node::reclassified))),
        kept.revision());
  }

  static Revision revision(
      GraphReader rows, Optional<Node> node, ToLongFunction<Node.Revisions> counter) {
    return new Revision(
        rows.flushes().task(), node.map(Node::revisions).map(counter::applyAsLong).orElse(-1L));
  }

  /** The revision of an asset by one of its counters. */
  Revision revision(Asset asset, ToLongFunction<Node.Revisions> counter) {
    long number = rows.revisions(asset).map(counter::applyAsLong).orElse(-1L);
    return new Revision(rows.flushes().task(), number);
  }
}
