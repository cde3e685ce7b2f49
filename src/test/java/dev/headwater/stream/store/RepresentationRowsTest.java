package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.engine.Change;
import dev.headwater.engine.Diversity;
import dev.headwater.engine.Finding;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Version;
import dev.headwater.engine.Watched;
import dev.headwater.engine.Watcher;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Declared;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import dev.headwater.representation.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/** Compares rows for the rules about representation with values in memory. */
class RepresentationRowsTest {
  private static final Asset RAW = asset("raw", "1");

  private static Asset asset(String name, String version) {
    return Asset.of(AssetKind.DATASET, "lab", name, version);
  }

  private static GraphState state(InMemoryKeyValueStore store) {
    return new GraphState(store, null, new ScanStarts(), new Flushes());
  }

  private static GraphReader reader(InMemoryKeyValueStore store) {
    return new GraphReader(store, null, new ScanStarts(), new Flushes());
  }

  @Test
  void neighboursOfAVersion_areFoundInListsOfAnyLength() {
    Seeds.forEach(200, RepresentationRowsTest::moveVersions);
  }

  private static void moveVersions(Random random) {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState state = state(store);
    Map<Asset, Version> versions = new TreeMap<>();
    int many = 1 + random.nextInt(2 * VersionRows.INLINE);
    for (int step = 0; step < 4 * many; step++) {
      Asset version = asset("web", "v" + random.nextInt(many));
      Optional<Stamp> before = Optional.ofNullable(versions.get(version)).map(Version::stamp);
      Optional<Version> now =
          random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of(new Version(version, stamp(random), diversity(random)));
      state.apply(new Change.PutVersion(version, before, now));
      state.apply(
          new Change.PutVersion(
              asset("other", "v" + step),
              Optional.empty(),
              Optional.of(
                  new Version(
                      asset("other", "v" + step),
                      new Stamp(Instant.EPOCH, new UUID(0, step)),
                      Optional.empty()))));
      versions.remove(version);
      now.ifPresent(listed -> versions.put(version, listed));
      if (random.nextInt(10) == 0) {
        state.flush(0);
      }
    }
    state.flush(0);
    for (RowView view : List.of(state, reader(store))) {
      versions.forEach(
          (version, listed) -> {
            Stamp stamp = listed.stamp();
            assertThat(view.version(version, stamp)).contains(listed);
            assertThat(view.version(version, new Stamp(LATER, new UUID(0, 9)))).isEmpty();
            assertThat(view.versionBefore(version, stamp)).isEqualTo(before(versions, stamp));
            assertThat(view.versionsAfter(version, stamp))
                .containsExactlyInAnyOrderElementsOf(after(versions, stamp));
          });
    }
  }

  private static final Instant LATER = Instant.EPOCH.plusSeconds(1_000);

  private static Stamp stamp(Random random) {
    return new Stamp(
        Instant.EPOCH.minusSeconds(20).plusSeconds(random.nextInt(40)),
        new UUID(random.nextInt(2), random.nextInt(2)));
  }

