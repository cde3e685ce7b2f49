package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.dev.DevServer;
import dev.headwater.export.standard.ExportFormat;
import dev.headwater.model.Asset;
import dev.headwater.model.Attribution;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.EventsTopic;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the whole workflow once against a real Headwater. The tests examine the events, the files
 * and the alerts that it leaves.
 */
class ExampleWorkflowTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Number of events that restore() emits. */
  private static final int RESTORING = 7;

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
    events =
        EventsTopic.read(server.bootstrapServers(), server.registryUrl()).stream()
            .sorted(Comparator.comparing(LineageEvent::eventTime))
            .toList();
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
    assertThat(first())
        .hasSize(10)
        .extracting(LineageEvent::run)
        .containsOnly(first().get(0).run());
    assertThat(second())
        .hasSize(7)
        .extracting(LineageEvent::run)
        .containsOnly(second().get(0).run());
    assertThat(second().get(0).run()).isNotEqualTo(first().get(0).run());
    assertThat(events).allMatch(event -> !event.agents().isEmpty());
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.decisions())
                    .allMatch(one -> Attribution.isAttributed(one, event.agents())));
  }

  @Test
  void lineage_leadsFromTheModelToEverythingThatWasMade() {
    Map<Asset, List<Asset>> madeFrom =
        first().stream()
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
        String version = output.asset().version().orElseThrow();
        Path file = folder.resolve(output.asset().name() + "-" + version + ".tsv");
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
        first().stream()
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
    LineageEvent later = first().get(first().size() - 1);
    assertThat(later.type()).isEqualTo(EventType.DOCUMENT);
    assertThat(later.document().orElseThrow().amends()).contains(undocumented.eventId());
    assertThat(later.document().orElseThrow().target()).isEqualTo(trained.undocumented());
    assertThat(later.inputs()).extracting(Input::role).containsExactly(Role.SEED);
  }

  @Test
  void train_isFarBetterThanChance() {
    assertThat(trained.version().accuracy()).isBetween(0.4, 0.95);
    assertThat(only(EventType.TRAIN).decisions().get(0).affectedGroups()).isNotEmpty();
  }

  @Test
  void progress_namesEveryStepAndEveryMeasurement() {
    assertThat(PROGRESS)
        .contains("1/8 ingest", "8/8 train", "1/6 clean", "6/6 train")
        .anyMatch(line -> line.startsWith("the filter removed "))
        .anyMatch(line -> line.startsWith("accuracy on held-out names: "))
        .anyMatch(line -> line.startsWith("best: "))
        .anyMatch(line -> line.startsWith("worst: "))
        .anyMatch(line -> line.startsWith("documented dataset:example:letter-chains@1"));
  }

  @Test
  void clean_countsTheLanguagesThatItReadsAndWrites() {
    for (LineageEvent clean : List.of(only(EventType.CLEAN), second().get(0))) {
      assertThat(clean.inputs().get(0).composition())
          .singleElement()
          .extracting(Composition::dimension, Composition::unit, Composition::unknown)
          .containsExactly("language", "records", 0.0);
      assertThat(clean.inputs().get(0).composition().get(0).counts())
          .isEqualTo(first().get(1).outputs().get(0).composition().get(0).counts());
      assertThat(clean.outputs().get(0).composition()).hasSize(1);
    }
  }

  @Test
  void alerts_ofTheFirstVersion_nameWhoIsMissing() throws Exception {
    List<String> erased = erased(trained.version());
    assertThat(erased).hasSize(6);

    JsonNode gone = onlyAlert(trained.version().cleaned(), RuleName.GROUP_ERASED);
    assertThat(categories(gone)).containsExactlyInAnyOrderElementsOf(erased);
    JsonNode fewer = onlyAlert(trained.version().cleaned(), RuleName.DISPARATE_REMOVAL);
    assertThat(categories(fewer)).hasSize(20).contains("nyn").doesNotContainAnyElementsOf(erased);
    assertThat(fewer.path("moreEvidence").asLong()).isPositive();
    JsonNode gap = onlyAlert(trained.model(), RuleName.FITNESS_GAP);
    assertThat(categories(gap)).containsExactlyInAnyOrderElementsOf(erased);
    assertThat(gap.path("moreEvidence").asLong()).isZero();
  }

  @Test
  void alerts_ofTheRestoredVersion_areGone() throws Exception {
    assertThat(erased(restored)).isEmpty();

    for (RuleName rule :
        List.of(RuleName.GROUP_ERASED, RuleName.DISPARATE_REMOVAL, RuleName.FITNESS_GAP)) {
      assertThat(alerts(restored.cleaned(), rule)).as(rule.name()).isEmpty();
      assertThat(alerts(restored.model(), rule)).as(rule.name()).isEmpty();
    }
  }

  @Test
  void balancing_isAnsweredForByAPerson_soThatNoAlertIsOpen() throws Exception {
    for (String version : List.of("1", "2")) {
      Asset base = Data.dataset("example", "names-base", version).asset();
      assertThat(alerts(base, RuleName.DISPARATE_REMOVAL)).isEmpty();
    }
  }

  @Test
  void restore_helpsLanguagesThatTheFirstModelCouldNotKnow_andCostsTheOthersNothing() {
    List<String> erased = erased(trained.version());
    assertThat(erased)
        .allSatisfy(
            language -> assertThat(trained.version().accuracyByLanguage().get(language)).isZero());
    assertThat(erased)
        .filteredOn(language -> restored.accuracyByLanguage().get(language) > 0)
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(restored.accuracy()).isGreaterThan(trained.version().accuracy() - 0.01);
  }

  /** Compares without numbers and languages, which are those of one version of the JDK. */
  @Test
  void card_hasTheLinesOfTheReadme_inThatOrder() throws Exception {
    Matcher block =
        Pattern.compile("(?s)```markdown\n(.*?)```")
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).isTrue();
    List<String> excerpt = lines(block.group(1));
    assertThat(excerpt).hasSizeGreaterThan(15);
    URI url =
        server
            .url()
            .resolve(
                "/api/v1/assets/"
                    + URLEncoder.encode(restored.model().urn(), StandardCharsets.UTF_8)
                    + "/card?format=markdown");

    try (InputStream body = url.toURL().openStream()) {
      assertThat(lines(new String(body.readAllBytes(), StandardCharsets.UTF_8)))
          .containsSubsequence(excerpt);
    }
  }

  @ParameterizedTest
  @EnumSource
  void modelAndItsData_canBeTakenElsewhere(ExportFormat format) throws Exception {
    Asset data = Asset.parse("dataset:example:training-mix@2");
    for (Asset asset : List.of(restored.model(), data)) {
      if (!format.describes(asset.kind())) {
        continue;
      }
      String document = export(asset, format);

      assertThat(document).endsWith("\n").contains(asset.name());
      if (format != ExportFormat.OPENLINEAGE) {
        // Both are ancestors, and the second is none of the asset's own inputs. The events of
        // OpenLineage are those of the asset alone.
        assertThat(document).contains("letter-chains").contains("names-pool");
      }
      assertThat(export(asset, format)).isEqualTo(document);
    }
  }

  private static String export(Asset asset, ExportFormat format) throws Exception {
    URI url =
        server
            .url()
            .resolve(
                "/api/v1/assets/"
                    + URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8)
                    + "/export?format="
                    + format.text());
    try (InputStream body = url.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> lines(String markdown) {
    return markdown
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.replaceFirst("(Affected groups:\\*\\*).*", "$1"))
        .map(line -> line.replaceAll("(?<![@:\\w-])\\d[\\d.,]*", "#"))
        .toList();
  }

  /** The languages of the pool of which the filter left nothing. */
  private static List<String> erased(ExampleWorkflow.Version version) {
    return only(EventType.CLEAN).inputs().get(0).composition().get(0).counts().keySet().stream()
        .filter(language -> !version.cleanedByLanguage().containsKey(language))
        .toList();
  }

  private static JsonNode onlyAlert(Asset subject, RuleName rule) throws Exception {
    List<JsonNode> found = alerts(subject, rule);
    assertThat(found).as(rule + " of " + subject).hasSize(1);
    return found.get(0);
  }

  /** The open alerts of a rule about a subject, from an answer that is complete. */
  private static List<JsonNode> alerts(Asset subject, RuleName rule) throws Exception {
    URI url =
        server
            .url()
            .resolve(
                "/api/v1/alerts?status=open&wait=true&limit=500&rule="
                    + rule
                    + "&subject="
                    + URLEncoder.encode(subject.urn(), StandardCharsets.UTF_8));
    JsonNode page;
    try (InputStream body = url.toURL().openStream()) {
      page = MAPPER.readTree(body);
    }
    assertThat(page.path("complete").asBoolean()).as(page.toString()).isTrue();
    List<JsonNode> found = new ArrayList<>();
    page.path("alerts").forEach(found::add);
    return found;
  }

  private static List<String> categories(JsonNode alert) {
    List<String> categories = new ArrayList<>();
    alert.path("evidence").forEach(one -> categories.add(one.path("category").asText()));
    return categories;
  }

  /** The events of the first version, by time. */
  private static List<LineageEvent> first() {
    return events.subList(0, events.size() - RESTORING);
  }

  /** The events of the version that restores the languages. */
  private static List<LineageEvent> second() {
    return events.subList(events.size() - RESTORING, events.size());
  }

  private static LineageEvent only(EventType type) {
    List<LineageEvent> found = first().stream().filter(event -> event.type() == type).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
