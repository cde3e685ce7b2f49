package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.query.answer.Activity;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PlacedCluster;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.FakeWatermarks;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows who is listed as of a moment, with retracted and late events. The topology itself writes
 * the rows that are read.
 */
class PastDecisionsTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final Asset MIX = Asset.parse("dataset:lab:mix@1");
  private static final Asset TUTOR = Asset.parse("model:lab:tutor@1");
  private static final Asset JUDGE = Asset.parse("model:lab:judge@1");

  private final OneTask task = new OneTask(Policy.DEFAULT, DAY);
  private final Queries queries =
      new Queries(
          new PlacedCluster(
              () -> List.of(new PlacedCluster.Placement(FakeService.SELF, Set.of(0))),
              FakeService.SELF,
              1,
              asset -> 0),
          new LocalReads(
              partition ->
                  Optional.of(
                      new StoredReads(
                          0,
                          task.rows(),
                          new Progress(),
                          Policy.DEFAULT,
                          Clock.fixed(at(1_000), ZoneOffset.UTC))),
              () -> new InstanceReport("RUNNING", List.of(0), 0, 0, 0)),
          () -> new Backlog(0, 0, false, 1),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          ReadLimits.DEFAULT);

  private UUID cleaning;

  @AfterEach
  void close() {
    queries.close();
    task.close();
  }

  private static Instant at(long hours) {
    return DAY.plus(Duration.ofHours(hours));
  }

  private static Moment asOf(long hours) {
    return new Moment(Optional.of(at(hours)), Optional.empty());
  }

  private static Moment knownAt(long hours) {
    return new Moment(Optional.empty(), Optional.of(at(hours)));
  }

  /** Sends an event whose one agent has the name of the event's type; it arrives 10 h later. */
  private UUID send(LineageEvent.Builder event, EventType type, long hours) {
    Agent agent = Steps.person(type.name(), "OWNER");
    LineageEvent sent = event.agents(List.of(agent)).build();
    task.send(sent, at(hours + 10));
    return sent.eventId();
  }

  private static LineageEvent.Builder event(EventType type, long hours, Asset output) {
    return OneTask.event(type, at(hours)).outputs(List.of(OneTask.output(output)));
  }

  @BeforeEach
  void makeAModel() {
    send(event(EventType.INGEST, 1, RAW), EventType.INGEST, 1);
    cleaning =
        send(
            event(EventType.CLEAN, 2, MIX).inputs(List.of(OneTask.input(RAW, Role.SOURCE))),
            EventType.CLEAN,
            2);
    send(
        event(EventType.TRAIN, 3, TUTOR)
            .inputs(
                List.of(OneTask.input(MIX, Role.SOURCE), OneTask.input(JUDGE, Role.FILTER_MODEL))),
        EventType.TRAIN,
        3);
    send(
        OneTask.event(EventType.DOCUMENT, at(4))
            .document(
                new Document(
                    RAW,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of())),
        EventType.DOCUMENT,
        4);
  }

  private List<String> people(Asset asset, Moment moment) {
    return queries.decisions(asset, true, "", 100, moment, Promptness.AT_ONCE).stream()
        .flatMap(decisions -> decisions.activities().stream())
        .flatMap(activity -> activity.agents().stream())
        .map(Activity.Participant::id)
        .toList();
  }

  @Test
  void all_areListedWhoseEventsCountAtTheMoment() {
    List<String> all = List.of("TRAIN", "CLEAN", "DOCUMENT", "INGEST");
    assertThat(people(TUTOR, Moment.NOW)).isEqualTo(all);
    assertThat(people(TUTOR, asOf(4))).isEqualTo(all);
    assertThat(people(TUTOR, knownAt(14))).isEqualTo(all);
    assertThat(people(TUTOR, asOf(3))).containsExactly("TRAIN", "CLEAN", "INGEST");
    assertThat(people(TUTOR, knownAt(13))).containsExactly("TRAIN", "CLEAN", "INGEST");
    assertThat(people(MIX, asOf(2))).containsExactly("CLEAN", "INGEST");
    assertThat(queries.decisions(TUTOR, true, "", 100, asOf(2), Promptness.AT_ONCE)).isEmpty();
    assertThat(queries.decisions(TUTOR, false, "", 100, knownAt(12), Promptness.AT_ONCE)).isEmpty();
  }

  @Test
  void aRetractedEvent_takesItsPeopleBack_andWhatTheyLedTo() {
    send(
        OneTask.event(EventType.RETRACT, at(5))
            .outputs(List.of(OneTask.output(MIX)))
            .retract(new Retract(cleaning, "wrong")),
        EventType.RETRACT,
        5);

    assertThat(people(TUTOR, Moment.NOW)).containsExactly("TRAIN");
    assertThat(people(TUTOR, asOf(3))).containsExactly("TRAIN");
    assertThat(people(TUTOR, knownAt(14))).containsExactly("TRAIN", "CLEAN", "DOCUMENT", "INGEST");
    Decisions now =
        queries.decisions(TUTOR, true, "", 100, Moment.NOW, Promptness.AT_ONCE).orElseThrow();
    assertThat(now.gaps()).extracting(Decisions.Gap::asset).containsExactly(MIX);
  }

  @Test
  void aDocumentAlone_doesNotSayWhoMadeTheAsset() {
    Asset found = Asset.parse("dataset:lab:found@1");
    send(
        OneTask.event(EventType.DOCUMENT, at(6))
            .document(
                new Document(
                    found,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of())),
        EventType.DOCUMENT,
        6);

    for (Moment moment : List.of(Moment.NOW, asOf(6))) {
      Decisions decisions =
          queries.decisions(found, false, "", 100, moment, Promptness.AT_ONCE).orElseThrow();
      assertThat(decisions.activities()).hasSize(1);
      assertThat(decisions.gaps())
          .extracting(Decisions.Gap::kind)
          .containsExactly(Decisions.Kind.NO_EVENT);
    }
  }
}
