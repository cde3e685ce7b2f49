package dev.headwater.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows that random timed histories reach every case often, and that the oracle's answers about the
 * past equal its answers for a log that has only the events that count then.
 */
class TimedHistoriesTest {
  private static final int SEEDS = 300;
  private static final int COMPARED_SEEDS = 150;

  @Test
  void random_sameSeed_sameHistory() {
    assertThat(TimedHistories.random(7)).isEqualTo(TimedHistories.random(7));
  }

  @Test
  void random_keepsItsPromises() {
    for (long seed = 0; seed < SEEDS; seed++) {
      TimedHistory history = TimedHistories.random(seed);
      Instant previous = Instant.MIN;
      for (Arrival arrival : history.log()) {
        assertThat(arrival.at()).isEqualTo(arrival.at().truncatedTo(ChronoUnit.MILLIS));
        assertThat(arrival.at()).isAfterOrEqualTo(previous).isBefore(TimedHistory.ASKED);
        assertThat(arrival.event().eventTime()).isBeforeOrEqualTo(arrival.at().plus(Limits.FUTURE));
        previous = arrival.at();
      }
    }
  }

  @Test
  void random_reachesEveryCaseOften() {
    Map<String, Integer> seen = new HashMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      TimedHistory history = TimedHistories.random(seed);
      countRecords(history, seen);
      Oracle now = oracle(history, history.moments().get(0));
      for (Moment moment : history.moments()) {
        countEdges(history, moment, seen);
        Oracle then = oracle(history, moment);
        String kind = moment.asOf().isPresent() + " " + moment.knownAt().isPresent();
        for (Asset asset : now.named()) {
          Optional<GateAnswer> answer = then.gate(asset);
          boolean differs = !answer.equals(now.gate(asset));
          seen.merge("answer " + kind + " " + answer.map(GateAnswer::verdict), 1, Integer::sum);
          seen.merge("differs " + kind + " " + differs, 1, Integer::sum);
        }
      }
    }

