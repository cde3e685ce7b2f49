package dev.headwater.remedy;

import dev.headwater.engine.EngineJudgement;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds events about one synthetic dataset, in which some of the conditions do not hold. */
final class Given {
  static final Asset DATA = Asset.parse("dataset:lab:dialogues@1");
  static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> PLACEHOLDERS = List.of("unknown", "N/A", "todo", " TBD ", "");

  private Given() {}

  /** All subsets of the conditions. */
  static Stream<Set<Condition>> subsets() {
    Condition[] all = Condition.values();
    return IntStream.range(0, 1 << all.length)
        .mapToObj(
            bits -> {
              Set<Condition> subset = EnumSet.noneOf(Condition.class);
              IntStream.range(0, all.length)
                  .filter(i -> (bits >> i & 1) == 1)
                  .forEach(i -> subset.add(all[i]));
              return subset;
            });
  }

  static Set<Condition> someSubset(Random random) {
    Set<Condition> subset = EnumSet.noneOf(Condition.class);
    for (Condition condition : Condition.values()) {
      if (random.nextInt(3) == 0) {
        subset.add(condition);
      }
    }
    return subset;
  }

  /** A synthesis that lacks the conditions, each in one of the ways in which it can be lacking. */
  static LineageEvent synthesis(Random random, Set<Condition> missing, Instant time) {
    return synthesis(random, missing, time, DATA, new Job("pipelines", "make-dialogues"), "7d3e");
  }

  static LineageEvent synthesis(
      Random random, Set<Condition> missing, Instant time, Asset data, Job job, String run) {
    List<Input> inputs = new ArrayList<>();
    LineageEvent.Builder event =
        LineageEvent.builder(EventType.SYNTHESIZE)
            .synthesize(payload(random, missing, inputs, true))
            .inputs(inputs)
            .agents(agents(random, missing))
            .outputs(
                List.of(
                    new Output(data, OptionalLong.empty(), OptionalLong.empty(), "", List.of())));
    return event
        .eventId(id(random))
        .eventTime(time)
        .producer("https://git.example/dialogue@4f2c1d")
        .job(job)
        .run(run)
        .build();
  }

  /** A document that adds what holds, to one record or to all. */
  static LineageEvent document(
      Random random, Set<Condition> missing, Instant time, Optional<UUID> amends) {
    List<Input> inputs = new ArrayList<>();
    Synthesize payload = payload(random, missing, inputs, false);
    return document(random, time, amends, Optional.of(payload), inputs, agents(random, missing));
  }

