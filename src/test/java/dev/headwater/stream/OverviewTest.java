package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.OverviewRecount;
import dev.headwater.engine.Policy;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what one task counts for the overview: by hand-made events, and under other policies. */
class OverviewTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:30:00Z");
  private static final Instant HOUR = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(11);

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private Policy policy = Policy.DEFAULT;

  @AfterEach
  void close() {
    task.close();
  }

  private static Asset data(String name) {
    return Asset.parse("dataset:" + name);
  }

  private static Asset model(String name) {
    return Asset.parse("model:" + name);
  }

  private static LineageEvent.Builder make(EventType type, Asset made, Asset... from) {
    return OneTask.event(type, NOW)
        .inputs(List.of(from).stream().map(one -> OneTask.input(one, Role.SOURCE)).toList())
        .outputs(List.of(Output.of(made)));
  }

  private LineageEvent send(LineageEvent.Builder event) {
    LineageEvent built = event.build();
    task.send(built, NOW);
    return built;
  }

  private void retract(LineageEvent event) {
    send(
        OneTask.event(EventType.RETRACT, NOW)
            .outputs(event.outputs())
            .retract(new Retract(event.eventId(), "wrong")));
  }

  private static LineageEvent.Builder reclassified(Asset asset, Answer synthetic) {
    return OneTask.event(EventType.DOCUMENT, NOW)
        .document(
            new Document(
                asset,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Reclassify(synthetic == Answer.YES, "looked at")),
                Optional.empty(),
                List.of()));
  }

  private OverviewQuestion.Found overview() {
    assertThat(OverviewRecount.differences(task.rows(), policy)).isEmpty();
    return OverviewRecount.overview(task.rows(), policy);
  }

  private void restart(Policy other) {
    policy = other;
    task.restart(other);
    task.passTime(Duration.ofSeconds(2));
  }

  @Test
  void assets_countInTheirNamespace_andMoveWithWhatIsKnownOfThem() {
    send(make(EventType.INGEST, data("a:raw")));
    send(make(EventType.SYNTHESIZE, data("a:made")));
    send(make(EventType.CLEAN, data("b:clean"), data("a:made")));
    send(make(EventType.TRAIN, model("b:m"), data("b:clean"), data("c:nobody-knows")));
    task.passTime(GRACE);

    OverviewQuestion.Found before = overview();
    assertThat(before.namespaces())
        .extracting(Overview.Namespace::name)
        .containsExactly("a", "b", "c");
    assertThat(before.totals().datasets()).isEqualTo(4);
    assertThat(before.totals().models()).isEqualTo(1);
    assertThat(before.totals().undocumented()).isEqualTo(1);
    assertThat(before.totals().inherited()).isEqualTo(2);
    assertThat(before.totals().unknownOrigin()).isEqualTo(1);
    assertThat(before.totals().withOpenAlerts()).isEqualTo(3);
    assertThat(before.widest())
        .containsExactlyInAnyOrder(
            new Overview.BlastRadius(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, data("a:made"), 1),
            new Overview.BlastRadius(
                RuleName.TRAINED_ON_UNKNOWN_ORIGIN, data("c:nobody-knows"), 1));

    send(reclassified(data("c:nobody-knows"), Answer.YES));
    send(reclassified(data("a:made"), Answer.NO));
    task.passTime(Duration.ofSeconds(2));

    OverviewQuestion.Found after = overview();
    assertThat(after.namespaces().get(0).assets().undocumented()).isZero();
    assertThat(after.namespaces().get(2).assets().undocumented()).isEqualTo(1);
    assertThat(after.totals().undocumented()).isEqualTo(1);
  }

  @Test
  void aRetractedTraining_leavesTheList_andAnEarlierOneReturns() {
    send(make(EventType.TRAIN, model("a:m"), data("a:d")).eventTime(NOW.minusSeconds(60)));
    LineageEvent last = send(make(EventType.TRAIN, model("a:m"), data("a:d")));
    LineageEvent only = send(make(EventType.TRAIN, model("a:n"), data("a:d")).eventTime(NOW));
    assertThat(overview().latestModels()).hasSize(2);

    retract(last);
    retract(only);

    assertThat(overview().latestModels())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.model()).isEqualTo(model("a:m"));
              assertThat(left.trainedAt()).isEqualTo(NOW.minusSeconds(60));
            });
  }

  @Test
  void eventsCountOnce_inTheHourOfTheirRecord_andBrokenOnesInTheirOwnColumn() {
    LineageEvent event = send(make(EventType.INGEST, data("a:raw")));
    task.send(event, NOW.minus(Duration.ofHours(1)));
    task.send(
        make(EventType.CLEAN, data("a:c"), data("a:raw")).eventId(event.eventId()).build(), NOW);
    task.send(
        make(EventType.INGEST, data("a:x")).eventTime(Instant.EPOCH).build(),
        NOW.minus(Duration.ofHours(47)));
    task.send(
        "not an event".getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        NOW.minus(Duration.ofHours(2)));

    // The conflict is with an event of the same id at another asset, which nobody notices.
    assertThat(overview().hours())
        .containsExactly(
            new Overview.Hour(
                HOUR.minus(Duration.ofHours(47)), sorted(Map.of(EventType.INGEST, 1L)), 0),
            new Overview.Hour(HOUR.minus(Duration.ofHours(2)), sorted(Map.of()), 1),
            new Overview.Hour(HOUR, sorted(Map.of(EventType.INGEST, 1L, EventType.CLEAN, 1L)), 0));

    task.send(
        make(EventType.CLEAN, data("a:raw"), data("a:y")).eventId(event.eventId()).build(), NOW);
    assertThat(overview().hours().get(2).quarantined()).as("the id is taken here").isEqualTo(1);
    assertThat(overview().hours().get(2).taken()).containsEntry(EventType.CLEAN, 1L);
  }

  private static SortedMap<EventType, Long> sorted(Map<EventType, Long> counts) {
    return new TreeMap<>(counts);
  }

  @Test
  void timestampsFarAway_makeNoRows_andHoursThatAreOverGo() {
    long rows = 0;
    for (int i = 0; i < 100; i++) {
      task.send(
          make(EventType.INGEST, data("a:raw")).eventTime(Instant.EPOCH).build(),
          Instant.ofEpochSecond(i * 7200L));
      task.send(make(EventType.INGEST, data("a:raw")).build(), NOW.plus(Duration.ofHours(48L * i)));
      rows = Math.max(rows, overview().hours().size());
    }
    assertThat(rows).isEqualTo(1);
    assertThat(overview().hours().get(0).taken()).containsEntry(EventType.INGEST, 100L);
    assertThat(overview().hours().get(0).start()).isEqualTo(HOUR);

    for (int back = 47; back > 0; back--) {
      task.send(
          make(EventType.INGEST, data("a:raw")).eventTime(Instant.EPOCH).build(),
          NOW.minus(Duration.ofHours(back)));
    }
    assertThat(overview().hours()).hasSize(48);
    task.passTime(Duration.ofHours(2));
    task.send(make(EventType.INGEST, data("a:raw")).build(), NOW.plus(Duration.ofHours(2)));
    assertThat(overview().hours()).hasSize(47);
    assertThat(overview().hours().get(0).start()).isEqualTo(HOUR.minus(Duration.ofHours(45)));
  }

  @Test
  void afterAPolicyChange_severitiesAndSourcesCountByTheNewOne() {
    send(make(EventType.SYNTHESIZE, data("a:made")));
    send(make(EventType.INGEST, data("a:raw")).ingest(Ingest.EMPTY));
    send(make(EventType.INGEST, data("b:raw")).ingest(Ingest.EMPTY));
    send(make(EventType.TRAIN, model("b:m"), data("a:made"), data("a:raw"), data("b:raw")));
    task.passTime(GRACE);
    assertThat(overview().totals().unknownOrigin()).isZero();

    restart(
        new Policy(
            List.of(
                new Policy.Clause(
                    "b*",
                    Optional.empty(),
                    Optional.of(true),
                    List.of(
                        new Policy.RuleSetting(
                            RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Severity.WARNING)))))));
    OverviewQuestion.Found found = overview();
    assertThat(found.totals().unknownOrigin()).isEqualTo(1);
    assertThat(found.openAlerts())
        .contains(
            new Overview.AlertCount(
                RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.WARNING, 1));
    assertThat(found.widest())
        .as("another severity is the same alert")
        .contains(
            new Overview.BlastRadius(
                RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, data("a:made"), 1));

    restart(Policy.DEFAULT);
    assertThat(overview().totals().unknownOrigin()).isZero();
  }

  /** Sends random events in a backlog or not, under policies that change. */
  @Test
  void randomEventsUnderChangingPolicies_areCountedExactly() {
    for (long seed = 0; seed < 30; seed++) {
      try (OneTask one = new OneTask(Policy.DEFAULT, NOW)) {
        run(one, new Random(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
  }

  private static void run(OneTask task, Random random) {
    Policy policy = Policy.DEFAULT;
    List<LineageEvent> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      LineageEvent event = event(random, sent);
      sent.add(event);
      boolean backlog = random.nextInt(3) == 0;
      task.send(event, backlog ? NOW.minusSeconds(3600) : NOW);
      assertThat(OverviewRecount.differences(task.rows(), policy)).isEmpty();
      if (random.nextInt(6) == 0) {
        task.passTime(Duration.ofSeconds(random.nextInt(900)));
      }
      if (random.nextInt(10) == 0) {
        policy = policy(random);
        task.restart(policy);
        if (random.nextBoolean()) {
          task.passTime(Duration.ofSeconds(3));
        }
      }
      assertThat(OverviewRecount.differences(task.rows(), policy)).isEmpty();
    }
  }

  private static LineageEvent event(Random random, List<LineageEvent> sent) {
    Asset from = data("abc".charAt(random.nextInt(3)) + ":d" + random.nextInt(6));
    Asset made = data("abc".charAt(random.nextInt(3)) + ":d" + random.nextInt(6));
    Asset trained = model("abc".charAt(random.nextInt(3)) + ":m" + random.nextInt(4));
    Instant time = NOW.minusSeconds(random.nextInt(5));
    return switch (random.nextInt(9)) {
      case 0 -> make(EventType.INGEST, made).eventTime(time).build();
      case 1 -> make(EventType.INGEST, made).eventTime(time).ingest(Ingest.EMPTY).build();
      case 2 -> make(EventType.SYNTHESIZE, made).eventTime(time).build();
      case 3, 4 -> make(EventType.TRAIN, trained, from).eventTime(time).build();
      case 5 -> make(EventType.CLEAN, made, from).eventTime(time).build();
      case 6 ->
          reclassified(made, random.nextBoolean() ? Answer.YES : Answer.NO).eventTime(time).build();
      default -> {
        if (sent.isEmpty()) {
          yield make(EventType.CLEAN, made, trained).eventTime(time).build();
        }
        LineageEvent wrong = sent.get(random.nextInt(sent.size()));
        List<Output> outputs =
            wrong.document().map(of -> List.of(Output.of(of.target()))).orElse(wrong.outputs());
        yield wrong.type() == EventType.RETRACT
            ? wrong
            : OneTask.event(EventType.RETRACT, time)
                .outputs(outputs)
                .retract(new Retract(wrong.eventId(), "wrong"))
                .build();
      }
    };
  }

  private static Policy policy(Random random) {
    List<Policy.RuleSetting> rules = new ArrayList<>();
    for (RuleName rule : RuleName.values()) {
      if (random.nextInt(3) == 0) {
        rules.add(
            new Policy.RuleSetting(
                rule,
                Optional.of(random.nextInt(4) > 0),
                Optional.empty(),
                Optional.of(Severity.values()[random.nextInt(Severity.values().length)])));
      }
    }
    Optional<Set<Condition>> required =
        random.nextBoolean() ? Optional.empty() : Optional.of(Set.of(Condition.AGENT));
    return new Policy(
        List.of(
            new Policy.Clause(
                List.of("*", "a", "b*").get(random.nextInt(3)),
                required,
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextBoolean()),
                rules)));
  }
}
