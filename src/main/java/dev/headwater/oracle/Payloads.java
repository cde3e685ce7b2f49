package dev.headwater.oracle;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes random documentation: complete, with gaps, withheld, not applicable, and with placeholders.
 */
final class Payloads {
  private static final List<String> NOTHING =
      List.of("", "unknown", " N/A ", "None", "OTHER", "tbd", "ToDo", "templates", " ");
  private static final List<String> PROVIDERS = List.of("acme", "lab", "unknown");
  private static final List<String> MODELS = List.of("m1", "m2", "other");

  private final Random random;
  private final List<Asset> universe;

  Payloads(Random random, List<Asset> universe) {
    this.random = random;
    this.universe = universe;
  }

  /** A payload that completes any record, except for the agent. */
  Synthesize complete() {
    List<Generator> generators = new ArrayList<>();
    for (String provider : List.of("acme", "lab")) {
      for (String model :
          List.of(
              "m1", "m2", "model1", "model2", "model3", "model4", "model5", "model6", "model7")) {
        Generator generator = new Generator(provider, model, "r" + random.nextInt(3));
        // Not more than the status of an origin carries.
        if (provider.equals("lab") || MODELS.contains(model)) {
          generators.add(generator);
        }
      }
    }
    return new Synthesize(
        Optional.of(random.nextBoolean() ? SynthesisKind.LLM : SynthesisKind.TEMPLATE),
        new Stated.Given<>(generators),
        Optional.of(new Stated.NotApplicable<>("from nothing")),
        new Stated.Given<>(List.of(new Prompt("user", "write", "", ""))),
        new Stated.Given<>(new TreeMap<>(java.util.Map.of("temperature", "1.0"))),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        "",
        "");
  }

  /** A payload with gaps. */
  Synthesize patchy() {
    return new Synthesize(
        chance(0.6) ? Optional.of(oneOf(SynthesisKind.values())) : Optional.empty(),
        generators(),
        seed(),
        prompts(),
        parameters(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        "",
        "");
  }

  private Stated<List<Generator>> generators() {
    if (chance(0.1)) {
      return new Stated.Withheld<>("a contract");
    }
    List<Generator> generators = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      generators.add(
          new Generator(oneOf(PROVIDERS), oneOf(MODELS), text("r" + random.nextInt(3), 0.6)));
    }
    return new Stated.Given<>(generators);
  }

  private Optional<Stated<List<dev.headwater.model.Input>>> seed() {
    return switch (random.nextInt(5)) {
      case 0 -> Optional.of(new Stated.Withheld<>("a contract"));
      case 1, 2 -> Optional.of(new Stated.NotApplicable<>("from nothing"));
      default -> Optional.empty();
    };
  }

  private Stated<List<Prompt>> prompts() {
    return switch (random.nextInt(6)) {
      case 0 -> new Stated.Withheld<>("a contract");
      case 1 -> new Stated.NotApplicable<>("no prompt");
      case 2 -> new Stated.Given<>(List.of());
      default ->
          new Stated.Given<>(
              List.of(
                  new Prompt(
                      "user",
                      text("write about rivers", 0.2),
                      text("ab12", 0.2),
                      text("https://git.example/p", 0.2)),
                  new Prompt("system", text("be brief", 0.2), "", "")));
    };
  }

  private Stated<SortedMap<String, String>> parameters() {
    return switch (random.nextInt(6)) {
      case 0 -> new Stated.Withheld<>("a contract");
      case 1, 2 -> new Stated.NotApplicable<>("rules only");
      case 3 -> new Stated.Given<>(new TreeMap<>());
      default -> {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String name : List.of("temperature", "top_p")) {
          parameters.put(name, text("1.0", 0.4));
        }
        yield new Stated.Given<>(parameters);
      }
    };
  }

  /** What an INGEST, or a DOCUMENT, says about where data comes from. */
  Ingest ingest() {
    return new Ingest(
        text("https://rivers.example/data", 0.4),
        text("crawled by the lab", 0.1),
        List.of(),
        text("2024", 0.1),
        text("2025", 0.1),
        List.of(),
        List.of(),
        "",
        "",
        Answer.UNKNOWN,
        oneOf(Answer.values()),
        "",
        "",
        "");
  }

  List<Agent> agents() {
    List<Agent> agents = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      agents.add(
          new Agent(
              chance(0.8) ? "agent-" + random.nextInt(4) : "unknown",
              oneOf(AgentType.values()),
              "AUTHOR",
              ""));
    }
    return agents;
  }

  Agent person() {
    return new Agent("agent-" + random.nextInt(4), AgentType.PERSON, "AUTHOR", "");
  }

  /** The text {@code something} with this probability; otherwise blank text or a placeholder. */
  String text(String something, double likelihood) {
    return chance(likelihood) ? something : oneOf(NOTHING);
  }

  Asset asset() {
    return oneOf(universe);
  }

  Asset asset(AssetKind kind) {
    return oneOf(universe.stream().filter(asset -> asset.kind() == kind).toList());
  }

  boolean chance(double likelihood) {
    return random.nextDouble() < likelihood;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
