package dev.headwater.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows for random histories that {@link LinkBounds}, {@link OwnBounds}, {@link ExposureBounds} and
 * {@link AlertBounds} accept what {@link Oracle} computes for any set of the events that may count,
 * and that they refuse it with one thing less or more if only one answer is right.
 */
class ReadBoundsPropertyTest {
  private static final int SEEDS = 1_500;

  /** Some records of a random history count for certain; the next few count or not. */
  private static final class Read {
    final History history;
    final List<Arrival> before;
    final List<Arrival> counted = new ArrayList<>();
    final Instant now;
    final Bracket bracket;
    final Oracle oracle;

    Read(long seed, int mostOpen) {
      Random random = new Random(seed);
      history = seed % 3 == 0 ? Histories.takenBack(seed) : Histories.random(seed);
      List<Arrival> log = history.log();
      int open = Math.min(log.size() - 1, mostOpen == 0 ? 0 : random.nextInt(mostOpen + 1));
      int from = open == 0 ? log.size() : random.nextInt(log.size() - open + 1);
      before = log.subList(0, from);
      List<Arrival> known = log.subList(0, from + open);
      now = History.PROBES.get(random.nextInt(History.PROBES.size())).plusSeconds(30);
      counted.addAll(before);
      Set<UUID> certain =
          before.stream().map(one -> one.event().eventId()).collect(Collectors.toSet());
      Set<UUID> possible =
          known.stream().map(one -> one.event().eventId()).collect(Collectors.toSet());
      for (Arrival arrival : log.subList(from, from + open)) {
        if (!certain.contains(arrival.event().eventId()) && random.nextBoolean()) {
          counted.add(some(arrival, random));
        }
      }
      Bracket.Reflection reflection =
          new Bracket.Reflection() {
            @Override
            public boolean isCertain(LineageEvent event, Asset at) {
              return certain.contains(event.eventId());
            }

            @Override
            public boolean isPossible(LineageEvent event) {
              return possible.contains(event.eventId());
            }
          };
      RecordIndex index =
          new RecordIndex(
              log.stream()
                  .map(one -> new RecordIndex.Sent(one.event(), one.at(), one.at()))
                  .toList());
      bracket = new Bracket(index, reflection, Terms.DEFAULT, now, now);
      oracle = new Oracle(counted, Terms.DEFAULT, Moment.at(now));
    }

    /** The event at some of its outputs. */
    private static Arrival some(Arrival arrival, Random random) {
      LineageEvent event = arrival.event();
      if (event.outputs().size() < 2 || random.nextBoolean()) {
        return arrival;
      }
      List<Output> outputs = event.outputs().stream().filter(out -> random.nextBoolean()).toList();
      List<Output> kept = outputs.isEmpty() ? event.outputs().subList(0, 1) : outputs;
      return new Arrival(
          new LineageEvent(
              event.eventId(),
              event.eventTime(),
              event.type(),
              event.producer(),
              event.job(),
              event.run(),
              event.inputs(),
              kept,
              event.inputsComplete(),
              event.agents(),
              event.decisions(),
              event.ingest(),
              event.clean(),
              event.transform(),
              event.synthesize(),
              event.train(),
              event.document(),
              event.retract()),
          arrival.at());
    }

    ExposureBounds exposures() {
      return new ExposureBounds(bracket, true);
    }

    Map<Asset, Integer> reached(Asset asset, boolean up) {
      Map<Asset, Set<Asset>> next = new TreeMap<>();
      for (Expected.Link link : oracle.links()) {
        Asset at = up ? link.to() : link.from();
        next.computeIfAbsent(at, any -> new HashSet<>()).add(up ? link.from() : link.to());
      }
      return Reach.distances(asset, next, any -> true);
    }

    LinkBounds.Shown graph(Asset asset, boolean up) {
      Map<Asset, Integer> distances = reached(asset, up);
      Set<Expected.Link> links =
          oracle.links().stream()
              .filter(link -> distances.containsKey(up ? link.to() : link.from()))
              .collect(Collectors.toSet());
      return new LinkBounds.Shown(asset, up, !up, distances, links, up, !up);
    }

    List<ExposureBounds.Shown> exposures(Asset asset) {
      List<ExposureBounds.Shown> shown = new ArrayList<>();
      oracle
          .state(asset)
          .exposures()
          .forEach(
              (origin, exposure) ->
                  shown.add(
                      new ExposureBounds.Shown(
                          origin,
                          exposure.verdict(),
                          exposure.distance(),
                          exposure.direct().isPresent(),
                          exposure.waived(),
                          path(origin.asset(), asset))));
      return shown;
    }

