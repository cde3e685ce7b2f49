package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.JobMade;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the index by job lists the assets that each job made. It sends events to one task. */
class JobIndexTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Job ONE = new Job("pipelines", "one");
  private static final Job OTHER = new Job("pipelines", "one:other");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);

  @AfterEach
  void close() {
    task.close();
  }

  private static Asset dataset(String name) {
    return Asset.parse("dataset:lab:" + name);
  }

  private LineageEvent make(Job job, String... names) {
    LineageEvent event =
        OneTask.event(EventType.TRANSFORM, NOW)
            .job(job)
            .inputs(List.of(OneTask.input(dataset("in"), Role.SOURCE)))
            .outputs(List.of(names).stream().map(name -> Output.of(dataset(name))).toList())
            .build();
    task.send(event, NOW);
    return event;
  }

  private void retract(LineageEvent event) {
    task.send(
        OneTask.event(EventType.RETRACT, NOW)
            .outputs(event.outputs())
            .retract(new Retract(event.eventId(), "wrong"))
            .build(),
        NOW);
  }

  private List<Asset> madeBy(Job job) {
    return task.rows().madeBy(job, "", 1_000).stream().map(JobMade::asset).toList();
  }

  @Test
  void eachJob_isFoundByWhatItMade_inTheOrderOfUrns() {
    make(ONE, "c", "a");
    make(OTHER, "b");
    make(ONE, "b");
    task.passTime(Duration.ofSeconds(1));

    assertThat(madeBy(ONE)).containsExactly(dataset("a"), dataset("b"), dataset("c"));
    assertThat(madeBy(OTHER)).containsExactly(dataset("b"));
    assertThat(madeBy(new Job("pipelines", "on"))).isEmpty();
    assertThat(task.rows().madeBy(ONE, dataset("a").urn(), 1))
        .extracting(JobMade::asset)
        .containsExactly(dataset("b"));
  }

  @Test
  void anAsset_isOfAJob_asLongAsOneLiveEventOfItMakesIt() {
    LineageEvent first = make(ONE, "x");
    LineageEvent second = make(ONE, "x");
    make(OTHER, "x");
    retract(first);
    retract(first);
    task.passTime(Duration.ofSeconds(1));
    assertThat(madeBy(ONE)).containsExactly(dataset("x"));

    retract(second);
    task.passTime(Duration.ofSeconds(1));
    assertThat(madeBy(ONE)).isEmpty();
    assertThat(madeBy(OTHER)).containsExactly(dataset("x"));
  }

  @Test
  void aDocument_makesNothing() {
    task.send(
        OneTask.event(EventType.DOCUMENT, NOW)
            .job(ONE)
            .inputs(List.of(OneTask.input(dataset("in"), Role.SOURCE)))
            .document(
                new Document(
                    dataset("x"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()))
            .build(),
        NOW);
    task.passTime(Duration.ofSeconds(1));

    assertThat(madeBy(ONE)).isEmpty();
  }
}
