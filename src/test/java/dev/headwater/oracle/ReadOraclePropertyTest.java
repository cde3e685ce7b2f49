package dev.headwater.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Shows that the search of {@link ReadOracle} agrees with the plain definition. For random
 * histories, the test writes every set of events that may count as a log of its own. It compares
 * the search with the answers of {@link Oracle} for all these logs, at every instant between
 * request and answer that matters.
 */
class ReadOraclePropertyTest {
  private static final int SEEDS = 400;
  private static final int MOST_ATOMS = 9;

  /** One output of one event, or one document: the smallest part that may count or not. */
  private record Atom(Arrival arrival, Optional<Output> output) {}

  /**
   * A read of a random history. The request comes after {@code before}; the records {@code more}
   * arrive until the answer.
   */
  private record Read(
      TimedHistory history, List<Arrival> before, List<Arrival> more, Moment moment, Instant end) {

    static Read of(long seed, int most) {
      Random random = new Random(seed);
      TimedHistory history = TimedHistories.random(seed, 2 + random.nextInt(3), 20);
      List<Arrival> log = history.log();
      int size = Math.min(log.size(), 1 + random.nextInt(most));
      int from = random.nextInt(log.size() - size + 1);
      Moment asked = history.moments().get(random.nextInt(history.moments().size()));
      Instant now = log.get(from).at();
      Moment moment = new Moment(asked.asOf(), asked.knownAt(), now);
      Instant end = now.plusSeconds(random.nextInt(4) * 60L);
      return new Read(history, log.subList(0, from), log.subList(from, from + size), moment, end);
    }

    ReadOracle oracle(int maxOpen, long maxSteps) {
      return new ReadOracle(before, more, Terms.DEFAULT, moment, end, maxOpen, maxSteps);
    }

    List<Atom> atoms() {
      List<Atom> atoms = new ArrayList<>();
      Set<LineageEvent> told = new HashSet<>();
      before.forEach(arrival -> told.add(arrival.event()));
      for (Arrival arrival : moment.counted(more)) {
        if (!told.contains(arrival.event())) {
          if (arrival.event().type() == EventType.DOCUMENT) {
            atoms.add(new Atom(arrival, Optional.empty()));
          }
          arrival.event().outputs().forEach(out -> atoms.add(new Atom(arrival, Optional.of(out))));
        }
      }
      return atoms;
    }

    /**
     * Returns the instants between request and answer at which answers may differ: both ends, and
     * the end of every waiver in between, whether the waiver counts or not.
     */
    List<Instant> instants() {
      List<Instant> instants = new ArrayList<>(List.of(moment.now(), end));
      history.log().stream()
          .flatMap(arrival -> arrival.event().document().stream())
          .flatMap(document -> document.waive().stream())
          .map(waive -> waive.until())
          .filter(until -> until.isAfter(moment.now()) && until.isBefore(end))
          .forEach(instants::add);
      return instants;
    }

    /**
     * Returns the oracle for a subset of the atoms. Each event has only those outputs that count.
     *
     * @param subset bit {@code i} is set if atom {@code i} counts
     */
    Oracle of(List<Atom> atoms, int subset, Instant now) {
      Map<Arrival, List<Output>> counting = new HashMap<>();
      for (int i = 0; i < atoms.size(); i++) {
        if ((subset >> i & 1) == 1) {
          List<Output> outputs =
              counting.computeIfAbsent(atoms.get(i).arrival(), key -> new ArrayList<>());
          atoms.get(i).output().ifPresent(outputs::add);
        }
      }
      List<Arrival> log = new ArrayList<>(before);
      counting.forEach(
          (arrival, outputs) -> log.add(new Arrival(cut(arrival.event(), outputs), arrival.at())));
      return new Oracle(log, Terms.DEFAULT, new Moment(moment.asOf(), moment.knownAt(), now));
    }
  }

