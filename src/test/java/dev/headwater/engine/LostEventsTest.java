package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shows when missing events raise an alert, for which job, and when it resolves. It applies
 * arrivals and timers to the engine with rows in memory.
 */
class LostEventsTest {
  private static final Job JOB = new Job("pipelines", "make-dialogues");
  private static final Job OTHER = new Job("sandbox", "try");
  private static final ProducerInstance PRODUCER = new ProducerInstance("host-1-42-9f86d081");
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final MemoryState state = new MemoryState();
  private Engine engine = new Engine(Policy.DEFAULT);
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void gap_isToldWhenItsGraceIsOver_andResolvedWhenItHasCome() {
    arrive(JOB, 1, 2, 3, 4, 8);
    assertThat(pass(GRACE.minusMillis(1))).isEmpty();

    List<Alert> told = pass(Duration.ofMillis(1));
    assertThat(told).hasSize(1);
    Alert open = told.get(0);
    assertThat(open.rule()).isEqualTo(RuleName.LOST_EVENTS);
    assertThat(open.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(open.severity()).isEqualTo(Severity.WARNING);
    assertThat(open.subject()).isEqualTo(JOB);
    assertThat(open.subject().urn()).isEqualTo("job:pipelines:make-dialogues");
    assertThat(open.origin().urn()).isEqualTo("producer:host-1-42-9f86d081");
    assertThat(open.missingEvents()).containsExactly("5-7");

    assertThat(arrive(JOB, 5, 7)).as("6 is still missing").isEmpty();
    List<Alert> resolved = arrive(JOB, 6);
    assertThat(resolved).hasSize(1);
    assertThat(resolved.get(0).id()).isEqualTo(open.id());
    assertThat(resolved.get(0).resolution()).contains(Resolution.ARRIVED);
    assertThat(pass(GRACE.multipliedBy(10))).isEmpty();
  }

  @Test
  void firstNumberThatIsNotOne_isAGap() {
    arrive(JOB, 5);
    assertThat(pass(GRACE)).flatExtracting(Alert::missingEvents).containsExactly("1-4");
  }

  @Test
  void whatComesWithinItsGrace_isToldToNobody() {
    for (long last = 2; last < 100; last += 2) {
      arrive(JOB, last);
      pass(GRACE.minusSeconds(1));
      assertThat(arrive(JOB, last - 1)).isEmpty();
    }
    assertThat(pass(GRACE.multipliedBy(2))).isEmpty();
  }

  @Test
  void grace_isThatOfTheFirstEventAfterTheGap_alsoOfASlowProducer() {
    arrive(JOB, 1);
    pass(Duration.ofHours(1));
    arrive(JOB, 3);
    assertThat(pass(GRACE.minusMillis(1))).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(openAlerts()).hasSize(1);
  }

  @Test
  void grace_runsOnThoughMoreComes_afterTheGap() {
    arrive(JOB, 10, 9);
    for (long number = 8; number > 2; number -= 2) {
      pass(GRACE.dividedBy(10));
      assertThat(arrive(JOB, number)).isEmpty();
    }
    assertThat(pass(GRACE.multipliedBy(7).dividedBy(10)))
        .flatExtracting(Alert::missingEvents)
        .containsExactly("1-3", "5", "7");
  }

  @Test
  void whatComesInOrder_changesOneRow_andPlansNothing() {
    for (long number = 1; number < 10; number++) {
      assertThat(changes(number)).hasSize(1).first().isInstanceOf(Change.PutSequence.class);
    }
    assertThat(changes(9)).as("again").isEmpty();
    assertThat(state.nextDueMillis()).isEmpty();
  }

  private List<Change> changes(long number) {
    GraphCommand command =
        new GraphCommand.Arrived(
            PRODUCER, List.of(new NumberRun(number, number, Optional.of(JOB))));
    Effects decision = engine.decide(command, state, now, now.toEpochMilli(), false);
    decision.changes().forEach(state::apply);
    return decision.changes();
  }

  @Test
  void whileMuchIsComing_anOpenAlertIsToldNowAndThenOnly() {
    arrive(JOB, 1_000);
    assertThat(pass(GRACE)).hasSize(1);
    int told = 0;
    for (long number = 1; number < 999; number++) {
      told += arrive(JOB, number).size();
      told += pass(Duration.ofMillis(20)).size();
    }
    assertThat(told).isBetween(2, 4);
    assertThat(arrive(JOB, 999)).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
  }

  @Test
  void anotherGap_opensTheSameAlertAgain() {
    arrive(JOB, 2);
    String id = pass(GRACE).get(0).id();
    arrive(JOB, 1);
    arrive(JOB, 4);
    List<Alert> again = pass(GRACE);
    assertThat(again).extracting(Alert::id).containsExactly(id);
    assertThat(again).extracting(Alert::status).containsExactly(AlertStatus.OPEN);
    assertThat(again).flatExtracting(Alert::missingEvents).containsExactly("3");
  }

  @Test
  void moreThatIsMissing_isToldUnderTheSameAlert_sinceTheSameTime() {
    arrive(JOB, 2);
    Instant since = pass(GRACE).get(0).openedAt();
    arrive(JOB, 4, 6);
    List<Alert> renewed = pass(GRACE);
    assertThat(renewed).hasSize(1);
    assertThat(renewed.get(0).missingEvents()).containsExactly("1", "3", "5");
    assertThat(renewed.get(0).openedAt()).isEqualTo(since);
  }

  @Test
  void gapBelongsToTheJobOfTheFirstEventAfterIt() {
    arrive(JOB, 1, 3);
    arrive(OTHER, 5);
    List<Alert> told = pass(GRACE);
    assertThat(told).extracting(Alert::subject).containsExactlyInAnyOrder(JOB, OTHER);
    arrive(OTHER, 2);
    List<Alert> resolved = pass(Sequences.NEXT_LOOK);
    assertThat(resolved).extracting(Alert::subject).containsExactly(JOB);
    assertThat(resolved).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    assertThat(openAlerts()).extracting(Alert::missingEvents).containsExactly(List.of("4"));
  }

  @Test
  void eventThatCannotBeRead_hasCome_andLeavesTheGapToTheNextThatCan() {
    handle(new GraphCommand.Arrived(PRODUCER, List.of(new NumberRun(3, 3, Optional.empty()))));
    assertThat(pass(GRACE.multipliedBy(2))).as("nobody to tell it of").isEmpty();
    assertThat(state.missing()).isEqualTo(new MissingEvents(1, 2));
    arrive(OTHER, 5);
    assertThat(pass(GRACE)).flatExtracting(Alert::missingEvents).containsExactly("1-2", "4");
  }

  @Test
  void manyGaps_areListedUpToALimit() {
    arrive(JOB, LongStream.rangeClosed(1, 30).map(i -> 2 * i).toArray());
    assertThat(pass(GRACE).get(0).missingEvents())
        .hasSize(LostEvents.LISTED + 1)
        .startsWith("1", "3")
        .endsWith("39", "and 10 more");
  }

  @Test
  void manyJobs_areToldOfUpToALimit_theNextWhenThatIsResolved() {
    for (int i = 1; i <= LostEvents.JOBS + 5; i++) {
      arrive(new Job("pipelines", "j" + i), 2L * i);
    }
    assertThat(pass(GRACE)).hasSize(LostEvents.JOBS);
    arrive(JOB, 1, 3, 5);
    assertThat(pass(Sequences.NEXT_LOOK)).extracting(Alert::status).hasSize(6);
    assertThat(openAlerts()).hasSize(LostEvents.JOBS);
  }

  @Test
  void policy_decidesByTheNamespaceOfTheJob() {
    engine =
        new Engine(
            new Policy(
                List.of(
                    clause("sandbox", false, Duration.ZERO, Severity.WARNING),
                    clause("*", true, Duration.ofSeconds(10), Severity.CRITICAL))));
    arrive(OTHER, 2);
    arrive(JOB, 4);
    assertThat(pass(Duration.ofSeconds(9))).isEmpty();
    List<Alert> told = pass(Duration.ofSeconds(1));
    assertThat(told).extracting(Alert::subject).containsExactly(JOB);
    assertThat(told).extracting(Alert::severity).containsExactly(Severity.CRITICAL);

    engine = new Engine(new Policy(List.of(clause("*", false, GRACE, Severity.WARNING))));
    List<Alert> off = handle(new GraphCommand.ReviewGaps(PRODUCER));
    assertThat(off).extracting(Alert::resolution).containsExactly(Optional.of(Resolution.WAIVED));
  }

  private static Policy.Clause clause(
      String namespaces, boolean enabled, Duration grace, Severity severity) {
    return new Policy.Clause(
        namespaces,
        Optional.empty(),
        List.of(
            new Policy.RuleSetting(
                RuleName.LOST_EVENTS,
                Optional.of(enabled),
                Optional.of(grace),
                Optional.of(severity))));
  }

  private List<Alert> arrive(Job job, long... numbers) {
    List<NumberRun> runs =
        LongStream.of(numbers)
            .mapToObj(number -> new NumberRun(number, number, Optional.of(job)))
            .toList();
    return handle(new GraphCommand.Arrived(PRODUCER, runs));
  }

  private List<Alert> handle(GraphCommand command) {
    Effects decision = engine.decide(command, state, now, now.toEpochMilli(), false);
    decision.changes().forEach(state::apply);
    return decision.alerts();
  }

  private List<Alert> pass(Duration duration) {
    Instant end = now.plus(duration);
    List<Alert> told = new ArrayList<>();
    while (state.nextDueMillis().filter(due -> due <= end.toEpochMilli()).isPresent()) {
      now = Instant.ofEpochMilli(state.nextDueMillis().orElseThrow());
      state.due(now.toEpochMilli()).forEach(timer -> told.addAll(handle(timer.command())));
    }
    now = end;
    return told;
  }

  private List<Alert> openAlerts() {
    return state.alerts().stream()
        .map(AlertState::alert)
        .filter(alert -> alert.status() == AlertStatus.OPEN)
        .toList();
  }
}
