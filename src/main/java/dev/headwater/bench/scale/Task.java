package dev.headwater.bench.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * The task of one partition: what waits for it, and what it keeps back until its commit. It does
 * what {@code engine.Worklist} and {@code stream.store.GraphState} do, as far as that decides which
 * rows are written and which records sent.
 */
final class Task {
  /** Counters that every commit with changes writes, beside one for each namespace. */
  private static final int COUNTERS = 2;

  /** Counters of an origin whose models change: their number, and its rank, old and new. */
  private static final int COUNTERS_OF_CAUSE = 3;

  /** An event that waits. */
  record Arrived(Step step, double atMillis) {}

  /** A record of commands: all that one commit of a task sent to this partition. */
  record Batch(List<Command> commands, int records) {}

  /** An exposure, or an alert: whose it is, and its origin. */
  private record Of(Node asset, int origin) {}

  private record Lane(Node to, Node from) {}

  final int partition;
  final Queue<Arrived> events = new ArrayDeque<>();
  final Queue<Batch> batches = new ArrayDeque<>();

  private static final int[] NOTHING = {};

  private final Flow flow;
  private final Map<Node, Set<Integer>> told = new LinkedHashMap<>();
  private final Map<Lane, Map<Integer, Integer>> lanes = new LinkedHashMap<>();
  private final List<Command> away = new ArrayList<>();
  private final Set<Node> written = new LinkedHashSet<>();
  private final Set<String> versions = new HashSet<>();
  private final Set<Integer> namespaces = new HashSet<>();
  private final Set<Of> exposureRows = new HashSet<>();
  private final Set<Of> alertRows = new HashSet<>();
  private final Set<Integer> causes = new HashSet<>();
  private final List<Node> summarized = new ArrayList<>();
  private long commit;
  private int alerts;
  private boolean changed;

  Task(Flow flow, int partition) {
    this.flow = flow;
    this.partition = partition;
  }

  void event(Step step) {
    flow.counts().event();
    Node output = flow.node(step.output());
    output.known = true;
    output.events++;
    write(output);
    namespaces.add(output.namespace);
    summarize(output);
    row(RowBytes.EVENT);
    if (step.kind() != Step.Kind.DOCUMENT) {
      row(RowBytes.JOB);
    }
    if (output.ref.model()) {
      row(RowBytes.TRAINED);
    } else {
      versions.add(output.ref.key());
    }
    if (output.events > Node.INLINE_EVENTS) {
      row(RowBytes.LISTED);
    }
    for (Step.Ref input : step.inputs()) {
      Node from = flow.node(input);
      if (!output.inputs.contains(from)) {
        output.inputs.add(from);
        send(new Command(Command.Kind.SET_EDGE, from, output, NOTHING));
        if (watches(step)) {
          if (!flow.isLocal(from, partition)) {
            row(RowBytes.WATCHED); // asked for, and not answered in the same commit
          }
          send(new Command(Command.Kind.WATCH, from, output, NOTHING));
        }
      }
    }
    origin(step, output);
  }

  private void origin(Step step, Node output) {
    switch (step.kind()) {
      case MAKE -> {}
      case SYNTHESIZE -> {
        announce(output, false);
        alert(output, output.origin);
      }
      case SYNTHESIZE_DOCUMENTED -> announce(output, true);
      case DOCUMENT -> {
        if (output.origin > 0) {
          announce(output, true);
          alert(output, output.origin);
        }
      }
    }
  }

  /** Whether rules about representation use what the inputs declare. */
  private static boolean watches(Step step) {
    return step.output().model();
  }

  private void announce(Node asset, boolean documented) {
    if (asset.origin == 0) {
      asset.origin = flow.nextOrigin();
    }
    if (join(asset, asset.origin, Origins.state(0, documented))) {
      passOn(asset, asset.origin);
    }
  }

  void batch(Batch batch) {
    for (int i = 0; i < batch.records(); i++) {
      flow.counts().received();
    }
    batch.commands().forEach(this::handle);
  }

  private void handle(Command command) {
    switch (command.kind()) {
      case SET_EDGE -> setEdge(command.target(), command.other());
      case PROPAGATE -> propagate(command.target(), command.told());
      case WATCH -> {
        write(command.target());
        send(new Command(Command.Kind.DECLARED, command.other(), command.target(), NOTHING));
      }
      case DECLARED -> {
        write(command.target());
        row(RowBytes.WATCHED);
      }
      case TRACE -> trace(command);
      case TRACED -> {
        write(command.target());
        summarize(command.target());
        causes.add(command.told()[0]);
        alert(command.target(), command.told()[0]);
      }
    }
  }

  private void setEdge(Node from, Node to) {
    if (!from.known) {
      from.known = true;
      summarize(from);
    }
    from.children.add(to);
    write(from);
    child(from.children.size());
    if (from.exposures.size() > 0) {
      send(new Command(Command.Kind.PROPAGATE, to, from, from.exposures.all()));
    }
  }

  private void propagate(Node asset, int[] deltas) {
    for (int i = 0; i < deltas.length; i += 2) {
      if (join(asset, deltas[i], Origins.further(deltas[i + 1]))) {
        passOn(asset, deltas[i]);
      }
    }
  }

  private boolean join(Node asset, int origin, int state) {
    int before = asset.exposures.state(origin);
    if (!asset.exposures.join(origin, state)) {
      return false;
    }
    write(asset);
    namespaces.add(asset.namespace);
    summarize(asset);
    if (before == 0 && asset.exposures.size() == Node.INLINE_EXPOSURES + 1) {
      int[] all = asset.exposures.all();
      for (int i = 0; i < all.length; i += 2) {
        exposureRows.add(new Of(asset, all[i]));
      }
    } else if (asset.exposures.size() > Node.INLINE_EXPOSURES) {
      exposureRows.add(new Of(asset, origin));
    }
    if (asset.ref.model()) {
      review(asset, origin, before);
    }
    return true;
  }

