package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Answer;
import dev.headwater.model.EventType;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.oracle.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows when a self-consuming loop is alerted on, how severe it is, and how it ends. */
class LoopTest {
  private static final String OLD = "model:lab:writer@1";
  private static final String NEW = "model:lab:writer@2";
  private static final String TALES = "dataset:lab:tales@1";
  private static final String BOOKS = "dataset:lab:books@1";
  private static final String MIX = "dataset:lab:mix@1";

  private final Story story = new Story();
  private final EngineCluster cluster =
      new EngineCluster(new Random(1), 3, 20, 2_000_000, Fault.NONE, Policy.DEFAULT);
  private int told;

  /** The loops that are alerted on after all that was told, an hour after the last event. */
  private List<Alert> loops() {
    cluster.feed(story.log().subList(told, story.log().size()));
    told = story.log().size();
    cluster.restAt(now());
    return cluster.alerts().compacted().stream()
        .filter(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP)
        .toList();
  }

  private Instant now() {
    return story.log().get(story.log().size() - 1).at().plusSeconds(30);
  }

  private Alert loop() {
    List<Alert> loops = loops();
    assertThat(loops).hasSize(1);
    return loops.get(0);
  }

  private UUID generate(String model, String data) {
    return story.tell(EventType.SYNTHESIZE).in(Role.GENERATOR, model).out(data).done();
  }

  private UUID train(String model, String... inputs) {
    Story.Told told = story.tell(EventType.TRAIN);
    for (String input : inputs) {
      told.in(Role.SOURCE, input);
    }
    return told.out(model).done();
  }

  private UUID ingest(String data, Answer containsSynthetic) {
    return story
        .tell(EventType.INGEST)
        .ingest("https://books.example", containsSynthetic)
        .out(data)
        .done();
  }