  @Test
  void judge_allowsWhatSomeSetLeadsTo_andRefusesEverythingElse() {
    int refused = 0;
    int choices = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Read read = Read.of(seed, 5);
      List<Atom> atoms = read.atoms();
      if (atoms.size() > MOST_ATOMS) {
        continue;
      }
      Map<Asset, Set<Optional<GateAnswer>>> right = everyAnswer(read, atoms);
      ReadOracle exact = read.oracle(ReadOracle.MAX_OPEN, ReadOracle.MAX_STEPS);
      ReadOracle bounded = read.oracle(0, 0);
      for (Asset asset : read.history().universe()) {
        Set<Optional<GateAnswer>> answers = right.get(asset);
        choices += answers.size() - 1;
        for (Optional<GateAnswer> answer : answers) {
          assertThat(exact.judge(asset, answer.map(Claim::ofAll)))
              .as(() -> asset + " " + answer + " of " + read)
              .isEqualTo(Ruling.ALLOWED);
          assertThat(bounded.judge(asset, answer.map(Claim::ofAll)))
              .as(() -> asset + " " + answer + " of " + read)
              .isNotEqualTo(Ruling.REFUSED);
        }
        for (GateAnswer wrong : neighbours(answers, asset)) {
          if (!answers.contains(Optional.of(wrong))) {
            refused++;
            assertThat(exact.judge(asset, Claim.ofAll(wrong)))
                .as(() -> asset + " " + wrong + " of " + read)
                .isEqualTo(Ruling.REFUSED);
          }
        }
        if (!answers.contains(Optional.empty())) {
          assertThat(exact.judgeNotFound(asset)).isEqualTo(Ruling.REFUSED);
        }
      }
    }
    assertThat(refused).isGreaterThan(SEEDS * 10);
    assertThat(choices).isGreaterThan(SEEDS);
  }

  @Test
  void judge_neverRefusesARightAnswer_howeverMuchIsOpen() {
    int exact = 0;
    int possible = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Read read = Read.of(seed, 40);
      List<Atom> atoms = read.atoms();
      Oracle right = anyOf(read, atoms, new Random(seed));
      ReadOracle oracle = read.oracle(3, 300);
      for (Asset asset : read.history().universe()) {
        Optional<GateAnswer> answer = right.gate(asset);
        Ruling ruling = oracle.judge(asset, answer.map(Claim::ofAll));
        assertThat(ruling)
            .as(() -> asset + " " + answer + " of " + read)
            .isNotEqualTo(Ruling.REFUSED);
        exact += ruling == Ruling.ALLOWED ? 1 : 0;
        possible += ruling == Ruling.POSSIBLE ? 1 : 0;
      }
    }
    assertThat(exact).isGreaterThan(SEEDS);
    assertThat(possible).isGreaterThan(SEEDS / 4);
  }

  private static Map<Asset, Set<Optional<GateAnswer>>> everyAnswer(Read read, List<Atom> atoms) {
    Map<Asset, Set<Optional<GateAnswer>>> answers = new HashMap<>();
    for (Instant now : read.instants()) {
      for (int subset = 0; subset < 1 << atoms.size(); subset++) {
        Oracle oracle = read.of(atoms, subset, now);
        for (Asset asset : read.history().universe()) {
          answers.computeIfAbsent(asset, key -> new HashSet<>()).add(oracle.gate(asset));
        }
      }
    }
    return answers;
  }

  private static Oracle anyOf(Read read, List<Atom> atoms, Random random) {
    List<Atom> counting = atoms.stream().filter(atom -> random.nextBoolean()).limit(30).toList();
    List<Instant> instants = read.instants();
    return read.of(
        counting, (1 << counting.size()) - 1, instants.get(random.nextInt(instants.size())));
  }

  /**
   * Returns answers that differ from a right one in one finding or in the verdict, or that mix two
   * right ones. Some of them may be right too.
   */
  private static Set<GateAnswer> neighbours(Set<Optional<GateAnswer>> answers, Asset asset) {
    Set<GateAnswer> neighbours = new HashSet<>();
    Set<Reason> all = new HashSet<>();
    answers.forEach(answer -> answer.ifPresent(right -> all.addAll(right.findings())));
    for (Optional<GateAnswer> answer : answers) {
      Set<Reason> findings = answer.map(GateAnswer::findings).orElse(Set.of());
      for (Reason reason : all) {
        neighbours.add(GateAnswer.of(with(findings, reason)));
        neighbours.add(GateAnswer.of(without(findings, reason)));
      }
      neighbours.add(GateAnswer.of(with(findings, new Reason(Finding.INCOMPLETE_INPUTS, asset))));
      for (Expected.Gate verdict : Expected.Gate.values()) {
        neighbours.add(new GateAnswer(verdict, findings));
      }
    }
    return neighbours;
  }

  private static Set<Reason> with(Set<Reason> findings, Reason reason) {
    Set<Reason> changed = new HashSet<>(findings);
    changed.add(reason);
    return changed;
  }

  private static Set<Reason> without(Set<Reason> findings, Reason reason) {
    Set<Reason> changed = new HashSet<>(findings);
    changed.remove(reason);
    return changed;
  }

  private static LineageEvent cut(LineageEvent event, List<Output> outputs) {
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        outputs,
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event.train(),
        event.document(),
        event.retract());
  }
}