  /** Judges what a model is exposed to: an alert opens when its path is found. */
  private void review(Node model, int origin, int before) {
    boolean documented = Origins.isDocumented(model.exposures.state(origin));
    if (before == 0 && !documented) {
      alertRows.add(new Of(model, origin));
      send(new Command(Command.Kind.TRACE, model, model, new int[] {origin}));
    } else if (before != 0 && !Origins.isDocumented(before) && documented) {
      causes.add(origin);
      alert(model, origin);
    }
  }

  private void trace(Command walk) {
    int origin = walk.told()[0];
    Node nearest = null;
    int distance = Origins.distance(walk.target().exposures.state(origin));
    for (Node input : walk.target().inputs) {
      int state = input.exposures.state(origin);
      if (state != 0 && Origins.distance(state) < distance) {
        nearest = input;
        distance = Origins.distance(state);
      }
    }
    if (nearest != null) {
      send(new Command(Command.Kind.TRACE, nearest, walk.other(), walk.told()));
      return;
    }
    send(new Command(Command.Kind.TRACED, walk.other(), walk.other(), walk.told()));
  }

  private void alert(Node asset, int origin) {
    alerts++;
    alertRows.add(new Of(asset, origin));
    row(RowBytes.OPENED);
  }

  private void passOn(Node asset, int origin) {
    if (!asset.children.isEmpty()) {
      told.computeIfAbsent(asset, key -> new LinkedHashSet<>()).add(origin);
    }
  }

  private void send(Command command) {
    if (flow.isLocal(command.target(), partition)) {
      handle(command);
    } else if (command.kind() == Command.Kind.PROPAGATE) {
      Map<Integer, Integer> lane =
          lanes.computeIfAbsent(
              new Lane(command.target(), command.other()), key -> new LinkedHashMap<>());
      for (int i = 0; i < command.told().length; i += 2) {
        lane.merge(command.told()[i], command.told()[i + 1], Origins::merge);
      }
    } else {
      away.add(command);
    }
  }

  /** Sends what changed to the neighbours, and writes the rows. Returns what leaves the task. */
  Map<Integer, List<Command>> commit() {
    while (!told.isEmpty()) {
      Node asset = told.keySet().iterator().next();
      int[] deltas = deltas(asset, told.remove(asset));
      for (Node child : List.copyOf(asset.children)) {
        send(new Command(Command.Kind.PROPAGATE, child, asset, deltas));
      }
    }
    lanes.forEach((lane, origins) -> away.add(command(lane, origins)));
    lanes.clear();
    for (Node asset : written) {
      flow.counts().row(asset.rowBytes());
    }
    versions.forEach(name -> row(RowBytes.VERSIONS));
    versions.clear();
    alertRows.forEach(alert -> row(RowBytes.ALERT_ROW));
    alertRows.clear();
    exposureRows.forEach(exposure -> row(RowBytes.EXPOSURE_ROW));
    exposureRows.clear();
    if (changed) {
      int counters = COUNTERS + namespaces.size() + COUNTERS_OF_CAUSE * causes.size();
      for (int i = 0; i < counters; i++) {
        flow.counts().row(RowBytes.COUNTER);
      }
    }
    namespaces.clear();
    causes.clear();
    Map<Integer, List<Command>> byPartition = new LinkedHashMap<>();
    for (Command command : away) {
      flow.counts().command();
      byPartition
          .computeIfAbsent(command.target().partition, key -> new ArrayList<>())
          .add(command);
    }
    away.clear();
    written.clear();
    changed = false;
    commit++;
    return byPartition;
  }

  private static Command command(Lane lane, Map<Integer, Integer> origins) {
    int[] deltas = new int[2 * origins.size()];
    int next = 0;
    for (Map.Entry<Integer, Integer> origin : origins.entrySet()) {
      deltas[next++] = origin.getKey();
      deltas[next++] = origin.getValue();
    }
    return new Command(Command.Kind.PROPAGATE, lane.to(), lane.from(), deltas);
  }

  private static int[] deltas(Node asset, Set<Integer> origins) {
    int[] deltas = new int[2 * origins.size()];
    int next = 0;
    for (int origin : origins) {
      deltas[next++] = origin;
      deltas[next++] = asset.exposures.state(origin);
    }
    return deltas;
  }

  /** The assets whose summaries the last commit sends. */
  List<Node> takeSummaries() {
    List<Node> taken = List.copyOf(summarized);
    summarized.clear();
    taken.forEach(asset -> flow.counts().summary());
    return taken;
  }

  int takeAlerts() {
    int taken = alerts;
    alerts = 0;
    for (int i = 0; i < taken; i++) {
      flow.counts().alert();
    }
    return taken;
  }

  private void write(Node asset) {
    changed = true;
    if (asset.written != commit) {
      asset.written = commit;
      written.add(asset);
    }
  }

  private void summarize(Node asset) {
    if (asset.summarized != commit) {
      asset.summarized = commit;
      summarized.add(asset);
    }
  }

  /** Writes the row of a new child, or of all children when they no longer fit into the asset's. */
  private void child(int children) {
    int rows = children == Node.INLINE_CHILDREN + 1 ? children : 1;
    for (int i = 0; i < rows && children > Node.INLINE_CHILDREN; i++) {
      row(RowBytes.CHILD_ROW);
    }
  }

  private void row(int bytes) {
    changed = true;
    flow.counts().row(bytes);
  }
}
