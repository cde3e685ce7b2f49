package dev.headwater.oracle;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Builds a log of events for tests whose expected results are computed by hand. Each event happens
 * a minute after the one before, and arrives when it happens, unless the test says otherwise.
 */
public final class Story {
  /** When the first event happens. */
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final List<Arrival> log = new ArrayList<>();

  /** Returns the log so far. */
  public List<Arrival> log() {
    return List.copyOf(log);
  }

  /** Returns the event with this id. */
  public LineageEvent event(UUID id) {
    return log.stream()
        .map(Arrival::event)
        .filter(event -> event.eventId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the instant at a minute of the story. */
  public static Instant minute(long minute) {
    return START.plusSeconds(60 * minute);
  }

  /** Starts to build an event of this type. The log gets it with {@link Told#done}. */
  public Told tell(EventType type) {
    return new Told(type);
  }

  /** Adds a duplicate: another record of an event, with the same content. */
  public void again(UUID id, Instant arrival) {
    log.add(new Arrival(event(id), arrival));
  }

  /** Retracts an event at the given outputs. Returns the id of the retraction. */
  public UUID retract(UUID event, String... outputs) {
    Told told = tell(EventType.RETRACT).out(outputs);
    told.builder.retract(new Retract(event, "a mistake"));
    return told.done();
  }

  /**
   * Adds a waiver of a rule at a target, for every origin, until a minute of the story. Returns its
   * id.
   */
  public UUID waive(String target, RuleName rule, long untilMinute) {
    return tell(EventType.DOCUMENT)
        .document(target)
        .waive(rule, Optional.empty(), untilMinute)
        .done();
  }

  /** Adds a document that reclassifies its target. Returns its id. */
  public UUID reclassify(String target, boolean synthetic) {
    return tell(EventType.DOCUMENT).document(target).reclassify(synthetic).done();
  }

  /** Builds one event. */
  public final class Told {
    private final LineageEvent.Builder builder;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private UUID id = UUID.nameUUIDFromBytes(("event" + log.size()).getBytes());
    private Instant at = minute(log.size());
    private Optional<Instant> arrival = Optional.empty();
    private Asset target;
    private Optional<UUID> amends = Optional.empty();
    private Optional<Synthesize> synthesize = Optional.empty();
    private Optional<Ingest> ingest = Optional.empty();
    private Optional<Reclassify> reclassify = Optional.empty();
    private Optional<Waive> waive = Optional.empty();

    private Told(EventType type) {
      builder = LineageEvent.builder(type).producer("https://git.example/p").job(new Job("p", "j"));
    }

    /**
     * Adds an input.
     *
     * @param sha256 its checksum; empty for none
     */
    public Told in(Role role, String urn, String sha256) {
      return in(role, urn, sha256, false);
    }

    public Told in(Role role, String urn) {
      return in(role, urn, "", false);
    }

    public Told inferred(Role role, String urn) {
      return in(role, urn, "", true);
    }

    private Told in(Role role, String urn, String sha256, boolean inferred) {
      inputs.add(
          new Input(
              Asset.parse(urn),
              role,
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalDouble.empty(),
              sha256,
              List.of(),
              inferred));
      return this;
    }

    public Told out(String... urns) {
      for (String urn : urns) {
        outputs.add(Output.of(Asset.parse(urn)));
      }
      return this;
    }

    public Told by(AgentType type) {
      agents.add(new Agent("somebody", type, "AUTHOR", ""));
      return this;
    }

    /**
     * Sets the event time to a minute of the story. The event also arrives then, unless {@link
     * #arrives} sets another time.
     */
    public Told at(long minute) {
      at = minute(minute);
      return this;
    }

    /**
     * Sets the event time. The event also arrives then, unless {@link #arrives} sets another time.
     */
    public Told at(Instant eventTime) {
      at = eventTime;
      return this;
    }

    /** Sets the arrival to a minute of the story, independent of the event time. */
    public Told arrives(long minute) {
      arrival = Optional.of(minute(minute));
      return this;
    }

    /** Makes this event a retraction of another one. It holds at the outputs of this event. */
    public Told retracting(UUID event) {
      builder.retract(new Retract(event, "a mistake"));
      return this;
    }

    public Told complete() {
      builder.inputsComplete(Completeness.COMPLETE);
      return this;
    }

    public Told id(UUID id) {
      this.id = id;
      return this;
    }

    public Told incomplete() {
      builder.inputsComplete(Completeness.INCOMPLETE);
      return this;
    }

    /** Sets the synthesis payload: the event's own one, or the one that a DOCUMENT adds. */
    public Told synthesis(Synthesis synthesis) {
      synthesize = Optional.of(synthesis.payload());
      return this;
    }

    public Told ingest(String sourceUri, Answer containsSynthetic) {
      ingest =
          Optional.of(
              new Ingest(
                  sourceUri,
                  "",
                  List.of(),
                  "",
                  "",
                  List.of(),
                  List.of(),
                  "",
                  "",
                  Answer.UNKNOWN,
                  containsSynthetic,
                  "",
                  "",
                  ""));
      return this;
    }

    public Told ingest(Ingest ingest) {
      this.ingest = Optional.of(ingest);
      return this;
    }

    public Told document(String urn) {
      target = Asset.parse(urn);
      return this;
    }

    /** Makes this event a document that completes only the record of one event. */
    public Told document(String urn, UUID record) {
      amends = Optional.of(record);
      return document(urn);
    }

    public Told reclassify(boolean synthetic) {
      reclassify = Optional.of(new Reclassify(synthetic, "seen by a person"));
      return this;
    }

    public Told waive(RuleName rule, Optional<String> origin, long untilMinute) {
      waive =
          Optional.of(
              new Waive(
                  rule, origin.map(Asset::parse), "steward", "shipping", minute(untilMinute)));
      return this;
    }

    /** Adds the event to the log and returns its id. */
    public UUID done() {
      if (target == null) {
        synthesize.ifPresent(builder::synthesize);
        ingest.ifPresent(builder::ingest);
      } else {
        builder.document(
            new Document(target, amends, synthesize, ingest, reclassify, waive, List.of()));
      }
      log.add(
          new Arrival(
              builder
                  .eventId(id)
                  .eventTime(at)
                  .run("run" + log.size())
                  .inputs(inputs)
                  .outputs(outputs)
                  .agents(agents)
                  .build(),
              arrival.orElse(at)));
      return id;
    }
  }

  /** The parts of a synthesis payload that stories set. */
  public record Synthesis(
      Optional<SynthesisKind> kind,
      Stated<List<Generator>> generators,
      Optional<Stated<List<Input>>> seed,
      Stated<List<Prompt>> prompts,
      Stated<SortedMap<String, String>> parameters) {

    /** A payload that says nothing. */
    public static final Synthesis NOTHING =
        new Synthesis(
            Optional.empty(),
            new Stated.Given<>(List.of()),
            Optional.empty(),
            new Stated.Given<>(List.of()),
            new Stated.Given<>(new TreeMap<>()));

    /** Everything that documented synthetic data needs, except the agent. */
    public static final Synthesis FULL =
        NOTHING
            .generator("acme", "writer", "2026-01")
            .noSeed()
            .prompt("write about rivers")
            .parameter("temperature", "1.0");

    public Synthesis kind(SynthesisKind kind) {
      return new Synthesis(Optional.of(kind), generators, seed, prompts, parameters);
    }

    public Synthesis generator(String provider, String model, String revision) {
      return generators(new Stated.Given<>(List.of(new Generator(provider, model, revision))));
    }

    public Synthesis generators(Stated<List<Generator>> generators) {
      return new Synthesis(kind, generators, seed, prompts, parameters);
    }

    public Synthesis noSeed() {
      return seed(new Stated.NotApplicable<>("from nothing"));
    }

    public Synthesis seed(Stated<List<Input>> seed) {
      return new Synthesis(kind, generators, Optional.of(seed), prompts, parameters);
    }

    public Synthesis prompt(String template) {
      return prompts(new Stated.Given<>(List.of(new Prompt("user", template, "", ""))));
    }

    public Synthesis prompts(Stated<List<Prompt>> prompts) {
      return new Synthesis(kind, generators, seed, prompts, parameters);
    }

    public Synthesis parameter(String name, String value) {
      return parameters(new Stated.Given<>(new TreeMap<>(Map.of(name, value))));
    }

    public Synthesis parameters(Stated<SortedMap<String, String>> parameters) {
      return new Synthesis(kind, generators, seed, prompts, parameters);
    }

    Synthesize payload() {
      return new Synthesize(
          kind,
          generators,
          seed,
          prompts,
          parameters,
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of(),
          "",
          "");
    }
  }
}