  /** A document that only calls the dataset synthetic. */
  static LineageEvent reclassification(Random random, boolean synthetic) {
    Document document =
        new Document(
            DATA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Reclassify(synthetic, "looked at it")),
            Optional.empty(),
            List.of());
    return event(random, TIME, LineageEvent.builder(EventType.DOCUMENT).document(document));
  }

  private static LineageEvent document(
      Random random,
      Instant time,
      Optional<UUID> amends,
      Optional<Synthesize> payload,
      List<Input> inputs,
      List<Agent> agents) {
    Document document =
        new Document(
            DATA, amends, payload, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    return event(
        random,
        time,
        LineageEvent.builder(EventType.DOCUMENT).inputs(inputs).agents(agents).document(document));
  }

  static LineageEvent event(Random random, Instant time, LineageEvent.Builder event) {
    return event
        .eventId(id(random))
        .eventTime(time)
        .producer("steward")
        .job(new Job("stewards", "document"))
        .run("1")
        .build();
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static List<Agent> agents(Random random, Set<Condition> missing) {
    Agent software = new Agent("dialogue", AgentType.SOFTWARE, "GENERATOR", "");
    if (!missing.contains(Condition.AGENT)) {
      return List.of(software, new Agent("org:lab", AgentType.ORGANIZATION, "OWNER", ""));
    }
    return random.nextBoolean()
        ? List.of(software)
        : List.of(new Agent("unknown", AgentType.PERSON, "OWNER", ""));
  }

  private static Synthesize payload(
      Random random, Set<Condition> missing, List<Input> inputs, boolean says) {
    return new Synthesize(
        kind(random),
        generators(random, missing, inputs),
        seed(random, missing, inputs, says),
        prompts(random, missing),
        parameters(random, missing),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        "",
        "");
  }

  /** No kind that makes parameters inapplicable, unless they are missing anyway. */
  private static Optional<SynthesisKind> kind(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(SynthesisKind.OTHER);
      default -> Optional.of(SynthesisKind.LLM);
    };
  }

  private static Stated<List<Generator>> generators(
      Random random, Set<Condition> missing, List<Input> inputs) {
    if (missing.contains(Condition.GENERATOR)) {
      return switch (random.nextInt(4)) {
        case 0 -> new Stated.Withheld<>("under contract");
        case 1 -> new Stated.Given<>(List.of(new Generator("openai", placeholder(random), "3")));
        case 2 ->
            new Stated.Given<>(
                List.of(new Generator("", "gpt", ""), new Generator("unknown", "", "")));
        default -> new Stated.Given<>(List.of());
      };
    }
    boolean revised = !missing.contains(Condition.REVISION);
    if (random.nextBoolean()) {
      Asset model =
          revised
              ? Asset.of(AssetKind.MODEL, "openai", "davinci", "003")
              : Asset.of(AssetKind.MODEL, "openai", "davinci");
      inputs.add(Input.of(model, Role.GENERATOR));
      return new Stated.Given<>(List.of());
    }
    return new Stated.Given<>(
        List.of(
            new Generator("meta", "llama", "7b"),
            new Generator("openai", "davinci", revised ? "003" : placeholder(random)),
            new Generator("x", "y", revised ? "1" : "")));
  }

  private static Optional<Stated<List<Input>>> seed(
      Random random, Set<Condition> missing, List<Input> inputs, boolean says) {
    if (!missing.contains(Condition.SEED)) {
      if (random.nextInt(3) == 0) {
        return Optional.of(new Stated.NotApplicable<>("made from nothing"));
      }
      inputs.add(
          random.nextBoolean()
              ? Input.of(Asset.parse("dataset:lab:questions@2"), Role.SEED)
              : seed("dataset:lab:questions", "9c1f"));
      return Optional.empty();
    }
    if (says && random.nextBoolean()) {
      inputs.add(seed("dataset:lab:loose", placeholder(random)));
      inputs.add(Input.of(Asset.parse("dataset:lab:other@unknown"), Role.SEED));
      inputs.add(Input.of(Asset.parse("dataset:lab:pinned@4"), Role.SEED));
    }
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(new Stated.Withheld<>("from customers"));
  }

  private static Input seed(String urn, String sha256) {
    return new Input(
        Asset.parse(urn),
        Role.SEED,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        sha256,
        List.of(),
        false);
  }

  private static Stated<List<Prompt>> prompts(Random random, Set<Condition> missing) {
    if (!missing.contains(Condition.PROMPTS)) {
      return random.nextBoolean()
          ? new Stated.Given<>(List.of(new Prompt("user", "You are asked to ...", "", "")))
          : new Stated.NotApplicable<>("no prompts");
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Stated.Withheld<>("a secret");
      case 1 -> new Stated.Given<>(List.of(new Prompt("system", placeholder(random), "", "")));
      default -> new Stated.Given<>(List.of());
    };
  }

  private static Stated<SortedMap<String, String>> parameters(
      Random random, Set<Condition> missing) {
    if (!missing.contains(Condition.PARAMETERS)) {
      return new Stated.Given<>(new TreeMap<>(Map.of("temperature", "1.0", "top_p", "unknown")));
    }
    return switch (random.nextInt(4)) {
      case 0 -> new Stated.Withheld<>("a secret");
      case 1 -> new Stated.NotApplicable<>("has none");
      case 2 -> new Stated.Given<>(new TreeMap<>(Map.of("seed", "unknown", "top_p", "n/a")));
      default -> new Stated.Given<>(new TreeMap<>());
    };
  }

  private static String placeholder(Random random) {
    return PLACEHOLDERS.get(random.nextInt(PLACEHOLDERS.size()));
  }

  static Optional<Remedy> remedy(List<LineageEvent> events) {
    EngineJudgement judged = EngineJudgement.of(DATA, events);
    return Remedy.of(DATA, judged.summary(), judged.syntheses(), judged.documents());
  }
}
