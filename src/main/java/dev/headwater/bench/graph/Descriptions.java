package dev.headwater.bench.graph;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fills events with descriptions (who, why, about whom): about 1 KB per event on the wire. The
 * content depends only on the seed and the number. Thread-safe.
 */
public final class Descriptions {
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
  private static final List<String> LANGUAGES =
      List.of("en", "zh", "hi", "es", "ar", "fr", "bn", "pt", "ru", "ur", "id", "de", "sw", "yo");
  private static final List<String> REASONS =
      List.of(
          "Recall on the two smallest languages matters more here than precision overall.",
          "The threshold of the spring release removed a third of the dialect texts.",
          "Duplicates across crawls would weigh the largest sites twice.",
          "Licences of the excluded hosts could not be concluded from their terms.");

  private final long seed;

  public Descriptions(long seed) {
    this.seed = seed;
  }

  public LineageEvent.Builder transform(long number, Asset output) {
    return event(EventType.TRANSFORM, "merge", number, List.of(output(number, output)))
        .transform(
            new Transform(
                Optional.of(TransformOperation.MERGE),
                "https://git.example/curation@" + Dice.sha256(seed, number % 32).substring(0, 40),
                List.of("raw_html", "fetch_headers"),
                Optional.empty()));
  }

  public LineageEvent.Builder training(long number, Asset output) {
    return event(EventType.TRAIN, "train", number, List.of(output(number, output)))
        .train(
            new Train(
                "fine-tuning",
                new TreeMap<>(Map.of("learning_rate", "2e-5", "epochs", "3", "batch", "256")),
                Optional.empty()));
  }

  public LineageEvent.Builder synthesis(long number, Asset output, boolean documented) {
    return event(EventType.SYNTHESIZE, "synthesize", number, List.of(output(number, output)))
        .synthesize(record(documented));
  }

  /** A DOCUMENT event that completes the documentation of a {@link #synthesis}. */
  public LineageEvent.Builder documentation(long number, Asset target) {
    return event(EventType.DOCUMENT, "document", number, List.of())
        .document(
            new Document(
                target,
                Optional.empty(),
                Optional.of(record(true)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
  }

  /** An event with the required fields only; the caller adds the rest. */
  LineageEvent.Builder bare(EventType type, long number) {
    return LineageEvent.builder(type)
        .eventId(Dice.id(seed, number))
        .eventTime(BEGIN.plusMillis(Math.floorMod(number, 1L << 32)))
        .producer("https://git.example/pipelines@4f2c1d09")
        .job(new Job("pipelines", "bare"))
        .run("run");
  }

  private static Synthesize record(boolean documented) {
    return new Synthesize(
        Optional.of(SynthesisKind.LLM),
        new Stated.Given<>(List.of(new Generator("lab", "writer", documented ? "2026-02-11" : ""))),
        Optional.of(new Stated.NotApplicable<>("written from a list of topics alone")),
        new Stated.Given<>(
            documented
                ? List.of(
                    new Prompt(
                        "user",
                        "Write a dialogue between two neighbours about the topic below.",
                        "",
                        ""))
                : List.of()),
        new Stated.Given<>(parameters(documented)),
        OptionalLong.of(60_000),
        OptionalLong.of(52_000),
        List.of("length", "language"),
        "",
        "dialogues of everyday life");
  }

  private static SortedMap<String, String> parameters(boolean documented) {
    SortedMap<String, String> parameters = new TreeMap<>();
    if (documented) {
      parameters.put("temperature", "1.0");
      parameters.put("top_p", "0.95");
    }
    return parameters;
  }

  public LineageEvent.Builder ingest(long number, List<Asset> outputs) {
    return event(EventType.INGEST, "crawl", number, outputs.stream().map(Output::of).toList())
        .ingest(
            new Ingest(
                "https://crawl.example/2026-03",
                "web crawl",
                List.of("text"),
                "2026-03",
                "2026-03",
                List.of("en", "sw"),
                List.of("KE", "TZ"),
                "CC-BY-4.0",
                "CC-BY-4.0",
                Answer.UNKNOWN,
                Answer.NO,
                "",
                "",
                ""));
  }

  public Input input(long number, Asset asset, Role role) {
    return new Input(
        asset,
        role,
        OptionalLong.of(50_000 + number % 10_000),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Dice.sha256(seed, number),
        List.of(),
        false);
  }

  private Output output(long number, Asset asset) {
    return new Output(
        asset,
        OptionalLong.of(90_000 + number % 20_000),
        OptionalLong.of(180_000_000 + number % 1_000_000),
        Dice.sha256(seed, number),
        List.of(composition(number)));
  }

  private Composition composition(long number) {
    SortedMap<String, Double> counts = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      String language = LANGUAGES.get((int) ((number + i) % LANGUAGES.size()));
      counts.put(language, (double) (1_000 + Dice.below(9_000, seed + i, number)));
    }
    return new Composition("language", "records", CompositionMethod.MEASURED, counts, 12);
  }

  private LineageEvent.Builder event(
      EventType type, String job, long number, List<Output> outputs) {
    return LineageEvent.builder(type)
        .eventId(Dice.id(seed, number))
        .eventTime(BEGIN.plusMillis(Math.floorMod(number, 1L << 32)))
        .producer("https://git.example/pipelines@4f2c1d09")
        .job(new Job("pipelines", job))
        .run("run-" + number)
        .outputs(outputs)
        .agents(
            List.of(
                new Agent(
                    "orcid:0000-0002-1825-" + String.format("%04d", number % 500),
                    AgentType.PERSON,
                    "DATA_CURATOR",
                    "ror:03yrm5c26"),
                new Agent("ror:03yrm5c26", AgentType.ORGANIZATION, "PUBLISHER", "")))
        .decisions(List.of(decision(number)));
  }

  private Decision decision(long number) {
    return new Decision(
        "decision-" + number % 5_000,
        DecisionKind.FILTER,
        "Which texts of low language confidence are kept?",
        "Those above 0.65, and all of languages with fewer than 10,000 records.",
        REASONS.get((int) (number % REASONS.size())),
        List.of("orcid:0000-0002-1825-" + String.format("%04d", number % 500)),
        List.of("keep all", "0.5", "0.65", "0.8"),
        List.of("speakers of Swahili", "speakers of Yoruba"),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
