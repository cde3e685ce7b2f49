package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows which events are valid: starts from a valid event of each type, changes one thing, and
 * checks the error. Also checks the limits and the key of an event.
 */
class LineageEventTest {
  private static final Asset DATASET = Asset.parse("dataset:lab:a@1");
  private static final Asset MODEL = Asset.parse("model:lab:m@1");
  private static final Document DOCUMENT =
      new Document(
          DATASET,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());
  private static final Retract RETRACT = new Retract(new UUID(0, 1), "wrong");

  private static LineageEvent.Builder valid(EventType type) {
    LineageEvent.Builder event =
        LineageEvent.builder(type)
            .eventId(new UUID(1, 2))
            .eventTime(Instant.parse("2026-11-22T10:00:00Z"))
            .producer("p")
            .job(new Job("n", "j"))
            .run("r");
    return switch (type) {
      case INGEST, CLEAN, TRANSFORM, SYNTHESIZE -> event.outputs(List.of(Output.of(DATASET)));
      case TRAIN ->
          event.inputs(List.of(Input.of(DATASET, Role.SOURCE))).outputs(List.of(Output.of(MODEL)));
      case DOCUMENT -> event.document(DOCUMENT);
      case RETRACT -> event.retract(RETRACT);
    };
  }

  private static void assertRefused(LineageEvent.Builder event, String path, String problem) {
    assertThatThrownBy(event::build)
        .isInstanceOfSatisfying(
            InvalidException.class,
            e -> {
              assertThat(e.path()).isEqualTo(path);
              assertThat(e.problem()).contains(problem);
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyType_isValidWithoutOptionalPayloads(EventType type) {
    assertThat(valid(type).build().type()).isEqualTo(type);
  }

  @Test
  void missingFields_areNamed() {
    assertRefused(valid(EventType.INGEST).eventId(null), "eventId", "is required");
    assertRefused(valid(EventType.INGEST).eventTime(null), "eventTime", "is required");
    assertRefused(valid(EventType.INGEST).job(null), "job", "is required");
    assertRefused(valid(EventType.INGEST).producer(" \t\u00a0"), "producer", "is required");
    assertRefused(valid(EventType.INGEST).run(""), "run", "is required");
    assertRefused(LineageEvent.builder(null), "eventId", "is required");
    assertThatThrownBy(() -> new Job(" ", "j")).hasMessageStartingWith("namespace: is required");
    assertThatThrownBy(() -> new Job("n", null)).hasMessageStartingWith("name: is required");
  }

  @ParameterizedTest
  @EnumSource
  void payloads_belongToTheirTypes(EventType type) {
    assertPayload(type, "ingest", Set.of(EventType.INGEST), e -> e.ingest(Ingest.EMPTY));
    assertPayload(
        type,
        "clean",
        Set.of(EventType.CLEAN),
        e -> e.clean(new Clean(List.of(), Collections.emptySortedMap())));
    assertPayload(
        type,
        "transform",
        Set.of(EventType.TRANSFORM),
        e -> e.transform(new Transform(Optional.empty(), "", List.of(), Optional.empty())));
    assertPayload(
        type,
        "synthesize",
        EnumSet.of(EventType.SYNTHESIZE, EventType.TRANSFORM, EventType.INGEST),
        e -> e.synthesize(Synthesize.EMPTY));
    assertPayload(
        type,
        "train",
        Set.of(EventType.TRAIN),
        e -> e.train(new Train("", Collections.emptySortedMap(), Optional.empty())));
    assertPayload(type, "document", Set.of(EventType.DOCUMENT), e -> e.document(DOCUMENT));
    assertPayload(type, "retract", Set.of(EventType.RETRACT), e -> e.retract(RETRACT));
  }

  private static void assertPayload(
      EventType type,
      String field,
      Set<EventType> allowed,
      UnaryOperator<LineageEvent.Builder> add) {
    LineageEvent.Builder event = add.apply(valid(type));
    if (allowed.contains(type)) {
      assertThat(event.build()).isNotNull();
    } else {
      assertRefused(event, field, "does not belong to an event of type " + type);
    }
  }

  @Test
  void documentAndRetract_needTheirPayloads() {
    LineageEvent.Builder bare =
        LineageEvent.builder(EventType.DOCUMENT)
            .eventId(new UUID(1, 2))
            .eventTime(Instant.EPOCH)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r");
    assertRefused(bare, "document", "is required");
    assertRefused(
        LineageEvent.builder(EventType.RETRACT)
            .eventId(new UUID(1, 2))
            .eventTime(Instant.EPOCH)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r"),
        "retract",
        "is required");
    assertRefused(
        valid(EventType.DOCUMENT).outputs(List.of(Output.of(DATASET))),
        "outputs",
        "must be absent");
  }

  @Test
  void assets_mustFitTheType() {
    assertRefused(valid(EventType.TRAIN).inputs(List.of()), "inputs", "at least one");
    assertRefused(
        valid(EventType.TRAIN).outputs(List.of(Output.of(MODEL), Output.of(DATASET))),
        "outputs[1].asset",
        "dataset:lab:a@1 is no MODEL");
    assertRefused(
        valid(EventType.SYNTHESIZE).outputs(List.of(Output.of(MODEL))),
        "outputs[0].asset",
        "is no DATASET");
    for (EventType type :
        List.of(EventType.INGEST, EventType.CLEAN, EventType.TRANSFORM, EventType.SYNTHESIZE)) {
      assertRefused(valid(type).outputs(List.of()), "outputs", "at least one");
    }
  }

  @Test
  void sameOutputTwice_isRefusedAndNamed() {
    assertRefused(
        valid(EventType.INGEST)
            .outputs(List.of(Output.of(MODEL), Output.of(DATASET), Output.of(DATASET))),
        "outputs[2].asset",
        "dataset:lab:a@1 is outputs[1] already");
  }

  @Test
  void counts_areLimited() {
    assertThat(valid(EventType.INGEST).inputs(inputs(10_000)).build().inputs()).hasSize(10_000);
    assertRefused(
        valid(EventType.INGEST).inputs(inputs(10_001)),
        "inputs",
        "has 10001 items, the limit is 10000");
    assertThat(valid(EventType.INGEST).outputs(outputs(1_000)).build().outputs()).hasSize(1_000);
    assertRefused(valid(EventType.INGEST).outputs(outputs(1_001)), "outputs", "the limit is 1000");
    assertThat(valid(EventType.INGEST).inputs(inputs(100)).outputs(outputs(1_000)).build())
        .isNotNull();
    assertRefused(
        valid(EventType.INGEST).inputs(inputs(101)).outputs(outputs(1_000)),
        "inputs",
        "is 101000 edges, the limit is 100000");
    assertRefused(
        valid(EventType.INGEST)
            .agents(Collections.nCopies(1_001, new Agent("i", AgentType.PERSON, "r", ""))),
        "agents",
        "the limit is 1000");
  }

  private static List<Input> inputs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Input.of(Asset.of(AssetKind.DATASET, "in", "i" + i), Role.SOURCE))
        .toList();
  }

  private static List<Output> outputs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Output.of(Asset.of(AssetKind.DATASET, "out", "o" + i)))
        .toList();
  }

  @Test
  void ids_areLimitedInCodePointsAndTextsInBytes() {
    assertThat(valid(EventType.INGEST).run("😀".repeat(512)).build()).isNotNull();
    assertRefused(
        valid(EventType.INGEST).run("r".repeat(513)),
        "run",
        "is 513 code points, the limit is 512");
    assertRefused(valid(EventType.INGEST).producer("p".repeat(513)), "producer", "513");
    assertThat(new Retract(new UUID(0, 1), "é".repeat(32 * 1024)).reason()).hasSize(32 * 1024);
    assertThatThrownBy(() -> new Retract(new UUID(0, 1), "é".repeat(32 * 1024) + "a"))
        .hasMessage("reason: is 65537 bytes of UTF-8, the limit is 65536");
    assertThatThrownBy(() -> new Retract(new UUID(0, 1), "中".repeat(21_846)))
        .hasMessage("reason: is 65538 bytes of UTF-8, the limit is 65536");
    assertThatThrownBy(() -> new Retract(new UUID(0, 1), "😀".repeat(16_384) + "a"))
        .hasMessage("reason: is 65537 bytes of UTF-8, the limit is 65536");
    assertThatThrownBy(() -> new Retract(new UUID(0, 1), "a\udc00"))
        .hasMessageContaining("lone surrogate");
  }

  @Test
  void eventTime_isCutToMicroseconds() {
    Instant nanos = Instant.parse("2026-11-22T10:00:00.123456789Z");

    assertThat(valid(EventType.INGEST).eventTime(nanos).build().eventTime())
        .isEqualTo(Instant.parse("2026-11-22T10:00:00.123456Z"));
  }

  @Test
  void future_isRefusedFromADayOn() {
    Instant arrival = Instant.parse("2026-11-22T10:00:00Z");
    LineageEvent atTheLimit =
        valid(EventType.INGEST).eventTime(arrival.plus(Duration.ofHours(24))).build();
    LineageEvent beyond =
        valid(EventType.INGEST)
            .eventTime(arrival.plus(Duration.ofHours(24)).plusNanos(1_000))
            .build();

    atTheLimit.requireNotAfter(arrival);
    assertThatThrownBy(() -> beyond.requireNotAfter(arrival))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("eventTime: is 2026-11-23T10:00:00.000001Z, more than 24 h after");
  }

  @Test
  void key_isOfTheFirstOutputOrTheTarget() {
    assertThat(valid(EventType.TRAIN).build().key()).isEqualTo("model:lab:m");
    assertThat(valid(EventType.DOCUMENT).build().key()).isEqualTo("dataset:lab:a");
    assertThat(valid(EventType.RETRACT).inputs(List.of(Input.of(MODEL, Role.SOURCE))).build().key())
        .isEqualTo("model:lab:m");
    assertThat(valid(EventType.RETRACT).build().key()).isEqualTo(new UUID(1, 2).toString());
  }

  @Test
  void collections_areCopied() {
    TreeMap<String, Long> removed = new TreeMap<>();
    removed.put("empty", 3L);
    Clean clean = new Clean(List.of(), removed);
    removed.put("short", 4L);

    assertThat(clean.removedByReason()).containsOnlyKeys("empty");
    assertThatThrownBy(() -> clean.removedByReason().put("x", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
