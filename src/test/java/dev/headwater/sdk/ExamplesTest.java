package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Answer;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.SynthesisKind;
import dev.headwater.sdk.micrometer.ClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Contains the examples of the SDK's Javadoc word for word, so that they are compiled and run. A
 * test checks that no example is missing here.
 */
class ExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/headwater/sdk");
  private static final Path THIS = Path.of("src/test/java/dev/headwater/sdk/ExamplesTest.java");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);

  @Test
  void everyExampleInTheJavadocStandsInThisTest() throws IOException {
    String here = withoutSpace(Files.readString(THIS));
    List<String> examples = new ArrayList<>();
    List<Path> files;
    try (var walk = Files.walk(SOURCES)) {
      files = walk.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (Path file : files) {
      Matcher matcher = EXAMPLE.matcher(Files.readString(file));
      while (matcher.find()) {
        examples.add(withoutSpace(matcher.group(1).replaceAll("(?m)^ *\\* ?", "")));
      }
    }

    assertThat(examples)
        .hasSizeGreaterThan(4)
        .allSatisfy(example -> assertThat(here).contains(example));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void packageExample_runs_thoughNothingIsThere() {
    // No server is there, and an interrupted thread does not wait for delivery in close().
    Thread.currentThread().interrupt();
    packageExample();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void packageExample() {
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers("localhost:9092")
            .registryUrl("http://localhost:8081")
            .producer("https://git.example/dialogue@4f2c1d")
            .build()) {
      Run run = client.run("pipelines", "make-dialogues", "7d3e");
      client.emit(
          run.synthesize(Data.dataset("lab", "dialogues", "1").records(52_002))
              .input(Data.dataset("lab", "seed-questions", "2"), Role.SEED)
              .synthesis(
                  Synthesis.of(SynthesisKind.LLM)
                      .generator("openai", "text-davinci-003", "2022-11-28")
                      .prompt("user", "You are asked to ...")
                      .parameter("temperature", "1.0"))
              .agent(Agents.person("orcid:0000-0002-1825-0097", "PROMPT_AUTHOR"))
              .build());
    }
  }

  /** Stands in for OpenTelemetry's class of this name, which is not on the class path. */
  private record Span(SpanContext context) {
    static Span current() {
      return new Span(new SpanContext());
    }

    SpanContext getSpanContext() {
      return context;
    }
  }

  private record SpanContext() {
    boolean isValid() {
      return true;
    }

    String getTraceId() {
      return "0af7651916cd43dd8448eb211c80319c";
    }

    String getSpanId() {
      return "b7ad6b7169203331";
    }

    SpanContext getTraceFlags() {
      return this;
    }

    String asHex() {
      return "01";
    }
  }

  @Test
  void traceExample_isATrace() {
    HeadwaterClient.Builder builder =
        HeadwaterClient.builder()
            .traceparent(
                () -> {
                  SpanContext now = Span.current().getSpanContext();
                  return now.isValid()
                      ? "00-"
                          + now.getTraceId()
                          + "-"
                          + now.getSpanId()
                          + "-"
                          + now.getTraceFlags().asHex()
                      : "";
                });
    assertThat(builder).isNotNull();
  }

  @Test
  void dataAndRunExamples() {
    Data raw =
        Data.dataset("lab", "raw", "2026-11-22")
            .records(88_423)
            .sha256("9c1f...")
            .measured("language", "records", Map.of("sw", 479, "ii", 41));
    Data clean = Data.dataset("lab", "clean", "2026-11-22");
    Run nightly = Run.of("https://git.example/x@1", new Job("pipelines", "nightly"), "2026-11-22");
    Run run = nightly.with(Agents.organization("org:lab", "OWNER"));
    LineageEvent event =
        run.clean(raw, clean)
            .removed("shorter than the minimum", 1_790)
            .decision(
                DecisionBuilder.of(DecisionKind.FILTER, "d-17")
                    .question("How short may a name be?")
                    .choice("4 code points")
                    .rationale("shorter ones are mostly abbreviations")
                    .decidedBy("orcid:0000-0002-1825-0097")
                    .affects("zh", "ja"))
            .build();

    assertThat(event.inputs().get(0).composition().get(0).counts()).containsEntry("sw", 479.0);
    assertThat(event.decisions().get(0).affectedGroups()).containsExactly("zh", "ja");
    assertThat(event.agents()).hasSize(1);
  }

  @Test
  void sourceExample() {
    Source source =
        Source.at("https://cldr.unicode.org")
            .collected("read through java.util.Locale", "2026", "2026")
            .license("Unicode-3.0")
            .personalData(Answer.NO)
            .containsSynthetic(Answer.NO);

    assertThat(source.build().containsSynthetic()).isEqualTo(Answer.NO);
  }

  @Test
  void settingsExample() {
    ClientSettings settings =
        ClientSettings.of(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "registry.url", "http://localhost:8081",
                "kafka.security.protocol", "SSL"));

    assertThat(settings.kafkaConfig()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void stepExamples() throws Exception {
    List<String> lines = List.of("one", " ", "two");
    long blanks = 1;
    try (HeadwaterClient client = HeadwaterClient.builder().set(Setting.ENABLED, "false").build()) {
      Run run = Run.of("p", new Job("n", "j"), "r");
      Data raw = Data.dataset("lab", "raw", "1");
      Data clean = Data.dataset("lab", "clean", "1");
      try (Step<CleanBuilder> step = client.begin(run.clean(raw, clean))) {
        for (String line : lines) {
          step.read(raw, 1);
          if (!line.isBlank()) {
            step.wrote(clean, 1);
          }
        }
        step.event().removed("blank", blanks);
        step.complete();
      }
      client.step(
          run.clean(raw, clean),
          step -> {
            for (String line : lines) {
              step.read(raw, 1);
            }
          });
      assertThat(client.failedRuns()).isZero();
    }
  }

  /** A line of the example that counts languages. */
  private record Line(String language, String text) {
    boolean isLongEnough() {
      return text.length() > 3;
    }
  }

  @Test
  void compositionExamples() {
    List<Line> lines =
        List.of(new Line("sw", "habari"), new Line("ii", "\ua188\ua320"), new Line("sw", "ndiyo"));
    LineageEvent event;
    try (HeadwaterClient client = HeadwaterClient.builder().set(Setting.ENABLED, "false").build()) {
      Run run = Run.of("p", new Job("n", "j"), "r");
      Data raw = Data.dataset("lab", "raw", "1");
      Data clean = Data.dataset("lab", "clean", "1");
      event =
          client.step(
              run.clean(raw, clean),
              step -> {
                step.wrote(clean, 0);
                for (Line line : lines) {
                  step.read(raw, 1).in("language", line.language());
                  if (line.isLongEnough()) {
                    step.wrote(clean, 1).in("language", line.language());
                  }
                }
              });
    }

    assertThat(event.inputs().get(0).composition().get(0).counts())
        .isEqualTo(Map.of("sw", 2.0, "ii", 1.0));
    assertThat(event.outputs().get(0).composition().get(0).counts()).isEqualTo(Map.of("sw", 2.0));
    CompositionBuilder composition =
        CompositionBuilder.measured("language").count("en", 51_000).count("sw", 1_002).unknown(7);
    assertThat(composition.build().unknown()).isEqualTo(7);
    IntendedUseBuilder use =
        IntendedUseBuilder.of("spelling the names of languages")
            .users("people who write Swahili or Nuosu")
            .target("language")
            .atLeast("sw", 0.01)
            .atLeast("ii", 0.01);
    assertThat(use.build().targets()).hasSize(1);
  }

  @Test
  void gateExample() {
    try (HeadwaterClient client = HeadwaterClient.builder().set(Setting.ENABLED, "false").build()) {
      assertThatThrownBy(() -> gateExample(client)).hasMessageContaining("INDETERMINATE");
    }
  }

  private static void gateExample(HeadwaterClient client) {
    GateAnswer answer = client.gate(Data.dataset("lab", "dialogues", "1"));
    if (answer.verdict() != GateAnswer.Verdict.PASS) {
      throw new IllegalStateException(answer.toString());
    }
  }

  @Test
  void metricsExample() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (HeadwaterClient client = HeadwaterClient.builder().set(Setting.ENABLED, "false").build()) {
      new ClientMetrics(client).bindTo(registry);
    }
    assertThat(registry.getMeters()).hasSize(8);
  }
}
