package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps the rows of one partition in memory. Not thread-safe. */
final class MemoryState implements State {
  private record ByEvent(Asset asset, UUID eventId) {}

  private final Map<List<Object>, JobMade> jobs = new HashMap<>();
  private final Map<Asset, Node> nodes = new TreeMap<>();
  private final Map<ByEvent, Mark> marks = new HashMap<>();
  private final Map<Asset, Map<UUID, Contribution>> contributions = new HashMap<>();
  private final Map<Asset, Map<SynthesisProfile, SynthesisGroup>> syntheses = new HashMap<>();
  private final Map<Asset, NavigableMap<Asset, InEdge>> inEdges = new HashMap<>();
  private final Map<Asset, NavigableMap<Asset, OutEdge>> outEdges = new HashMap<>();
  private final Map<Asset, NavigableMap<Origin, Exposure>> exposures = new HashMap<>();
  private final Map<AlertKey, AlertState> alerts = new HashMap<>();
  private final Map<AlertKey, Alert> formerAlerts = new HashMap<>();
  private final Map<Loop, LoopSearch> searches = new HashMap<>();
  private final Map<Asset, NavigableMap<Loop, Visit>> visits = new HashMap<>();
  private final TreeSet<Timer> timers =
      new TreeSet<>(
          Comparator.comparingLong(Timer::dueMillis)
              .thenComparing(timer -> timer.command().target().urn())
              .thenComparing(timer -> timer.command().toString()));
  private final Map<ProducerInstance, Sequence> sequences = new HashMap<>();
  private final Map<ProducerInstance, NavigableMap<Long, SequencePart>> parts = new HashMap<>();
  private MissingEvents missing = MissingEvents.NONE;
  private final Map<Asset, NavigableMap<Asset, Watcher>> watchers = new HashMap<>();
  private final Map<Asset, NavigableMap<Asset, Watched>> watched = new HashMap<>();
  private final Map<String, NavigableMap<Asset, Version>> versions = new HashMap<>();
  private final Map<Asset, List<Finding>> findings = new HashMap<>();
  private final Writes writes = new Writes();

  /** The events that are being spread. */
  final Set<String> spreads = new TreeSet<>();

  @Override
  public Optional<Node> node(Asset asset) {
    return Optional.ofNullable(nodes.get(asset));
  }

  @Override
  public Optional<Mark> mark(Asset asset, UUID eventId) {
    return Optional.ofNullable(marks.get(new ByEvent(asset, eventId)));
  }

  @Override
  public Optional<Contribution> contribution(Asset asset, UUID eventId) {
    return Optional.ofNullable(contributions.getOrDefault(asset, Map.of()).get(eventId));
  }

