package dev.headwater.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Moment;
import dev.headwater.oracle.Oracle;
import dev.headwater.oracle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Forgets versions in random histories, and holds what is left against an oracle: every other asset
 * has the same lineage upstream, exposures, documentation, verdicts and alerts as before, now and
 * in the past, and nothing that is forgotten passes the gate.
 */
class UnusedVersionsPropertyTest {
  private static final int SEEDS = 4_000;
  private static final Instant NOW = History.LATER;
  private static final List<Instant> FROM_NOW_ON =
      List.of(NOW, NOW.plus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(400)));

  /** A history in which most names have a newer version. */
  private static List<Arrival> history(long seed) {
    Random random = new Random(seed);
    List<Arrival> log = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      Histories.Place place = new Histories.Place("lab" + part, UnaryOperator.identity());
      History history =
          Histories.random(seed * 3 + part, 3 + random.nextInt(3), 2 + random.nextInt(12), place);
      log.addAll(history.log());
      for (Asset asset : history.universe()) {
        if (random.nextInt(10) < 8) {
          log.add(newer(random, asset));
        }
      }
    }
    return log;
  }

  private static Arrival newer(Random random, Asset asset) {
    LineageEvent event =
        LineageEvent.builder(EventType.INGEST)
            .eventId(new UUID(random.nextLong(), random.nextLong()))
            .eventTime(NOW)
            .producer("p")
            .job(new Job("pipelines", "newer"))
            .run("r")
            .outputs(
                List.of(
                    Output.of(Asset.of(asset.kind(), asset.namespace(), asset.name(), "newest"))))
            .build();
    return new Arrival(event, NOW);
  }

  private static Oracle oracle(List<Arrival> log, Moment moment) {
    return new Oracle(log, Terms.of(Grace.DEFAULT), moment);
  }

  private static Set<Asset> unused(List<Arrival> log, Instant limit) {
    UnusedVersions versions = new UnusedVersions(limit);
    for (Expected.OpenAlert alert : oracle(log, Moment.at(NOW)).alerts()) {
      versions.alert(alert.subject());
      versions.alert(alert.origin());
    }
    log.forEach(arrival -> versions.take(arrival.event(), arrival.at()));
    return versions.find();
  }

  private static List<Arrival> forget(List<Arrival> log, Set<Asset> unused, Instant limit) {
    Forgotten forgotten =
        new Forgotten(unused, new Selection.Unused(limit, "person:steward", "too much"), NOW);
    return log.stream()
        .map(arrival -> new Arrival(forgotten.apply(arrival.event()), arrival.at()))
        .toList();
  }

  @Test
  void everythingElse_isAsBefore_andNothingForgottenPasses() {
    int histories = 0;
    int versions = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Arrival> before = history(seed);
      Instant limit = NOW.minusSeconds(seed % 2 * 86_400L - 60);
      Set<Asset> unused = unused(before, limit);
      if (!unused.isEmpty()) {
        histories++;
        versions += unused.size();
        List<Arrival> after = forget(before, unused, limit);
        assertThat(forget(after, unused, limit)).as("twice, seed " + seed).isEqualTo(after);
        assertThat(unused(after, limit)).as("found again, seed " + seed).isEqualTo(unused);
        for (Instant now : FROM_NOW_ON) {
          compare("seed " + seed + " at " + now, before, after, unused, Moment.at(now));
        }
        comparePast(seed, before, after, unused);
      }
    }
    assertThat(histories).as("histories with something to forget").isGreaterThan(SEEDS / 12);
    assertThat(versions).isGreaterThan(histories);
  }

  private static void compare(
      String what, List<Arrival> before, List<Arrival> after, Set<Asset> unused, Moment moment) {
    Oracle was = oracle(before, moment);
    Oracle is = oracle(after, moment);
    assertThat(is.named()).as(what).isEqualTo(was.named());
    assertThat(is.alerts()).as(what).isEqualTo(was.alerts());
    assertThat(pairs(is)).as("what is made of what, " + what).isEqualTo(pairs(was));
    for (Asset asset : is.named()) {
      String which = what + ", " + asset;
      // Versions are compared in the order in which they were made.
      assertThat(is.state(asset).productions()).as(which).isEqualTo(was.state(asset).productions());
      if (unused.contains(asset)) {
        assertThat(is.gate(asset).orElseThrow().verdict())
            .as(which)
            .isEqualTo(Expected.Gate.INDETERMINATE);
      } else {
        assertSame(which, was.state(asset), is.state(asset), unused);
        assertThat(is.gate(asset)).as(which).isEqualTo(was.gate(asset));
      }
    }
  }

  /** Links to a forgotten version stay as links along which nothing travels. */
  private static void assertSame(
      String which, Expected.State was, Expected.State is, Set<Asset> unused) {
    assertThat(is.contributions()).as(which).isEqualTo(was.contributions());
    assertThat(is.upstream()).as(which).isEqualTo(was.upstream());
    assertThat(is.exposures()).as(which).isEqualTo(was.exposures());
    assertThat(is.synthetic()).as(which).isEqualTo(was.synthetic());
    assertThat(is.verdict()).as(which).isEqualTo(was.verdict());
    assertThat(is.alerts()).as(which).isEqualTo(was.alerts());
    assertThat(targets(is.downstream())).as(which).isEqualTo(targets(was.downstream()));
    assertThat(others(is.downstream(), unused))
        .as(which)
        .isEqualTo(others(was.downstream(), unused));
  }

  private static Set<String> pairs(Oracle oracle) {
    return oracle.links().stream()
        .map(link -> link.from() + " " + link.to())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Asset> targets(Set<Expected.Link> links) {
    return links.stream().map(Expected.Link::to).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Expected.Link> others(Set<Expected.Link> links, Set<Asset> unused) {
    return links.stream().filter(link -> !unused.contains(link.to())).collect(Collectors.toSet());
  }

  private static void comparePast(
      long seed, List<Arrival> before, List<Arrival> after, Set<Asset> unused) {
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      Instant then = before.get(random.nextInt(before.size())).at();
      Moment known = Moment.at(NOW).withKnownAt(then);
      Moment moment = random.nextBoolean() ? known : Moment.at(NOW).withAsOf(then);
      Oracle was = oracle(before, moment);
      Oracle is = oracle(after, moment);
      for (Asset asset : was.named()) {
        String which = "seed " + seed + " in the past, " + moment + ", " + asset;
        if (unused.contains(asset)) {
          // An event that only used it then does not name it any more.
          is.gate(asset)
              .ifPresent(
                  answer ->
                      assertThat(answer.verdict())
                          .as(which)
                          .isEqualTo(Expected.Gate.INDETERMINATE));
        } else {
          assertThat(is.gate(asset)).as(which).isEqualTo(was.gate(asset));
        }
      }
    }
  }

  @Test
  void youngAndNewestVersions_stay() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Arrival> log = history(seed);
      Instant limit = History.START.plusSeconds(new Random(seed).nextInt(200));
      Set<Asset> unused = unused(log, limit);
      Map<String, Made> newest = new HashMap<>();
      log.forEach(
          arrival ->
              made(arrival.event())
                  .forEach(one -> newest.merge(one.asset().key(), one, Made::later)));
      List<Arrival> shuffled = new ArrayList<>(log);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(unused(shuffled, limit)).as("in any order, seed " + seed).isEqualTo(unused);
      assertThat(unused)
          .as("seed " + seed)
          .noneMatch(asset -> newest.get(asset.key()).asset().equals(asset));
      for (Arrival arrival : forget(log, unused, limit)) {
        if (!time(arrival).isBefore(limit)) {
          assertThat(named(arrival)).as("seed " + seed).noneMatch(unused::contains);
        }
      }
    }
  }

  /** An asset that an event made, and the time of the event. */
  private record Made(Instant time, Asset asset) {
    static Made later(Made one, Made other) {
      return Comparator.comparing(Made::time).thenComparing(Made::asset).compare(one, other) > 0
          ? one
          : other;
    }
  }

  private static List<Made> made(LineageEvent event) {
    return event.type() == EventType.RETRACT
        ? List.of()
        : event.outputs().stream().map(one -> new Made(event.eventTime(), one.asset())).toList();
  }

  private static Instant time(Arrival arrival) {
    Instant event = arrival.event().eventTime();
    return event.isAfter(arrival.at()) ? event : arrival.at();
  }

  private static Set<Asset> named(Arrival arrival) {
    Set<Asset> named = UnusedVersions.about(arrival.event());
    arrival.event().inputs().forEach(input -> named.add(input.asset()));
    return named;
  }

  @Test
  void modelsAndAllTheyDescendFrom_stay() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Arrival> log = history(seed);
      Set<Asset> unused = unused(log, NOW.plusSeconds(60));
      Oracle oracle = oracle(log, Moment.at(NOW));
      for (Asset asset : oracle.named()) {
        if (asset.kind() == AssetKind.MODEL) {
          Set<Asset> forgotten = new TreeSet<>(oracle.closure(asset));
          forgotten.retainAll(unused);
          assertThat(forgotten).as("seed " + seed + ", " + asset).isEmpty();
        }
      }
    }
  }
}
