package dev.headwater.remedy;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.remedy.SynthesisRecord.GeneratorName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes the DOCUMENT that adds what the synthesis records of an asset lack. */
final class DocumentDraft {
  /** Stands in for a seed that nobody has named. */
  private static final Asset A_SEED =
      Asset.of(AssetKind.DATASET, Draft.STAND_IN, Draft.STAND_IN, Draft.STAND_IN);

  private final AssetSummary summary;
  private final Records records;
  private final List<SynthesisRecord> lacking;
  private final List<String> notes = new ArrayList<>();

  private final List<Generator> generators;
  private final List<Input> seeds;
  private final List<Prompt> prompts;
  private final SortedMap<String, String> parameters;
  private final boolean aSeedIsBlank;
  private final boolean aParameterIsBlank;

  private DocumentDraft(AssetSummary summary, Records records) {
    this.summary = summary;
    this.records = records;
    this.lacking = records.lackingAnyOf(summary.missing());
    this.generators = generators();
    List<Asset> loose = room(looseSeeds(), Asset::urn, "seeds without a version or a hash");
    this.aSeedIsBlank = misses(Condition.SEED) && (noSeeds() || loose.isEmpty());
    this.seeds = new ArrayList<>(loose.stream().map(DocumentDraft::seed).toList());
    if (aSeedIsBlank) {
      seeds.add(Input.of(A_SEED, Role.SEED));
    }
    this.prompts = misses(Condition.PROMPTS) ? List.of(prompt()) : List.of();
    this.parameters = parameters();
    this.aParameterIsBlank = misses(Condition.PARAMETERS) && parameters.isEmpty();
    if (aParameterIsBlank) {
      parameters.put(Draft.STAND_IN, Draft.STAND_IN);
    }
  }

  /**
   * Writes it.
   *
   * @param summary of an asset that is synthetic and not documented
   */
  static Draft of(AssetSummary summary, Records records) {
    return new DocumentDraft(summary, records).draft();
  }

  private boolean misses(Condition condition) {
    return summary.missing().contains(condition);
  }

  private boolean noSeeds() {
    return records.lacking(Condition.SEED).stream().anyMatch(record -> record.seeds().isEmpty());
  }

  private Set<Asset> looseSeeds() {
    Set<Asset> loose = new TreeSet<>();
    if (misses(Condition.SEED)) {
      records.lacking(Condition.SEED).forEach(record -> loose.addAll(record.looseSeeds()));
    }
    return loose;
  }

  private static Input seed(Asset asset) {
    Input plain = Input.of(asset, Role.SEED);
    return new Input(
        asset,
        plain.role(),
        plain.records(),
        plain.bytes(),
        plain.weight(),
        Blank.TODO,
        plain.composition(),
        plain.inferred());
  }

  /** Generators without a revision, and those that a record without any may have meant. */
  private List<Generator> generators() {
    if (!misses(Condition.GENERATOR) && !misses(Condition.REVISION)) {
      return List.of();
    }
    Set<Generator> blank = new LinkedHashSet<>();
    for (SynthesisRecord record : records.lacking(Condition.REVISION)) {
      for (GeneratorName name : record.generatorsWithoutRevision()) {
        blank.add(new Generator(name.provider(), name.model(), Blank.TODO));
      }
      if (!record.holds(Condition.GENERATOR)) {
        record.incompleteGenerators().stream().map(DocumentDraft::completed).forEach(blank::add);
      }
    }
    if (blank.isEmpty() || records.lacking(Condition.GENERATOR).stream().anyMatch(this::isSilent)) {
      blank.add(new Generator(Blank.TODO, Blank.TODO, Blank.TODO));
    }
    return room(
        blank, one -> one.provider() + one.model() + one.revision(), "generators to complete");
  }

  private boolean isSilent(SynthesisRecord record) {
    return record.incompleteGenerators().isEmpty();
  }

  private static Generator completed(Generator stated) {
    return new Generator(
        orBlank(stated.provider()), orBlank(stated.model()), orBlank(stated.revision()));
  }

  private static String orBlank(String stated) {
    return Placeholder.counts(stated) ? stated : Blank.TODO;
  }

  private Prompt prompt() {
    String role =
        records.lacking(Condition.PROMPTS).stream()
            .flatMap(record -> record.blankPrompts().stream())
            .map(Prompt::role)
            .filter(said -> Placeholder.counts(said) && said.length() <= Room.CHARS)
            .findFirst()
            .orElse("");
    return new Prompt(role, Blank.TODO, "", "");
  }