  @Override
  public List<Contribution> contributions(
      Asset asset, ContributionKind kind, Optional<Stamp> after, int limit) {
    return contributions.getOrDefault(asset, Map.of()).values().stream()
        .filter(contribution -> contribution.kind() == kind && contribution.live())
        .filter(
            contribution ->
                after.filter(stamp -> stamp.compareTo(contribution.event().stamp()) <= 0).isEmpty())
        .sorted(
            Comparator.comparing((Contribution contribution) -> contribution.event().stamp())
                .reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<SynthesisGroup> syntheses(Asset asset) {
    return List.copyOf(syntheses.getOrDefault(asset, Map.of()).values());
  }

  @Override
  public Optional<InEdge> inEdge(Asset to, Asset from) {
    return Optional.ofNullable(inEdges.getOrDefault(to, new TreeMap<>()).get(from));
  }

  @Override
  public List<InEdge> inEdges(Asset to, Optional<Asset> after, int limit) {
    return page(inEdges.getOrDefault(to, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<LoopSearch> search(Loop loop) {
    return Optional.ofNullable(searches.get(loop));
  }

  @Override
  public Optional<Visit> visit(Asset asset, Loop loop) {
    return Optional.ofNullable(visits.getOrDefault(asset, new TreeMap<>()).get(loop));
  }

  @Override
  public List<Visit> visits(Asset asset, Optional<Loop> after, int limit) {
    return page(visits.getOrDefault(asset, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<OutEdge> outEdge(Asset from, Asset to) {
    return Optional.ofNullable(outEdges.getOrDefault(from, new TreeMap<>()).get(to));
  }

  @Override
  public List<OutEdge> outEdges(Asset from, Optional<Asset> after, int limit) {
    return page(outEdges.getOrDefault(from, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<Exposure> exposure(Asset asset, Origin origin) {
    return Optional.ofNullable(exposures.getOrDefault(asset, new TreeMap<>()).get(origin));
  }

  @Override
  public List<Exposure> exposures(Asset asset, Optional<Origin> after, int limit) {
    return page(exposures.getOrDefault(asset, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<AlertState> alert(AlertKey key) {
    return Optional.ofNullable(alerts.get(key));
  }

  /** The alerts of before a reset that are not decided yet. */
  List<Alert> formerAlerts() {
    return List.copyOf(formerAlerts.values());
  }

  @Override
  public Optional<Alert> formerAlert(AlertKey key) {
    return Optional.ofNullable(formerAlerts.get(key));
  }

  @Override
  public Optional<Sequence> sequence(ProducerInstance producer) {
    return Optional.ofNullable(sequences.get(producer));
  }

  @Override
  public Optional<SequencePart> sequencePart(ProducerInstance producer, long index) {
    return Optional.ofNullable(parts.getOrDefault(producer, new TreeMap<>()).get(index));
  }

  @Override
  public List<SequencePart> sequenceParts(ProducerInstance producer, int limit) {
    return page(parts.getOrDefault(producer, new TreeMap<>()), Optional.empty(), limit);
  }

  @Override
  public JobMade jobMade(Job job, Asset asset) {
    return jobs.getOrDefault(List.of(job, asset), new JobMade(job, asset, 0));
  }

  @Override
  public MissingEvents missing() {
    return missing;
  }

  @Override
  public Optional<Watcher> watcher(Asset of, Asset by) {
    return Optional.ofNullable(watchers.getOrDefault(of, new TreeMap<>()).get(by));
  }

  @Override
  public List<Watcher> watchers(Asset of, Optional<Asset> after, int limit) {
    return page(watchers.getOrDefault(of, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<Watched> watched(Asset by, Asset input) {
    return Optional.ofNullable(watched.getOrDefault(by, new TreeMap<>()).get(input));
  }

  @Override
  public List<Watched> watched(Asset by, Optional<Asset> after, int limit) {
    return page(watched.getOrDefault(by, new TreeMap<>()), after, limit);
  }

  @Override
  public Optional<Version> version(Asset asset, Stamp stamp) {
    return Optional.ofNullable(versions.getOrDefault(asset.key(), new TreeMap<>()).get(asset))
        .filter(version -> version.stamp().equals(stamp));
  }

  @Override
  public Optional<Version> versionBefore(Asset asset, Stamp stamp) {
    return others(asset)
        .filter(other -> other.stamp().compareTo(stamp) < 0)
        .max(
            Comparator.comparing(Version::stamp)
                .thenComparing(Comparator.comparing(Version::asset).reversed()));
  }

  @Override
  public List<Asset> versionsAfter(Asset asset, Stamp stamp) {
    Optional<Stamp> next =
        others(asset)
            .map(Version::stamp)
            .filter(other -> other.compareTo(stamp) > 0)
            .min(Comparator.naturalOrder());
    return others(asset)
        .filter(other -> next.equals(Optional.of(other.stamp())))
        .map(Version::asset)
        .toList();
  }

  private Stream<Version> others(Asset asset) {
    return versions.getOrDefault(asset.key(), new TreeMap<>()).values().stream()
        .filter(other -> !other.asset().equals(asset));
  }

  @Override
  public List<Finding> findings(Asset asset) {
    return findings.getOrDefault(asset, List.of());
  }

  private static <K, V> List<V> page(NavigableMap<K, V> rows, Optional<K> after, int limit) {
    NavigableMap<K, V> rest = after.map(key -> rows.tailMap(key, false)).orElse(rows);
    return rest.values().stream().limit(limit).toList();
  }

  @Override
  public void apply(Change change) {
    change.accept(writes);
  }

  private final class Writes implements Change.Visitor {
    @Override
    public void visit(Change.PutNode put) {
      nodes.put(put.node().asset(), put.node());
    }

    @Override
    public void visit(Change.PutMark put) {
      marks.put(new ByEvent(put.mark().asset(), put.mark().eventId()), put.mark());
    }

    @Override
    public void visit(Change.PutContribution put) {
      Contribution contribution = put.contribution();
      marks.put(new ByEvent(put.mark().asset(), put.mark().eventId()), put.mark());
      contributions
          .computeIfAbsent(contribution.asset(), asset -> new HashMap<>())
          .put(contribution.event().eventId(), contribution);
    }

    @Override
    public void visit(Change.PutSyntheses put) {
      SynthesisGroup group = put.group();
      Map<SynthesisProfile, SynthesisGroup> groups =
          syntheses.computeIfAbsent(group.asset(), asset -> new HashMap<>());
      if (group.count() == 0) {
        groups.remove(group.profile());
      } else {
        groups.put(group.profile(), group);
      }
    }

    @Override
    public void visit(Change.PutInEdge put) {
      InEdge edge = put.edge();
      inEdges.computeIfAbsent(edge.to(), to -> new TreeMap<>()).put(edge.from(), edge);
    }

    @Override
    public void visit(Change.PutOutEdge put) {
      OutEdge edge = put.edge();
      outEdges.computeIfAbsent(edge.from(), from -> new TreeMap<>()).put(edge.to(), edge);
    }

    @Override
    public void visit(Change.PutExposure put) {
      Exposure exposure = put.exposure();
      exposures
          .computeIfAbsent(exposure.asset(), asset -> new TreeMap<>())
          .put(exposure.origin(), exposure);
    }

    @Override
    public void visit(Change.PutAlert put) {
      alerts.put(put.state().alert().key(), put.state());
    }

    @Override
    public void visit(Change.PutFormerAlert put) {
      formerAlerts.put(put.alert().key(), put.alert());
    }

    @Override
    public void visit(Change.ForgetFormerAlert forget) {
      formerAlerts.remove(forget.key());
    }

    @Override
    public void visit(Change.PutSearch put) {
      searches.put(put.search().loop(), put.search());
    }

    @Override
    public void visit(Change.EndSearch end) {
      searches.remove(end.loop());
    }

    @Override
    public void visit(Change.PutVisit put) {
      visits
          .computeIfAbsent(put.visit().asset(), asset -> new TreeMap<>())
          .put(put.visit().loop(), put.visit());
    }

    @Override
    public void visit(Change.EndVisit end) {
      visits.get(end.visit().asset()).remove(end.visit().loop());
    }

    @Override
    public void visit(Change.HoldAlert hold) {
      throw new IllegalStateException("nothing is held back here");
    }

    @Override
    public void visit(Change.CorrectHeld correct) {
      // Nothing is held back here.
    }

    @Override
    public void visit(Change.PutSequence put) {
      sequences.put(put.sequence().producer(), put.sequence());
    }

    @Override
    public void visit(Change.PutSequencePart put) {
      NavigableMap<Long, SequencePart> of =
          parts.computeIfAbsent(put.part().producer(), producer -> new TreeMap<>());
      if (put.part().ranges().isEmpty()) {
        of.remove(put.part().index());
      } else {
        of.put(put.part().index(), put.part());
      }
    }

    @Override
    public void visit(Change.PutMissing put) {
      missing = put.missing();
    }

    @Override
    public void visit(Change.BeginSpread begin) {
      spreads.add(begin.home() + " " + begin.event() + " " + begin.fingerprint());
    }

    @Override
    public void visit(Change.EndSpread end) {
      spreads.remove(end.home() + " " + end.event() + " " + end.fingerprint());
    }

    @Override
    public void visit(Change.PutJobMade put) {
      jobs.put(List.of(put.made().job(), put.made().asset()), put.made());
    }

    @Override
    public void visit(Change.CountEvent count) {
      // no decision reads it
    }

    @Override
    public void visit(Change.PutWatcher put) {
      Watcher one = put.watcher();
      watchers.computeIfAbsent(one.of(), of -> new TreeMap<>()).put(one.by(), one);
    }

    @Override
    public void visit(Change.PutWatched put) {
      Watched one = put.watched();
      NavigableMap<Asset, Watched> inputs =
          watched.computeIfAbsent(one.by(), by -> new TreeMap<>());
      if (one.wanted()) {
        inputs.put(one.input(), one);
      } else {
        inputs.remove(one.input());
      }
    }

    @Override
    public void visit(Change.PutVersion put) {
      NavigableMap<Asset, Version> list =
          versions.computeIfAbsent(put.asset().key(), name -> new TreeMap<>());
      list.remove(put.asset());
      put.now().ifPresent(version -> list.put(put.asset(), version));
    }

    @Override
    public void visit(Change.PutFindings put) {
      findings.put(put.asset(), put.findings());
    }

    @Override
    public void visit(Change.PutTimer put) {
      timers.add(put.timer());
    }
  }

  Collection<Node> nodes() {
    return nodes.values();
  }

  /** Returns the searches of loops that are under way. */
  Collection<LoopSearch> searches() {
    return searches.values();
  }

  /** Returns everything that assets remember of searches. */
  List<Visit> visits() {
    return visits.values().stream().flatMap(of -> of.values().stream()).toList();
  }

  Collection<AlertState> alerts() {
    return alerts.values();
  }

  /** Returns the edges into an asset, including dead ones. */
  Collection<InEdge> inEdges(Asset to) {
    return inEdges.getOrDefault(to, new TreeMap<>()).values();
  }

  /** Removes the timers that are due, and returns them. */
  List<Timer> due(long nowMillis) {
    List<Timer> due = timers.stream().takeWhile(t -> t.dueMillis() <= nowMillis).toList();
    due.forEach(timers::remove);
    return due;
  }

  /** Returns when the next timer is due, in epoch milliseconds. */
  Optional<Long> nextDueMillis() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().dueMillis());
  }
}