  private UUID clean(String from, String to) {
    return story.tell(EventType.CLEAN).in(Role.SOURCE, from).out(to).done();
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, NEW, "model:lab:writer"})
  void modelOfAnyVersionGeneratedIt_isALoop(String generator) {
    generate(generator, TALES);
    clean(TALES, MIX);
    train(NEW, MIX);

    Alert loop = loop();
    assertThat(loop.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(loop.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(loop.subject().urn()).isEqualTo(NEW);
    assertThat(loop.origin().urn()).isEqualTo(TALES);
    assertThat(loop.path()).extracting(Object::toString).containsExactly(TALES, MIX, NEW);
    assertThat(loop.missing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model:lab:reader@1", "model:labs:writer@1", "model:la:bwriter@1"})
  void otherModelGeneratedIt_isNone(String generator) {
    generate(generator, TALES);
    train(NEW, TALES);

    assertThat(loops()).isEmpty();
  }

  @Test
  void modelThatOnlyFiltered_isNone() {
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.GENERATOR, "model:acme:gpt@4")
        .in(Role.FILTER_MODEL, OLD)
        .out(TALES)
        .done();
    train(NEW, TALES);

    assertThat(loops()).isEmpty();
  }

  @Test
  void modelThatIsNotTrained_isNone() {
    generate(OLD, TALES);
    clean(TALES, NEW);

    assertThat(loops()).isEmpty();
  }

  @Test
  void documentedData_isALoopAllTheSame() {
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.GENERATOR, OLD)
        .synthesis(Story.Synthesis.FULL)
        .by(AgentType.PERSON)
        .out(TALES)
        .done();
    train(NEW, TALES);

    assertThat(loop().status()).isEqualTo(AlertStatus.OPEN);
    assertThat(cluster.alertRecords()).as("alerts of all rules").isEqualTo(1);
  }

  @Test
  void generatorThatADocumentStates_isALoop_untilTheDocumentIsRetracted() {
    story.tell(EventType.SYNTHESIZE).out(TALES).done();
    train(NEW, TALES);
    assertThat(loops()).isEmpty();

    UUID document =
        story
            .tell(EventType.DOCUMENT)
            .document(TALES)
            .synthesis(Story.Synthesis.NOTHING.generator("lab", "writer", ""))
            .done();
    assertThat(loop().status()).isEqualTo(AlertStatus.OPEN);

    story.retract(document, TALES);
    assertThat(loop().resolution()).contains(Resolution.CORRECTED);
  }

  @Test
  void documentThatAmendsAnotherRecord_statesNoGenerator() {
    UUID retracted = generate("model:acme:gpt@4", TALES);
    story.tell(EventType.SYNTHESIZE).out(TALES).done();
    story
        .tell(EventType.DOCUMENT)
        .document(TALES, retracted)
        .synthesis(Story.Synthesis.NOTHING.generator("lab", "writer", ""))
        .done();
    story.retract(retracted, TALES);
    train(NEW, TALES);

    assertThat(loops()).isEmpty();
  }

  @Test
  void collectedDataBesides_isAWarning() {
    ingest(BOOKS, Answer.NO);
    generate(OLD, TALES);
    clean(BOOKS, "dataset:lab:clean@1");
    train(NEW, TALES, "dataset:lab:clean@1");

    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void dataOfTheBaseModel_isNoTrainingData() {
    ingest(BOOKS, Answer.NO);
    train("model:lab:base@1", BOOKS);
    generate(OLD, TALES);
    UUID trained =
        story
            .tell(EventType.TRAIN)
            .in(Role.SOURCE, TALES)
            .in(Role.BASE_MODEL, "model:lab:base@1")
            .out(NEW)
            .done();
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);

    generate("model:lab:base@1", MIX);
    train(NEW, MIX);
    assertThat(loop().severity())
        .as("data that the base model generated")
        .isEqualTo(Severity.WARNING);

    story.retract(trained, NEW);
    assertThat(loop().status()).isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void dataThatOnlyOtherEventsUsed_isNoTrainingData() {
    ingest(BOOKS, Answer.NO);
    generate(OLD, TALES);
    train(NEW, TALES);
    clean(BOOKS, NEW);
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);

    UUID trained = train(NEW, BOOKS);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);

    story.retract(trained, NEW);
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void severity_isKnownWhenTheAlertIsFirstDelivered() {
    ingest(BOOKS, Answer.UNKNOWN);
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.GENERATOR, OLD)
        .synthesis(Story.Synthesis.FULL)
        .by(AgentType.PERSON)
        .out(TALES)
        .done();
    clean(BOOKS, "dataset:lab:clean@1");
    train(NEW, TALES, "dataset:lab:clean@1");

    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
    assertThat(cluster.alertRecords()).isEqualTo(1);
  }

  @Test
  void nothingFound_opensWhenTheDoubtIsOver() {
    generate(OLD, TALES);
    train(NEW, TALES);
    cluster.feed(story.log());
    told = story.log().size();
    Instant trained = story.log().get(told - 1).at();

    cluster.restAt(trained.plus(Loops.DOUBT).minusMillis(1));
    assertThat(cluster.alerts().compacted())
        .noneMatch(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP);
    cluster.restAt(trained.plus(Loops.DOUBT));
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void collectedDataOnlyThroughTheLoop_isCritical() {
    ingest(BOOKS, Answer.NO);
    story.tell(EventType.SYNTHESIZE).in(Role.GENERATOR, OLD).in(Role.SEED, BOOKS).out(TALES).done();
    clean(TALES, MIX);
    train(NEW, TALES, MIX);

    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void ingestThatContainsSyntheticData_isNoCollectedData() {
    ingest(BOOKS, Answer.YES);
    story.tell(EventType.INGEST).synthesis(Story.Synthesis.FULL).out("dataset:lab:bought@1").done();
    generate(OLD, TALES);
    train(NEW, TALES, BOOKS, "dataset:lab:bought@1");
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);

    ingest(BOOKS, Answer.UNKNOWN);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void documents_decideWhetherDataIsCollected() {
    ingest(BOOKS, Answer.UNKNOWN);
    generate(OLD, TALES);
    train(NEW, TALES, BOOKS);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);

    UUID says =
        story
            .tell(EventType.DOCUMENT)
            .document(BOOKS)
            .ingest("https://books.example", Answer.YES)
            .done();
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
    story.retract(says, BOOKS);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);

    story.reclassify(BOOKS, true);
    assertThat(loops()).allMatch(loop -> loop.severity() == Severity.CRITICAL);
    story.reclassify(BOOKS, false);
    assertThat(loops().get(0).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void lostEdge_makesItCritical_andANewOneAWarningAgain() {
    ingest(BOOKS, Answer.NO);
    UUID cleaned = clean(BOOKS, MIX);
    generate(OLD, TALES);
    train(NEW, TALES, MIX);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
    Instant opened = loop().openedAt();

    story.retract(cleaned, MIX);
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
    clean("dataset:lab:lake@1", MIX);
    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
    clean(BOOKS, "dataset:lab:lake@1");
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
    assertThat(loop().openedAt()).isEqualTo(opened);
  }

  @Test
  void change_besidesAStandingSearch_doesNotFlap() {
    ingest(BOOKS, Answer.NO);
    UUID cleaned = clean(BOOKS, MIX);
    ingest(MIX, Answer.NO);
    generate(OLD, TALES);
    train(NEW, TALES, MIX, BOOKS);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
    long before = cluster.alertRecords();

    story.retract(cleaned, MIX);
    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
    assertThat(cluster.alertRecords()).isEqualTo(before);
  }

  @Test
  void reclassifiedData_correctsIt() {
    generate(OLD, TALES);
    train(NEW, TALES);
    assertThat(loop().status()).isEqualTo(AlertStatus.OPEN);

    story.reclassify(TALES, false);
    assertThat(loop().resolution()).contains(Resolution.CORRECTED);
  }

  @Test
  void retractedTrainingOrGeneration_retractsIt() {
    UUID generated = generate(OLD, TALES);
    UUID trained = train(NEW, TALES);
    assertThat(loop().status()).isEqualTo(AlertStatus.OPEN);
    story.retract(trained, NEW);
    assertThat(loop().resolution()).contains(Resolution.RETRACTED);

    train(NEW, TALES);
    assertThat(loop().status()).isEqualTo(AlertStatus.OPEN);
    story.retract(generated, TALES);
    assertThat(loop().resolution()).contains(Resolution.RETRACTED);
  }

  @Test
  void waiver_closesIt_forItsOriginOnly_andUntilItsEnd() {
    generate(OLD, TALES);
    generate(OLD, "dataset:lab:poems@1");
    train(NEW, TALES, "dataset:lab:poems@1");
    assertThat(loops()).hasSize(2).allMatch(loop -> loop.status() == AlertStatus.OPEN);

    story
        .tell(EventType.DOCUMENT)
        .document(NEW)
        .waive(RuleName.SELF_CONSUMING_LOOP, Optional.of(TALES), 60)
        .done();
    assertThat(loops())
        .allSatisfy(
            loop ->
                assertThat(loop.resolution())
                    .isEqualTo(
                        loop.origin().urn().equals(TALES)
                            ? Optional.of(Resolution.WAIVED)
                            : Optional.empty()));

    cluster.restAt(Story.minute(60).plus(Loops.DOUBT));
    assertThat(cluster.alerts().compacted())
        .filteredOn(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP)
        .allMatch(loop -> loop.status() == AlertStatus.OPEN);
  }

  @Test
  void collectedDataAmongManyInputs_isFound_howeverFarBackInTheList() {
    generate(OLD, TALES);
    merge(MIX, Exposures.CHUNK + 500);
    ingest("dataset:lab:part999999@1", Answer.NO);
    story.tell(EventType.CLEAN).in(Role.SOURCE, "dataset:lab:part999999@1").out(MIX).done();
    train(NEW, TALES, MIX);

    assertThat(loop().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void search_asksNoMoreThanItMay() {
    generate(OLD, TALES);
    merge(MIX, Loops.MAX_ASKED);
    ingest("dataset:lab:part999999@1", Answer.NO);
    story.tell(EventType.CLEAN).in(Role.SOURCE, "dataset:lab:part999999@1").out(MIX).done();
    train(NEW, TALES, MIX);

    assertThat(loop().severity()).isEqualTo(Severity.CRITICAL);
    // The model and the merged dataset are asked too.
    assertThat(cluster.states().stream().mapToLong(state -> state.visits().size()).sum())
        .isEqualTo(Loops.MAX_ASKED + 1L);
  }

  /** Merges this many datasets that nothing is known of. */
  private void merge(String into, int count) {
    for (int from = 0; from < count; from += 5_000) {
      Story.Told told = story.tell(EventType.CLEAN);
      for (int i = from; i < Math.min(count, from + 5_000); i++) {
        told.in(Role.SOURCE, "dataset:lab:part" + (100_000 + i) + "@1");
      }
      told.out(into).done();
    }
  }

  @Test
  void model_followsNoMoreLoopsThanItMay() {
    ingest(BOOKS, Answer.NO);
    List<String> inputs = new ArrayList<>(List.of(BOOKS));
    for (int i = 0; i <= Loops.MAX_SEARCHES; i++) {
      inputs.add("dataset:lab:tales" + i + "@1");
      generate(OLD, "dataset:lab:tales" + i + "@1");
    }
    UUID trained = train(NEW, inputs.toArray(String[]::new));

    assertThat(loops())
        .filteredOn(loop -> loop.severity() == Severity.WARNING)
        .hasSize(Loops.MAX_SEARCHES);
    assertThat(loops()).filteredOn(loop -> loop.severity() == Severity.CRITICAL).hasSize(1);

    story.retract(trained, NEW);
    assertThat(loops()).allMatch(loop -> loop.status() == AlertStatus.RESOLVED);
    assertThat(cluster.states())
        .allSatisfy(
            state -> {
              assertThat(state.searches()).isEmpty();
              assertThat(state.visits()).isEmpty();
            });
  }

  @Test
  void doubt_isShort() {
    assertThat(Loops.DOUBT).isLessThanOrEqualTo(Duration.ofMillis(250));
  }
}