  private SortedMap<String, String> parameters() {
    SortedMap<String, String> blank = new TreeMap<>();
    if (misses(Condition.PARAMETERS)) {
      Set<String> names = new TreeSet<>();
      records
          .lacking(Condition.PARAMETERS)
          .forEach(record -> names.addAll(record.blankParameters()));
      room(names, name -> name, "parameters without a value")
          .forEach(name -> blank.put(name, Blank.TODO));
    }
    return blank;
  }

  private <T> List<T> room(
      Set<T> all, Function<T, String> text, String what) {
    Room<T> room = Room.of(all, text);
    if (room.left() > 0) {
      notes.add(room.left() + " more " + what + " have no room here: write a further event.");
    }
    return room.items();
  }

  private Draft draft() {
    Optional<LineageEvent> amended = amended();
    LineageEvent.Builder event =
        LineageEvent.builder(EventType.DOCUMENT)
            .inputs(seeds)
            .agents(
                misses(Condition.AGENT)
                    ? List.of(new Agent(Blank.TODO, AgentType.PERSON, Draft.STAND_IN, ""))
                    : List.of())
            .document(
                new Document(
                    summary.asset(),
                    amended.map(LineageEvent::eventId),
                    synthesize(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
    Draft draft = latest().map(like -> Draft.of(event, like)).orElseGet(() -> Draft.of(event));
    leaveBlanks(draft);
    notes.forEach(draft::note);
    if (amended.isEmpty() && (records.seen().size() > 1 || !records.whole())) {
      draft.note(
          "It completes every synthesis record of the asset. If they differ, write one event for"
              + " each, with the id of the record's event in the field amends.");
    }
    return draft;
  }

  /** The event whose record it completes; empty if it completes all records. */
  private Optional<LineageEvent> amended() {
    return records.whole() && lacking.size() == 1 ? lacking.get(0).event() : Optional.empty();
  }

  /** The latest event whose record lacks something. */
  private Optional<LineageEvent> latest() {
    return (lacking.isEmpty() ? records.seen() : lacking)
        .stream().map(SynthesisRecord::event).flatMap(Optional::stream).findFirst();
  }

  private Optional<Synthesize> synthesize() {
    if (generators.isEmpty() && prompts.isEmpty() && parameters.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Synthesize(
            Optional.empty(),
            new Stated.Given<>(generators),
            Optional.empty(),
            new Stated.Given<>(prompts),
            new Stated.Given<>(parameters),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            "",
            ""));
  }

  private void leaveBlanks(Draft draft) {
    for (int i = 0; i < seeds.size(); i++) {
      String at = Integer.toString(i);
      if (aSeedIsBlank && i == seeds.size() - 1) {
        draft.blank(
            Blank.TODO,
            "the seed data as a URN with its version; if there can be none, remove the input and"
                + " write \"seed\":{\"notApplicable\":\"why\"} into document.synthesize",
            "inputs",
            at,
            "asset");
      } else {
        draft.blank(Blank.TODO, "the hash of the seed data that was used", "inputs", at, "sha256");
      }
    }
    if (misses(Condition.AGENT)) {
      draft
          .blank(Blank.TODO, "who answers for the data, such as an ORCID", "agents", "0", "id")
          .blank(Blank.TODO, "PERSON or ORGANIZATION", "agents", "0", "type")
          .blank(Blank.EMPTY, "what they did, such as PROMPT_AUTHOR", "agents", "0", "role");
    }
    for (int i = 0; i < generators.size(); i++) {
      leaveBlanks(draft, generators.get(i), Integer.toString(i));
    }
    if (!prompts.isEmpty()) {
      draft.blank(
          Blank.TODO,
          "the prompt or its template; or write its address as uri, or its hash as sha256",
          "document",
          "synthesize",
          "prompts",
          "0",
          "template");
    }
    if (aParameterIsBlank) {
      draft.blankParameter("document", "synthesize", "parameters");
      return;
    }
    for (String name : parameters.keySet()) {
      draft.blank(Blank.TODO, "its value", "document", "synthesize", "parameters", name);
    }
  }

  private static void leaveBlanks(Draft draft, Generator generator, String at) {
    if (generator.provider().equals(Blank.TODO)) {
      draft.blank(
          Blank.TODO,
          "who provides the generating model or program",
          path(at, "provider"));
    }
    if (generator.model().equals(Blank.TODO)) {
      draft.blank(Blank.TODO, "the name of the model or program", path(at, "model"));
    }
    if (generator.revision().equals(Blank.TODO)) {
      draft.blank(Blank.TODO, "the revision that was used", path(at, "revision"));
    }
  }

  private static String[] path(String at, String field) {
    return new String[] {"document", "synthesize", "generators", at, field};
  }
}
