package dev.headwater.query.stored;

import static dev.headwater.query.Composed.composition;
import static dev.headwater.query.Composed.languages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.TransformOperation;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeService;
import dev.headwater.query.Queries;
import dev.headwater.query.ReadLimits;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PlacedCluster;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.FakeWatermarks;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Representation.Method;
import dev.headwater.representation.Statements;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows what a read of who is represented finds in the rows that the topology itself has written,
 * now and in the past.
 */
class StoredRepresentationTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final Asset MORE = Asset.parse("dataset:lab:more@1");
  private static final Asset MIX = Asset.parse("dataset:lab:mix@1");

  private final OneTask task = new OneTask(Policy.DEFAULT, DAY);
  private final StoredReads reads =
      new StoredReads(0, task.rows(), new Progress(), Policy.DEFAULT, Clock.systemUTC());
  private final Queries queries =
      new Queries(
          new PlacedCluster(
              () -> List.of(new PlacedCluster.Placement(FakeService.SELF, Set.of(0))),
              FakeService.SELF,
              1,
              asset -> 0),
          new LocalReads(
              partition -> Optional.of(reads),
              () -> new InstanceReport("RUNNING", List.of(0), 0, 0, 0)),
          () -> new Backlog(0, 0, false, 1),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          new FakeWatermarks(() -> new Backlog(0, 0, false, 1)),
          ReadLimits.DEFAULT);

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

  private LineageEvent send(Composed event, long hours, long arrivedHours) {
    LineageEvent sent = event.at(at(hours)).event();
    task.send(sent, at(arrivedHours));
    return sent;
  }

  private void retract(LineageEvent event, long arrivedHours) {
    task.send(
        OneTask.event(EventType.RETRACT, at(arrivedHours))
            .outputs(event.outputs())
            .retract(new Retract(event.eventId(), "wrong"))
            .build(),
        at(arrivedHours));
  }

  private Optional<Represented> read(Asset asset, Moment moment) {
    return queries.representation(asset, "", moment, Promptness.AT_ONCE);
  }

  private Interval english(Asset asset, Moment moment) {
    return representation(asset, moment).categories().get("en").amount();
  }

  private Representation representation(Asset asset, Moment moment) {
    Represented found = read(asset, moment).orElseThrow();
    assertThat(found.items()).hasSize(1);
    return found.items().get(0).representation();
  }

  /**
   * Two datasets at 1 h and 2 h, mixed at 3 h; at 4 h a correction of the first. Each event arrives
   * 10 h after its event time.
   */
  private LineageEvent mixed() {
    send(Composed.of(EventType.INGEST, RAW).with(languages("en", 3)), 1, 11);
    send(Composed.of(EventType.INGEST, MORE).with(languages("en", 5)), 2, 12);
    send(Composed.of(TransformOperation.MERGE, MIX).from(RAW, 100).from(MORE, 100), 3, 13);
    return send(Composed.of(EventType.INGEST, RAW).with(languages("en", 4)), 4, 14);
  }

  @Test
  void thePast_isOfTheEventsThatCounted() {
    mixed();

    assertThat(english(MIX, Moment.NOW)).isEqualTo(Interval.point(9));
    assertThat(english(MIX, asOf(4))).isEqualTo(Interval.point(9));
    assertThat(english(MIX, asOf(3))).isEqualTo(Interval.point(8));
    assertThat(english(MIX, knownAt(14))).isEqualTo(Interval.point(9));
    assertThat(english(MIX, knownAt(13))).isEqualTo(Interval.point(8));
    assertThat(english(RAW, asOf(1))).isEqualTo(Interval.point(3));
    assertThat(read(MIX, asOf(2))).isEmpty();
    assertThat(read(RAW, asOf(0))).isEmpty();
    assertThat(read(RAW, knownAt(10))).isEmpty();
  }

  @Test
  void aRetraction_countsWheneverItCame_unlessItWasNotKnown() {
    LineageEvent correction = mixed();
    retract(correction, 20);

    assertThat(english(MIX, Moment.NOW)).isEqualTo(Interval.point(8));
    assertThat(english(MIX, asOf(4))).isEqualTo(Interval.point(8));
    assertThat(english(MIX, knownAt(19))).isEqualTo(Interval.point(9));
    assertThat(english(MIX, knownAt(20))).isEqualTo(Interval.point(8));
  }

  @Test
  void aDatasetThatIsOnlyUsed_isNamedAndHasNoDimensions() {
    send(Composed.of(EventType.CLEAN, MIX).from(RAW, 10, languages("en", 10)), 1, 1);

    assertThat(read(RAW, Moment.NOW).orElseThrow().items()).isEmpty();
    assertThat(read(RAW, asOf(1)).orElseThrow().items()).isEmpty();
    assertThat(read(RAW, asOf(0))).isEmpty();
    assertThat(representation(MIX, Moment.NOW).method()).isEqualTo(Method.DERIVED);
  }

  @Test
  void aReclassification_saysHowMuchIsSynthetic() {
    send(Composed.of(EventType.INGEST, RAW).with(languages("en", 3)), 1, 1);
    task.send(
        OneTask.event(EventType.DOCUMENT, at(2))
            .document(
                new Document(
                    RAW,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Reclassify(true, "it is")),
                    Optional.empty(),
                    List.of()))
            .build(),
        at(2));

    assertThat(representation(RAW, Moment.NOW).categories().get("en").synthetic())
        .isEqualTo(Interval.point(3));
    assertThat(representation(RAW, asOf(1)).categories().get("en").synthetic())
        .isEqualTo(new Interval(0, 3));
  }

  /** A gate need not notice; a read of compositions that overlooks it mixes two moments. */
  @Test
  void anotherEventWithAnotherComposition_changesTheRevisionOfTheEventsAlone() {
    send(Composed.of(EventType.CLEAN, MIX).from(RAW).with(languages("en", 3)), 1, 1);
    Revision facts = reads.revision(MIX);
    Revision events = reads.eventRevision(MIX);
    assertThat(reads.statements(MIX, "").revision()).isEqualTo(events);

    send(Composed.of(EventType.CLEAN, MIX).from(RAW).with(languages("en", 4)), 2, 2);

    assertThat(reads.revision(MIX)).isEqualTo(facts);
    assertThat(reads.eventRevision(MIX)).isNotEqualTo(events);
    assertThat(reads.at(asOf(2)).eventRevision(MIX)).isEqualTo(reads.eventRevision(MIX));
    assertThat(reads.at(asOf(2)).statements(MIX, "").revision())
        .isEqualTo(reads.eventRevision(MIX));
  }

  @Test
  void factsWithStatements_areWhatBothReadsFindAlone() {
    mixed();

    for (Moment moment : List.of(Moment.NOW, asOf(4), asOf(3), asOf(2), knownAt(13))) {
      PartitionReads then = moment.isNow() ? reads : reads.at(moment);
      for (Asset asset : List.of(RAW, MIX, Asset.parse("dataset:lab:nobody@1"))) {
        FactsQuestion.Found alone = then.facts(asset, "", 10, false);

        assertThat(alone.statements()).isEmpty();
        assertThat(then.facts(asset, "", 10, true))
            .isEqualTo(alone.with(then.statements(asset, "")));
      }
    }
  }

  @Test
  void oneDimension_leavesOutTheOthers() {
    send(
        Composed.of(EventType.CLEAN, MIX)
            .from(RAW, 10, languages("en", 10), composition("age", "records", 0, "old", 1))
            .with(languages("en", 9))
            .with(composition("age", "records", 0, "old", 1)),
        1,
        1);

    Statements languages = reads.statements(MIX, "language").statements();

    assertThat(languages.declared()).containsExactly(languages("en", 9));
    assertThat(languages.steps().get(0).inputs().get(0).stated())
        .containsExactly(languages("en", 10));
    assertThat(reads.statements(MIX, "").statements().declared()).hasSize(2);
  }

  /** The latest events are kept, and the answer says that there were more. */
  @Test
  void compositionsTooLargeForOneAnswer_areCutAndSaySo() {
    Object[] counts = new Object[2 * 9_000];
    for (int i = 0; i < counts.length; i += 2) {
      counts[i] = "category-" + i;
      counts[i + 1] = 1;
    }
    Composition large = languages(counts);
    for (int event = 1; event <= 12; event++) {
      send(
          Composed.of(EventType.CLEAN, MIX).from(RAW, 9_000, large).with(languages("en", event)),
          event,
          event);
    }

    StatementsQuestion.Found found = reads.statements(MIX, "language");

    assertThat(found.statements().cut()).isTrue();
    assertThat(found.statements().steps()).hasSizeBetween(2, 11);
    assertThat(found.statements().declared()).containsExactly(languages("en", 12));
    assertThat(found.bytes()).isLessThan(9 * 1024 * 1024);
    assertThat(reads.statements(MIX, "age").statements().cut()).isFalse();
    assertThat(read(MIX, Moment.NOW).orElseThrow().truncated()).contains(Truncation.EVENTS);
    assertThat(english(MIX, Moment.NOW)).isEqualTo(Interval.point(12));
  }

  /**
   * Beyond what a read looks at, the latest of each kind are read. An event of one kind that is
   * earlier than what was read of another is left out: a later one may not have been read.
   */
  @Test
  void moreEventsThanARead_leaveTheLatestDeclaration() {
    send(
        Composed.of(EventType.SYNTHESIZE, MIX).with(composition("age", "records", 0, "old", 1)),
        1,
        1);
    for (int event = 0; event < 10_001; event++) {
      LineageEvent sent =
          Composed.of(EventType.CLEAN, MIX)
              .from(RAW)
              .with(languages("en", event))
              .at(at(2).plusSeconds(event))
              .event();
      task.send(sent, at(2).plusSeconds(event));
    }

    Represented found = read(MIX, Moment.NOW).orElseThrow();

    assertThat(found.truncated()).contains(Truncation.EVENTS);
    assertThat(english(MIX, Moment.NOW)).isEqualTo(Interval.point(10_000));
    assertThat(reads.statements(MIX, "").statements().declared())
        .containsExactly(languages("en", 10_000));
    assertThat(read(MIX, asOf(1_000)).orElseThrow().truncated()).contains(Truncation.EVENTS);
    assertThat(read(MIX, asOf(1_000)).orElseThrow().items()).isEmpty();
  }
}
