package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.sdk.EventsTopic;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the whole workflow once against a real broker and registry. The tests examine the events and
 * the files that it leaves.
 */
class ExampleWorkflowTest {

  @TempDir static Path folder;

  private static DevServer server;
  private static ExampleWorkflow.Trained trained;
  private static ExampleWorkflow.Version restored;
  private static List<LineageEvent> events;
  private static final List<String> PROGRESS = new ArrayList<>();

  @BeforeAll
  static void runIt() throws Exception {
    server = DevServer.start(DevServer.Options.FREE);
    server.awaitReady();
    try (HeadwaterClient client =
        ExampleWorkflow.client()
            .bootstrapServers(server.bootstrapServers())
            .registryUrl(server.registryUrl().toString())
            .set(Setting.SPOOL_BYTES, "0")
            .build()) {
      ExampleWorkflow workflow = new ExampleWorkflow(client, folder, recording());
      assertThatThrownBy(workflow::document)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("prepareAndTrain() comes first");
      trained = workflow.prepareAndTrain();
      workflow.document();
      restored = workflow.restore();
      assertThat(client.flush(Duration.ofSeconds(60))).isTrue();
    }
    events = EventsTopic.read(server.bootstrapServers(), server.registryUrl());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Progress recording() {
    return new Progress() {
      @Override
      public void started(int number, int of, String step) {
        PROGRESS.add(number + "/" + of + " " + step);
      }

      @Override
      public void finished(int number, int of, String result) {
        PROGRESS.add(number + "/" + of + " done, " + result);
      }

      @Override
      public void report(String line) {
        PROGRESS.add(line);
      }
    };
  }

  @Test
  void events_areThoseOfTheWorkflow() {
    assertThat(events)
        .extracting(LineageEvent::type)
        .containsExactly(
            EventType.INGEST,
            EventType.TRANSFORM,
            EventType.CLEAN,
            EventType.DOCUMENT,
            EventType.TRANSFORM,
            EventType.SYNTHESIZE,
            EventType.SYNTHESIZE,
            EventType.TRANSFORM,
            EventType.TRAIN,
            EventType.DOCUMENT,
            EventType.CLEAN,
            EventType.DOCUMENT,
            EventType.TRANSFORM,
            EventType.SYNTHESIZE,
            EventType.SYNTHESIZE,
            EventType.TRANSFORM,
            EventType.TRAIN);
    assertThat(FIRST.apply(events)).extracting(LineageEvent::run).hasSize(10).containsOnly(events.get(0).run());
    assertThat(events).allMatch(event -> !event.agents().isEmpty());
  }

  @Test
  void lineage_leadsFromTheModelToEverythingThatWasMade() {
    Map<Asset, List<Asset>> madeFrom =
        events.stream()
            .flatMap(event -> event.outputs().stream().map(output -> Map.entry(output, event)))
            .collect(
                Collectors.toMap(
                    made -> made.getKey().asset(),
                    made -> made.getValue().inputs().stream().map(Input::asset).toList()));
    List<Asset> reached = new ArrayList<>(List.of(trained.model()));
    for (int i = 0; i < reached.size(); i++) {
      for (Asset input : madeFrom.get(reached.get(i))) {
        if (!reached.contains(input)) {
          reached.add(input);
        }
      }
    }

    assertThat(reached).containsAll(madeFrom.keySet()).contains(trained.undocumented());
  }

  @Test
  void outputs_areMeasuredFromTheFilesThatAreThere() throws IOException {
    for (LineageEvent event : events) {
      for (Output output : event.outputs()) {
        Path file = folder.resolve(output.asset().name() + ".tsv");
        assertThat(output.sha256()).isEqualTo(Sha256.of(file));
        assertThat(output.bytes()).hasValue(Files.size(file));
        if (event.type() != EventType.TRAIN) {
          long lines = Files.readAllLines(file).size();
          assertThat(output.records()).hasValue(lines);
          Composition languages = output.composition().get(0);
          assertThat(languages.dimension()).isEqualTo("language");
          assertThat(languages.counts().values().stream().mapToDouble(Double::doubleValue).sum())
              .isEqualTo(lines);
        }
      }
    }
  }

  @Test
  void clean_accountsForEveryRecord_andNamesWhomItAffects() {
    LineageEvent clean = only(EventType.CLEAN);
    long before = clean.inputs().get(0).records().orElseThrow();
    long after = clean.outputs().get(0).records().orElseThrow();

    long removed =
        clean.clean().orElseThrow().removedByReason().values().stream()
            .mapToLong(Long::longValue)
            .sum();

    assertThat(removed).isPositive().isEqualTo(before - after);
    List<String> affected = clean.decisions().get(0).affectedGroups();
    Map<String, Double> was = clean.inputs().get(0).composition().get(0).counts();
    Map<String, Double> is = clean.outputs().get(0).composition().get(0).counts();
    assertThat(affected)
        .isNotEmpty()
        .allSatisfy(
            language ->
                assertThat(is.getOrDefault(language, 0.0))
                    .isLessThanOrEqualTo(was.get(language) / 2));
  }

  @Test
  void synthesis_isDocumentedOnce_andTheOtherTimeOnlyLater() {
    Map<String, LineageEvent> byOutput =
        events.stream()
            .filter(event -> event.type() == EventType.SYNTHESIZE)
            .collect(
                Collectors.toMap(
                    event -> event.outputs().get(0).asset().name(), Function.identity()));

    LineageEvent documented = byOutput.get("sentences");
    assertThat(documented.synthesize()).isPresent();
    assertThat(documented.inputs()).extracting(Input::role).containsExactly(Role.SEED);
    LineageEvent undocumented = byOutput.get("letter-chains");
    assertThat(undocumented.synthesize()).isEmpty();
    assertThat(undocumented.inputs()).isEmpty();
    assertThat(undocumented.eventId()).isEqualTo(trained.undocumentedEvent());
    LineageEvent later = only(EventType.DOCUMENT);
    assertThat(later.document().orElseThrow().amends()).contains(undocumented.eventId());
    assertThat(later.document().orElseThrow().target()).isEqualTo(trained.undocumented());
    assertThat(later.inputs()).extracting(Input::role).containsExactly(Role.SEED);
  }

  @Test
  void train_isFarBetterThanChance() {
    assertThat(trained.accuracy()).isBetween(0.4, 0.95);
    assertThat(only(EventType.TRAIN).decisions().get(0).affectedGroups()).isNotEmpty();
  }

  @Test
  void progress_namesEveryStepAndEveryMeasurement() {
    assertThat(PROGRESS)
        .contains("1/8 ingest", "8/8 train")
        .anyMatch(line -> line.startsWith("the filter removed "))
        .anyMatch(line -> line.startsWith("accuracy on held-out names: "))
        .anyMatch(line -> line.startsWith("best: "))
        .anyMatch(line -> line.startsWith("worst: "))
        .anyMatch(line -> line.startsWith("documented dataset:example:letter-chains@1"));
  }

  private static LineageEvent only(EventType type) {
    List<LineageEvent> found = events.stream().filter(event -> event.type() == type).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
