package dev.headwater.oracle;

import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Waive;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes random histories whose events happen at one time and arrive at another. The same seed
 * always makes the same history. Ties are common between event times, arrival times, the ends of
 * waivers and the moments of the questions.
 */
public final class TimedHistories {
  /** Offsets that are far smaller than the step of the grid. */
  private static final List<Duration> NEAR =
      List.of(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofNanos(1_000),
          Duration.ofNanos(-1_000),
          Duration.ofMillis(1),
          Duration.ofMillis(-1));

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final int STEPS = 12;
  private static final Instant LATER = TimedHistory.ASKED.plusSeconds(86_400);
  private static final int MOMENTS = 8;

  private final Random random;

  private TimedHistories(Random random) {
    this.random = random;
  }

  /** A history of up to about 40 events over up to 12 assets. */
  public static TimedHistory random(long seed) {
    Random random = new Random(seed * 31 + 7);
    return new TimedHistories(random).history(seed, 2 + random.nextInt(5), 3 + random.nextInt(30));
  }

  /**
   * A history of {@code events} events over {@code names} names, each with one or two versions. In
   * 30 % of the histories, a document for each asset is added.
   */
  public static TimedHistory random(long seed, int names, int events) {
    return new TimedHistories(new Random(seed * 31 + 7)).history(seed, names, events);
  }

  private TimedHistory history(long seed, int names, int events) {
    Histories.Place place =
        new Histories.Place("lab", until -> random.nextInt(4) == 0 ? LATER : onGrid());
    History untimed = Histories.random(seed, names, events, place);
    Set<LineageEvent> distinct = new LinkedHashSet<>();
    untimed.log().forEach(arrival -> distinct.add(arrival.event()));
    List<Arrival> log = new ArrayList<>();
    for (LineageEvent event : distinct) {
      LineageEvent timed = withEventTime(event, onGrid());
      log.add(new Arrival(timed, arrival(timed.eventTime())));
      while (random.nextInt(5) == 0) {
        log.add(new Arrival(timed, arrival(timed.eventTime())));
      }
    }
    Collections.shuffle(log, random);
    log.sort(Comparator.comparing(Arrival::at));
    return new TimedHistory(seed, untimed.universe(), List.copyOf(log), moments(log));
  }

  /** An instant on the grid, or very close to one; in whole microseconds. */
  private Instant onGrid() {
    return TimedHistory.START
        .plus(STEP.multipliedBy(random.nextInt(STEPS) - STEPS / 2L))
        .plus(oneOf(NEAR));
  }

  /**
   * When an event arrives: at its event time, on the grid, hours before its event time, or hours
   * after.
   */
  private Instant arrival(Instant eventTime) {
    Instant at =
        switch (random.nextInt(8)) {
          case 0, 1 -> eventTime;
          case 2 -> eventTime.minus(Duration.ofHours(1 + random.nextInt(22)));
          case 3 -> eventTime.plus(Duration.ofHours(1 + random.nextInt(40)));
          default -> onGrid();
        };
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  private List<Moment> moments(List<Arrival> log) {
    List<Moment> moments = new ArrayList<>();
    Moment now = Moment.at(TimedHistory.ASKED);
    moments.add(now);
    for (int i = 0; i < MOMENTS; i++) {
      Moment moment = i % 3 == 1 ? now : now.withAsOf(edge(log));
      moments.add(i % 3 == 0 ? moment : moment.withKnownAt(edge(log)));
    }
    return List.copyOf(moments);
  }

  /** An instant at which the result may change, or one just before or after it. */
  private Instant edge(List<Arrival> log) {
    Arrival arrival = oneOf(log);
    Instant until =
        arrival
            .event()
            .document()
            .flatMap(Document::waive)
            .map(Waive::until)
            .filter(end -> end.isBefore(TimedHistory.ASKED))
            .orElse(arrival.at());
    return oneOf(List.of(arrival.at(), arrival.event().eventTime(), until)).plus(oneOf(NEAR));
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static LineageEvent withEventTime(LineageEvent event, Instant eventTime) {
    return new LineageEvent(
        event.eventId(),
        eventTime,
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs(),
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