    private List<Asset> path(Asset origin, Asset asset) {
      Map<Asset, Set<Asset>> inputs = new HashMap<>();
      for (Expected.Link link : oracle.links()) {
        if (link.role().carries()) {
          inputs.computeIfAbsent(link.to(), any -> new HashSet<>()).add(link.from());
        }
      }
      Map<Asset, Integer> fromOrigin = new HashMap<>();
      List<Asset> path = new ArrayList<>(List.of(asset));
      while (!path.get(0).equals(origin)) {
        Asset at = path.get(0);
        path.add(
            0,
            inputs.get(at).stream()
                .min(
                    Comparator.comparing(
                        input ->
                            fromOrigin.computeIfAbsent(
                                input,
                                one ->
                                    Reach.distances(one, inputs, any -> true)
                                        .getOrDefault(origin, Integer.MAX_VALUE))))
                .orElseThrow());
      }
      return path;
    }

    OwnBounds.Counts counts(Expected.State state) {
      return new OwnBounds.Counts(
          count(state, OriginKind.SYNTHETIC),
          state.exposures().entrySet().stream()
              .filter(one -> one.getKey().kind() == OriginKind.SYNTHETIC)
              .map(Map.Entry::getValue)
              .filter(one -> !one.waived())
              .filter(one -> one.verdict().documentation() != Documentation.DOCUMENTED)
              .count(),
          count(state, OriginKind.UNKNOWN),
          count(state, OriginKind.INCOMPLETE));
    }

    private static long count(Expected.State state, OriginKind kind) {
      return state.exposures().keySet().stream().filter(one -> one.kind() == kind).count();
    }

    @Override
    public String toString() {
      return history + "\nbefore: " + before.size() + ", counted: " + counted.size();
    }
  }