  private static Optional<List<Diversity>> diversity(Random random) {
    if (random.nextInt(5) == 0) {
      return Optional.empty();
    }
    List<Diversity> all = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      all.add(
          new Diversity(
              new Measure("dimension" + i, "records"),
              random.nextInt(100) / 3.0,
              random.nextBoolean()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(1 + random.nextDouble())));
    }
    return Optional.of(all);
  }

  private static Optional<Version> before(Map<Asset, Version> versions, Stamp stamp) {
    Optional<Stamp> latest =
        versions.values().stream()
            .map(Version::stamp)
            .filter(s -> s.compareTo(stamp) < 0)
            .max(Stamp::compareTo);
    return latest.flatMap(s -> at(versions, s).stream().findFirst()).map(versions::get);
  }

  private static List<Asset> after(Map<Asset, Version> versions, Stamp stamp) {
    return versions.values().stream()
        .map(Version::stamp)
        .filter(other -> other.compareTo(stamp) > 0)
        .min(Stamp::compareTo)
        .map(first -> at(versions, first))
        .orElse(List.of());
  }

  private static List<Asset> at(Map<Asset, Version> versions, Stamp stamp) {
    List<Asset> found = new ArrayList<>();
    versions.forEach(
        (version, other) -> {
          if (other.stamp().equals(stamp)) {
            found.add(version);
          }
        });
    return found;
  }

  @Test
  void anAssetItself_isNoNeighbour_whileItMoves() {
    GraphState state = state(new InMemoryKeyValueStore("rows"));
    Stamp early = new Stamp(Instant.EPOCH, new UUID(0, 1));
    Stamp late = new Stamp(Instant.EPOCH.plusSeconds(9), new UUID(0, 2));
    Version version = new Version(RAW, early, Optional.empty());
    state.apply(new Change.PutVersion(RAW, Optional.empty(), Optional.of(version)));

    assertThat(state.versionBefore(RAW, late)).isEmpty();
    assertThat(state.versionsAfter(RAW, new Stamp(Instant.EPOCH, new UUID(0, 0)))).isEmpty();
  }

  @Test
  void watchersAndWatched_comeBackPageByPage() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState state = state(store);
    Set<Watcher> watchers = new HashSet<>();
    Set<Watched> watched = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      Asset other = asset("other", "v" + i);
      Watcher watcher = new Watcher(RAW, other, i, i % 2 == 0);
      Watched input = new Watched(RAW, other, i, true, 5, declared(i));
      state.apply(new Change.PutWatcher(watcher));
      state.apply(new Change.PutWatched(input));
      state.apply(new Change.PutWatcher(new Watcher(other, RAW, 1, true)));
      watchers.add(watcher);
      watched.add(input);
    }
    state.flush(0);

    GraphReader reader = reader(store);
    List<Watcher> foundWatchers = new ArrayList<>();
    List<Watched> foundWatched = new ArrayList<>();
    Optional<Asset> after = Optional.empty();
    for (int page = 0; page < 3; page++) {
      foundWatchers.addAll(reader.watchers(RAW, after, 10));
      foundWatched.addAll(reader.watched(RAW, after, 10));
      Asset last = foundWatchers.get(foundWatchers.size() - 1).by();
      assertThat(foundWatched.get(foundWatched.size() - 1).input()).isEqualTo(last);
      after = Optional.of(last);
    }
    assertThat(foundWatchers).containsExactlyInAnyOrderElementsOf(watchers);
    assertThat(foundWatched).containsExactlyInAnyOrderElementsOf(watched);
    watchers.forEach(one -> assertThat(reader.watcher(RAW, one.by())).contains(one));
    watched.forEach(one -> assertThat(reader.watched(RAW, one.input())).contains(one));
  }

  @Test
  void inputThatIsNoLongerWatched_leavesNoRow() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState state = state(store);
    Asset input = asset("other", "1");
    state.apply(new Change.PutWatched(new Watched(RAW, input, 1, true, 5, declared(1))));
    state.flush(0);
    assertThat(reader(store).watched(RAW, input)).isPresent();

    state.apply(new Change.PutWatched(new Watched(RAW, input, 2, false, 0, Declared.NOTHING)));
    state.flush(0);
    assertThat(store.get(Keys.watched(RAW, input))).isNull();
  }

  private static Declared declared(int i) {
    TreeMap<String, Double> counts = new TreeMap<>(Map.of("en", 0.1 * i, "zu", 1e300));
    return new Declared(
        i == 0
            ? List.of()
            : List.of(
                new Composition("language", "records", CompositionMethod.MEASURED, counts, 7),
                new Composition("region", "hours", CompositionMethod.ESTIMATED, counts, 0.3)),
        i % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(i));
  }

  @Test
  void findings_comeBack_andLeaveNoRowWhenThereAreNone() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState state = state(store);
    List<Finding> findings =
        List.of(
            new Finding(RuleName.GROUP_ERASED, asset("a", "1"), "language"),
            new Finding(RuleName.UNATTRIBUTED_DECISION, RAW, ""));
    state.apply(new Change.PutFindings(RAW, findings));
    state.flush(0);
    assertThat(reader(store).findings(RAW)).isEqualTo(findings);
    assertThat(reader(store).findings(asset("a", "1"))).isEmpty();

    state.apply(new Change.PutFindings(RAW, List.of()));
    state.flush(0);
    assertThat(store.get(Keys.findings(RAW))).isNull();
  }

  @Test
  void timers_keepTheirKind() {
    GraphState state = state(new InMemoryKeyValueStore("rows"));
    List<Timer> timers =
        List.of(
            new Timer(5, new GraphCommand.ReviewRepresentation(RAW)),
            new Timer(5, new GraphCommand.Review(RAW, new Origin(RAW, OriginKind.SYNTHETIC))));
    timers.forEach(timer -> state.apply(new Change.PutTimer(timer)));

    assertThat(state.takeTimersDue(5, 10)).containsExactlyInAnyOrderElementsOf(timers);
    assertThat(state.takeTimersDue(5, 10)).isEmpty();
  }
}
