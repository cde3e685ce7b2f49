package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headwater.engine.RepresentationOracle.Flaw;
import dev.headwater.engine.RepresentationOracle.Line;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that the alerts about representation agree with an oracle: random histories, in random
 * order, over 1 to 5 partitions. A failure names its seed; {@code -Dseeds=N} runs that many.
 */
class RepresentationPropertyTest {
  private static final int SEEDS = Integer.getInteger("seeds", 500);
  private static final int[] BUDGETS = {1, 3, 20, 5_000};

  private static final Policy POLICY =
      new Policy(
          List.of(
              new Policy.Clause(
                  "*",
                  Optional.empty(),
                  List.of(
                      new Policy.RuleSetting(
                          RuleName.UNATTRIBUTED_DECISION,
                          Optional.of(true),
                          Optional.empty(),
                          Optional.empty())))));

  @Test
  void randomHistories_agreeWithTheOracle() {
    LongStream.range(0, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              List<String> differences = differences(seed, Flaw.NONE, Fault.NONE);
              if (!differences.isEmpty()) {
                fail("seed " + seed + ": " + String.join("\n", differences));
              }
            });
  }

  @Test
  void histories_openAlertsOfEveryRule() {
    Map<RuleName, Integer> seen = new EnumMap<>(RuleName.class);
    for (long seed = 0; seed < 300; seed++) {
      List<Arrival> log = RepresentationHistories.random(seed);
      RepresentationOracle.open(log, History.BEFORE_GRACE, Flaw.NONE)
          .keySet()
          .forEach(key -> seen.merge(key.rule(), 1, Integer::sum));
    }

    assertThat(seen)
        .hasSize(6)
        .allSatisfy((rule, alerts) -> assertThat(alerts).as("%s", rule).isGreaterThan(15));
  }

  /** An oracle with a mistake disagrees: the engine does not make that mistake. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void flawedOracle_disagrees(Flaw flaw) {
    long caught =
        LongStream.range(0, 600)
            .filter(seed -> !differences(seed, flaw, Fault.NONE).isEmpty())
            .limit(6)
            .count();

    assertThat(caught).as("seeds of 600 that catch: %s", flaw).isEqualTo(6);
  }

  @Test
  void lateDeclarationsThatGetLost_areCaught() {
    Fault fault =
        new Fault() {
          @Override
          public boolean loses(GraphCommand command) {
            return command instanceof GraphCommand.Declare declare && declare.revision() > 1;
          }
        };
    long caught =
        LongStream.range(0, 300)
            .filter(seed -> !differences(seed, Flaw.NONE, fault).isEmpty())
            .count();

    assertThat(caught).as("seeds of 300").isGreaterThan(20);
  }

  private static List<String> differences(long seed, Flaw flaw, Fault fault) {
    List<Arrival> log = RepresentationHistories.random(seed);
    Random random = new Random(seed);
    int partitions = 1 + random.nextInt(5);
    int budget = fault == Fault.NONE ? BUDGETS[random.nextInt(BUDGETS.length)] : 1;
    EngineCluster cluster = new EngineCluster(random, partitions, budget, 200_000, fault, POLICY);
    cluster.feed(log);
    for (Instant probe : History.PROBES) {
      cluster.restAt(probe);
      List<String> differences = differences(cluster, log, probe, flaw);
      if (!differences.isEmpty()) {
        return differences.stream().map(difference -> "at " + probe + " " + difference).toList();
      }
    }
    return List.of();
  }

  private static List<String> differences(
      EngineCluster cluster, List<Arrival> log, Instant probe, Flaw flaw) {
    List<String> differences = new ArrayList<>(cluster.alerts().faults());
    Map<AlertKey, Alert> found = new HashMap<>();
    Map<Asset, Integer> openBySubject = new TreeMap<>();
    for (MemoryState state : cluster.states()) {
      for (AlertState alert : state.alerts()) {
        boolean isOpen =
            alert.phase() == AlertState.Phase.OPEN || alert.phase() == AlertState.Phase.CLOSING;
        if (isOpen) {
          openBySubject.merge((Asset) alert.alert().subject(), 1, Integer::sum);
        }
        if (isOpen && alert.alert().rule().isAboutRepresentation()) {
          found.put(alert.alert().key(), alert.alert());
          if (!cluster.alerts().compacted().contains(alert.alert())) {
            differences.add("not delivered: " + alert.alert());
          }
        }
      }
      state.nodes().forEach(node -> check(cluster, node, openBySubject, differences, false));
    }
    for (MemoryState state : cluster.states()) {
      state.nodes().forEach(node -> check(cluster, node, openBySubject, differences, true));
    }
    Map<AlertKey, List<Line>> expected = RepresentationOracle.open(log, probe, flaw);
    for (Map.Entry<AlertKey, List<Line>> one : expected.entrySet()) {
      Alert alert = found.remove(one.getKey());
      if (alert == null) {
        differences.add("missing " + one);
      } else if (!same(one.getValue(), alert)) {
        differences.add("expected " + one.getValue() + " but was " + alert);
      }
    }
    found.values().forEach(alert -> differences.add("surplus " + alert));
    return differences;
  }

  /** Both ends of a watched input agree, and the counts are right. */
  private static void check(
      EngineCluster cluster,
      Node node,
      Map<Asset, Integer> openBySubject,
      List<String> differences,
      boolean counted) {
    Asset asset = node.asset();
    if (counted) {
      int open = openBySubject.getOrDefault(asset, 0);
      if (node.openAlerts() != open) {
        differences.add(asset + " counts " + node.openAlerts() + " alerts of " + open);
      }
      return;
    }
    MemoryState owner = cluster.owner(asset);
    List<Watched> watched =
        owner.watched(asset, Optional.empty(), 100).stream().filter(Watched::wanted).toList();
    List<Watcher> watchers =
        owner.watchers(asset, Optional.empty(), 100).stream().filter(Watcher::wanted).toList();
    if (node.representation().watched() != watched.size()
        || node.representation().watchers() != watchers.size()
        || node.representation().findings() != owner.findings(asset).size()) {
      differences.add("counts of " + node);
    }
    for (Watched one : watched) {
      Optional<Watcher> other = cluster.owner(one.input()).watcher(one.input(), asset);
      long revision =
          cluster
              .owner(one.input())
              .node(one.input())
              .map(n -> n.representation().revision())
              .orElse(0L);
      if (other.filter(w -> w.wanted() && w.revision() == one.revision()).isEmpty()
          || one.answer() != revision) {
        differences.add("watched " + one + " by " + other + " at revision " + revision);
      }
    }
  }

  private static boolean same(List<Line> expected, Alert alert) {
    int listed = Math.min(expected.size(), Alert.MAX_EVIDENCE);
    if (alert.evidence().size() != listed || alert.moreEvidence() != expected.size() - listed) {
      return false;
    }
    for (int i = 0; i < listed; i++) {
      AlertEvidence found = alert.evidence().get(i);
      List<Double> numbers =
          Stream.of(
                  found.value(),
                  found.low(),
                  found.high(),
                  found.threshold(),
                  found.before(),
                  found.after())
              .filter(OptionalDouble::isPresent)
              .map(OptionalDouble::getAsDouble)
              .toList();
      Line line = expected.get(i);
      if (!line.category().equals(found.category()) || numbers.size() != line.numbers().size()) {
        return false;
      }
      for (int n = 0; n < numbers.size(); n++) {
        double scale = Math.max(1, Math.abs(line.numbers().get(n)));
        if (Math.abs(numbers.get(n) - line.numbers().get(n)) > 1e-9 * scale) {
          return false;
        }
      }
    }
    return true;
  }
}
