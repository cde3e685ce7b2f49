package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The handling of one command: the rows that it reads, and what it has decided so far. Not
 * thread-safe.
 */
final class Turn {
  final View view;
  final Policy policy;
  final Instant now;
  final long causeMillis;
  final boolean holding;

  private final Map<Asset, Node> nodes = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<GraphCommand> commands = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Set<Asset> changedAssets = new LinkedHashSet<>();
  private final List<LineageEvent> conflicts = new ArrayList<>();

  Turn(View view, Policy policy, Instant now, long causeMillis, boolean holding) {
    this.view = view;
    this.policy = policy;
    this.now = now;
    this.causeMillis = causeMillis;
    this.holding = holding;
  }

  /** The asset's row with the changes of this turn; a new row if there is none yet. */
  Node node(Asset asset) {
    Node changed = nodes.get(asset);
    return changed != null ? changed : view.node(asset).orElseGet(() -> Node.of(asset));
  }

  /** Visits live contributions, the latest event first, until {@code visit} returns false. */
  void contributions(Asset asset, ContributionKind kind, Predicate<Contribution> visit) {
    view.visit(asset, kind, visit);
  }

  void put(Node node) {
    nodes.put(node.asset(), node);
  }

  void put(Change change) {
    changes.add(change);
  }

  void send(GraphCommand command) {
    commands.add(command);
  }

  /** Plans a new judgement of an exposure at {@code at}, or up to a millisecond later. */
  void remind(Asset asset, Origin origin, Instant at) {
    remind(new GraphCommand.Review(asset, origin), at);
  }

  /** Plans a command at {@code at}, or up to a millisecond later. */
  void remind(GraphCommand.Reminder command, Instant at) {
    put(new Change.PutTimer(new Timer(at.plusNanos(999_999).toEpochMilli(), command)));
  }

  void deliver(Alert alert) {
    alerts.add(alert);
  }

  void summaryChanged(Asset asset) {
    changedAssets.add(asset);
  }

  void conflict(LineageEvent event) {
    conflicts.add(event);
  }

  Effects decision() {
    for (Node node : nodes.values()) {
      if (!view.node(node.asset()).filter(node::equals).isPresent()) {
        changes.add(new Change.PutNode(node));
      }
    }
    return new Effects(changes, commands, alerts, changedAssets, conflicts);
  }
}
