package dev.headwater.query.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Waive;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.ExposuresQuestion;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads rows that the topology itself has written. */
class StoredReadsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Asset DATA = Asset.of(AssetKind.DATASET, "lab", "data", "1");
  private static final Asset OTHER = Asset.of(AssetKind.DATASET, "lab", "other", "1");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private final StoredReads reads =
      new StoredReads(0, task.rows(), new Progress(), Policy.DEFAULT, Clock.systemUTC());

  @AfterEach
  void close() {
    task.close();
  }

  private LineageEvent send(LineageEvent event) {
    task.send(event, NOW);
    return event;
  }

  private LineageEvent clean(int second, String producer) {
    return send(
        OneTask.event(EventType.CLEAN, NOW.plusSeconds(second))
            .producer(producer)
            .inputs(List.of(OneTask.input(OTHER, Role.SOURCE)))
            .outputs(List.of(OneTask.output(DATA)))
            .build());
  }

  @Test
  void events_areTheLatestLiveOnesOfEachKind() {
    LineageEvent synthesis =
        send(
            OneTask.event(EventType.SYNTHESIZE, NOW)
                .outputs(List.of(OneTask.output(DATA), OneTask.output(OTHER)))
                .build());
    List<LineageEvent> cleans = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      cleans.add(0, clean(i, "p"));
    }
    LineageEvent document =
        send(
            OneTask.event(EventType.DOCUMENT, NOW.plusSeconds(60))
                .document(
                    new Document(
                        DATA,
                        Optional.empty(),
                        Optional.of(Synthesize.EMPTY),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
                .build());
    send(
        OneTask.event(EventType.RETRACT, NOW.plusSeconds(70))
            .outputs(List.of(OneTask.output(DATA)))
            .retract(new Retract(cleans.remove(0).eventId(), "wrong"))
            .build());

    AssetEvents events = reads.events(DATA, 5);

    assertThat(events.syntheses().events())
        .extracting(LineageEvent::eventId)
        .containsExactly(synthesis.eventId());
    assertThat(events.syntheses().events().get(0).outputs()).hasSize(1);
    assertThat(events.others().events()).isEqualTo(cleans.subList(0, 5));
    assertThat(events.others().total()).isEqualTo(29);
    assertThat(events.documents().events()).containsExactly(document);
    assertThat(events.trainings().total()).isZero();
    assertThat(reads.events(Asset.parse("dataset:lab:nobody"), 5)).isEqualTo(AssetEvents.NONE);
  }

  @Test
  void largeEvents_areReadOneAfterTheOtherUntilItIsEnough() {
    String large = "x".repeat(500);
    for (int i = 1; i <= 8; i++) {
      List<Agent> agents = new ArrayList<>();
      for (int j = 0; j < 400; j++) {
        agents.add(new Agent(large, AgentType.PERSON, large, large));
      }
      send(
          OneTask.event(EventType.INGEST, NOW.plusSeconds(i))
              .agents(agents)
              .outputs(List.of(OneTask.output(DATA)))
              .build());
    }

    AssetEvents.Latest ingests = reads.events(DATA, 20).others();

    assertThat(ingests.events()).hasSize(2);
    assertThat(ingests.total()).isEqualTo(8);
  }

  /** A page that is full to the last exposure has no next page, which would be empty. */
  @ParameterizedTest
  @CsvSource({"ALL, 6", "OPEN, 5"})
  void exposures_endWithTheLastOneThatMatches(String status, int matching) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Asset synthetic = Asset.of(AssetKind.DATASET, "lab", "synthetic" + i, "1");
      send(
          OneTask.event(EventType.SYNTHESIZE, NOW)
              .outputs(List.of(OneTask.output(synthetic)))
              .build());
      inputs.add(OneTask.input(synthetic, Role.SOURCE));
      if (i == 3) {
        waive(synthetic);
      }
    }
    send(
        OneTask.event(EventType.TRANSFORM, NOW.plusSeconds(1))
            .inputs(inputs)
            .outputs(List.of(OneTask.output(DATA)))
            .build());
    ExposureFilter filter = status.equals("ALL") ? ExposureFilter.ALL : ExposureFilter.OPEN;

    for (int limit = 1; limit <= 7; limit++) {
      Set<Asset> seen = new TreeSet<>();
      int pages = 0;
      String cursor = "";
      do {
        ExposuresQuestion.Found page =
            new ExposuresQuestion(0, DATA, filter, cursor, limit).answer(reads);
        page.entries().forEach(entry -> seen.add(entry.origin()));
        cursor = page.next();
        pages++;
      } while (!cursor.isEmpty());
      assertThat(seen).as("limit " + limit).hasSize(matching);
      assertThat(pages).as("pages of " + limit).isEqualTo((matching + limit - 1) / limit);
    }
  }

  private void waive(Asset asset) {
    Waive waive =
        new Waive(
            RuleName.UNDOCUMENTED_SYNTHETIC,
            Optional.empty(),
            "org:lab",
            "known",
            Instant.parse("2999-01-01T00:00:00Z"));
    send(
        OneTask.event(EventType.DOCUMENT, NOW.plusSeconds(2))
            .document(
                new Document(
                    asset,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(waive),
                    List.of()))
            .build());
  }
}