    List<String> cases =
        new ArrayList<>(
            List.of(
                "late",
                "early",
                "same record again",
                "event before its arrival by microseconds",
                "retraction before its event",
                "retraction after its event",
                "retraction dated before its event",
                "document dated after its arrival",
                "asOf at an event time",
                "asOf one microsecond before",
                "asOf one millisecond before",
                "knownAt at an arrival",
                "knownAt one millisecond before",
                "judged as a waiver ends",
                "judged one microsecond before a waiver ends"));
    for (String kind : List.of("true false", "false true", "true true")) {
      cases.add("differs " + kind + " true");
      cases.add("differs " + kind + " false");
      cases.add("answer " + kind + " " + Optional.empty());
      for (Expected.Gate gate : Expected.Gate.values()) {
        cases.add("answer " + kind + " " + Optional.of(gate));
      }
    }
    for (String what : cases) {
      assertThat(seen.getOrDefault(what, 0))
          .as(() -> what + " in " + seen)
          .isGreaterThan(SEEDS / 20);
    }
  }

  @Test
  void knownAt_isWhatWasAnsweredThen() {
    for (long seed = 0; seed < COMPARED_SEEDS; seed++) {
      TimedHistory history = TimedHistories.random(seed);
      for (Moment moment : history.moments()) {
        if (moment.knownAt().isPresent()) {
          Instant then = moment.knownAt().get();
          List<Arrival> arrived =
              history.log().stream().filter(arrival -> !arrival.at().isAfter(then)).toList();
          Moment asked = new Moment(moment.asOf(), Optional.empty(), then);
          Oracle was = new Oracle(arrived, Terms.DEFAULT, asked);
          if (moment.asOf().isEmpty()) {
            assertSame(history, oracle(history, moment), was);
          } else {
            assertThat(oracle(history, moment).links()).isEqualTo(was.links());
            assertThat(oracle(history, moment).named()).isEqualTo(was.named());
          }
        }
      }
    }
  }

  @Test
  void asOf_isAsIfNothingLaterHadBeenToldButRetractions() {
    for (long seed = 0; seed < COMPARED_SEEDS; seed++) {
      TimedHistory history = TimedHistories.random(seed);
      for (Moment moment : history.moments()) {
        if (moment.asOf().isPresent() && moment.knownAt().isEmpty()) {
          Instant then = moment.asOf().get();
          List<Arrival> told =
              history.log().stream()
                  .filter(
                      arrival ->
                          arrival.event().type() == EventType.RETRACT
                              || !arrival.event().eventTime().isAfter(then))
                  .toList();
          assertSame(
              history, oracle(history, moment), new Oracle(told, Terms.DEFAULT, Moment.at(then)));
        }
      }
    }
  }

  private static void assertSame(TimedHistory history, Oracle one, Oracle other) {
    assertThat(one.named()).isEqualTo(other.named());
    for (Asset asset : one.named()) {
      assertThat(one.state(asset)).as(history::toString).isEqualTo(other.state(asset));
      assertThat(one.gate(asset)).isEqualTo(other.gate(asset));
    }
    assertThat(one.alerts()).isEqualTo(other.alerts());
  }

  private static Oracle oracle(TimedHistory history, Moment moment) {
    return new Oracle(history.log(), Terms.DEFAULT, moment);
  }

  private static void countRecords(TimedHistory history, Map<String, Integer> seen) {
    Map<UUID, LineageEvent> arrived = new HashMap<>();
    Set<UUID> retracted = new HashSet<>();
    for (Arrival arrival : history.log()) {
      LineageEvent event = arrival.event();
      Instant at = arrival.at();
      count(seen, "late", at.isAfter(event.eventTime().plusSeconds(3600)));
      count(seen, "early", at.isBefore(event.eventTime().minusSeconds(3600)));
      count(
          seen,
          "event before its arrival by microseconds",
          at.equals(event.eventTime().truncatedTo(ChronoUnit.MILLIS))
              && !at.equals(event.eventTime()));
      count(seen, "same record again", arrived.put(event.eventId(), event) != null);
      count(seen, "retraction before its event", retracted.contains(event.eventId()));
      count(
          seen,
          "document dated after its arrival",
          event.document().isPresent() && event.eventTime().isAfter(at));
      event
          .retract()
          .ifPresent(
              retract -> {
                retracted.add(retract.event());
                LineageEvent of = arrived.get(retract.event());
                count(seen, "retraction after its event", of != null);
                count(
                    seen,
                    "retraction dated before its event",
                    of != null && event.eventTime().isBefore(of.eventTime()));
              });
    }
  }

  private static void countEdges(TimedHistory history, Moment moment, Map<String, Integer> seen) {
    Set<Instant> happened = new HashSet<>();
    Set<Instant> arrived = new HashSet<>();
    Set<Instant> ends = new HashSet<>();
    for (Arrival arrival : history.log()) {
      happened.add(arrival.event().eventTime());
      arrived.add(arrival.at());
      arrival.event().document().flatMap(Document::waive).ifPresent(w -> ends.add(w.until()));
    }
    moment
        .asOf()
        .ifPresent(
            asOf -> {
              count(seen, "asOf at an event time", happened.contains(asOf));
              count(seen, "asOf one microsecond before", happened.contains(asOf.plusNanos(1_000)));
              count(seen, "asOf one millisecond before", happened.contains(asOf.plusMillis(1)));
            });
    moment
        .knownAt()
        .ifPresent(
            knownAt -> {
              count(seen, "knownAt at an arrival", arrived.contains(knownAt));
              count(
                  seen, "knownAt one millisecond before", arrived.contains(knownAt.plusMillis(1)));
            });
    Instant judged = moment.judgedAt();
    count(seen, "judged as a waiver ends", ends.contains(judged));
    count(
        seen,
        "judged one microsecond before a waiver ends",
        ends.contains(judged.plusNanos(1_000)));
  }

  private static void count(Map<String, Integer> seen, String what, boolean holds) {
    if (holds) {
      seen.merge(what, 1, Integer::sum);
    }
  }
}