  @Test
  void judge_acceptsWhatAnySetOfEventsLeadsTo() {
    int opened = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Read read = new Read(seed, 8);
      for (Asset asset : read.history.universe()) {
        if (!read.oracle.named().contains(asset)) {
          assertThat(read.bracket.mustBeNamed(asset)).as(() -> asset + " of " + read).isFalse();
          continue;
        }
        assertThat(read.bracket.mayBeNamed(asset)).as(() -> asset + " of " + read).isTrue();
        assertThat(judge(read, asset)).as(() -> asset + " of " + read).isEmpty();
        opened += read.oracle.state(asset).alerts().size();
      }
    }
    assertThat(opened).isGreaterThan(SEEDS);
  }

  private static List<String> judge(Read read, Asset asset) {
    Expected.State state = read.oracle.state(asset);
    List<String> wrong = new ArrayList<>();
    LinkBounds links = new LinkBounds(read.bracket, read.bracket);
    wrong.addAll(links.judge(read.graph(asset, true)));
    wrong.addAll(links.judge(read.graph(asset, false)));
    wrong.addAll(read.exposures().judge(asset, read.exposures(asset), true));
    wrong.addAll(new AlertBounds(read.exposures()).judge(asset, state.alerts(), true));
    if (new AlertBounds(read.exposures()).most(asset) < state.alerts().size()) {
      wrong.add("too many alerts");
    }
    OwnBounds own = new OwnBounds(read.bracket, read.exposures());
    wrong.addAll(own.judge(asset, new OwnBounds.State(state.synthetic(), state.verdict())));
    wrong.addAll(own.judgeProductions(asset, state.productions(), true));
    wrong.addAll(own.judge(asset, read.counts(state)));
    return wrong;
  }

  /** With nothing open, the answer of the oracle is the only right one. */
  @Test
  void judge_refusesOneThingLess_orOneThingMore_ifNothingIsOpen() {
    Map<String, Integer> refused = new TreeMap<>();
    for (long seed = 0; seed < SEEDS / 3; seed++) {
      Read read = new Read(seed, 0);
      for (Asset asset : read.oracle.named()) {
        refuseLinks(read, asset, refused);
        refuseExposures(read, asset, refused);
        refuseAlerts(read, asset, refused);
        refuseOwn(read, asset, refused);
        assertThat(read.bracket.leftNothingOpen()).isTrue();
      }
    }
    assertThat(refused)
        .hasSize(9)
        .allSatisfy((what, times) -> assertThat(times).as(what).isGreaterThan(200));
  }

  private static void refused(
      Map<String, Integer> count, String what, List<String> wrong, Read read, Asset asset) {
    assertThat(wrong).as(() -> what + " at " + asset + " of " + read).isNotEmpty();
    count.merge(what, 1, Integer::sum);
  }

  private static void refuseLinks(Read read, Asset asset, Map<String, Integer> count) {
    LinkBounds bounds = new LinkBounds(read.bracket, read.bracket);
    for (boolean up : new boolean[] {true, false}) {
      LinkBounds.Shown right = read.graph(asset, up);
      for (Expected.Link link : right.links()) {
        Set<Expected.Link> less = new HashSet<>(right.links());
        less.remove(link);
        refused(count, "an edge less", bounds.judge(with(right, less)), read, asset);
        Set<Expected.Link> other = new HashSet<>(less);
        other.add(
            new Expected.Link(
                link.from(), link.to(), link.role(), link.activity(), "another", false));
        refused(count, "another run", bounds.judge(with(right, other)), read, asset);
      }
    }
  }

  private static LinkBounds.Shown with(LinkBounds.Shown shown, Set<Expected.Link> links) {
    return new LinkBounds.Shown(
        shown.asset(),
        shown.up(),
        shown.down(),
        shown.distances(),
        links,
        shown.wholeUp(),
        shown.wholeDown());
  }

  private static void refuseExposures(Read read, Asset asset, Map<String, Integer> count) {
    List<ExposureBounds.Shown> right = read.exposures(asset);
    for (ExposureBounds.Shown one : right) {
      List<ExposureBounds.Shown> less = new ArrayList<>(right);
      less.remove(one);
      refused(count, "an exposure less", read.exposures().judge(asset, less, true), read, asset);
      less.add(
          new ExposureBounds.Shown(
              one.origin(),
              one.verdict(),
              one.distance(),
              !one.direct(),
              one.waived(),
              one.path()));
      refused(count, "other directness", read.exposures().judge(asset, less, true), read, asset);
    }
    for (Asset other : read.oracle.named()) {
      Expected.Origin origin = new Expected.Origin(other, OriginKind.INCOMPLETE);
      if (!read.oracle.state(asset).exposures().containsKey(origin)) {
        List<ExposureBounds.Shown> more = new ArrayList<>(right);
        more.add(
            new ExposureBounds.Shown(
                origin, Expected.Verdict.NOT_APPLICABLE, 1, false, false, List.of()));
        refused(count, "an exposure more", read.exposures().judge(asset, more, true), read, asset);
      }
    }
  }

  private static void refuseAlerts(Read read, Asset asset, Map<String, Integer> count) {
    Set<Expected.OpenAlert> right = read.oracle.state(asset).alerts();
    for (Expected.OpenAlert one : right) {
      Set<Expected.OpenAlert> less = new HashSet<>(right);
      less.remove(one);
      List<String> wrong = new AlertBounds(read.exposures()).judge(asset, less, true);
      if (one.rule() != RuleName.SELF_CONSUMING_LOOP && !mayHaveBeenWaived(read)) {
        refused(count, "an alert less", wrong, read, asset);
      }
    }
    for (Asset other : read.oracle.named()) {
      Expected.OpenAlert made =
          new Expected.OpenAlert(
              RuleName.TRAINED_ON_UNKNOWN_ORIGIN, asset, other, Severity.WARNING, List.of());
      if (!other.equals(asset) && !right.contains(made)) {
        Set<Expected.OpenAlert> more = new HashSet<>(right);
        more.add(made);
        List<String> wrong = new AlertBounds(read.exposures()).judge(asset, more, true);
        if (read.now.isAfter(History.AFTER_GRACE) && !mayHaveBeenWaived(read)) {
          refused(count, "an alert more", wrong, read, asset);
        }
      }
    }
  }

  /** A waiver that ended just now leaves it open whether the alert has come back. */
  private static boolean mayHaveBeenWaived(Read read) {
    return read.history.log().stream()
        .flatMap(one -> one.event().document().stream())
        .flatMap(document -> document.waive().stream())
        .anyMatch(
            waive ->
                Duration.between(waive.until(), read.now).abs().compareTo(Duration.ofMinutes(2))
                    < 0);
  }

  private static void refuseOwn(Read read, Asset asset, Map<String, Integer> count) {
    OwnBounds own = new OwnBounds(read.bracket, read.exposures());
    Expected.State state = read.oracle.state(asset);
    for (Synthetic other : Synthetic.values()) {
      // NO and UNKNOWN differ by the latest reclassification, which the bounds do not look at.
      boolean alike =
          other.ordinal() > 1 && state.synthetic().ordinal() > 1 || other == state.synthetic();
      if (!alike) {
        refused(
            count,
            "other state",
            own.judge(asset, new OwnBounds.State(other, state.verdict())),
            read,
            asset);
      }
    }
    for (UUID id : state.productions()) {
      Set<UUID> less = new HashSet<>(state.productions());
      less.remove(id);
      refused(count, "a production less", own.judgeProductions(asset, less, true), read, asset);
    }
  }
}
